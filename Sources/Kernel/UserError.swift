import ThaiText

/// A refusal that the person who asked should read.
///
/// Anything else that is thrown is a fault of ours: it is logged with a reference number, and the
/// person sees only that number.
package struct UserError: Error, Equatable, Sendable {
    package enum Code: String, Sendable {
        /// There is no such thing, or it must not be known that there is.
        case notFound
        /// The address is there, but nothing is done this way with it.
        case methodNotAllowed
        case forbidden
        /// What was typed or sent cannot be taken as it is.
        case invalid
        /// The step does not fit the state in which the thing is.
        case conflict
        /// Too large to be taken.
        case tooLarge
        /// Asked too often; the same may be asked again later.
        case tooMany
        /// The name or the password of somebody who signs in is not right.
        case notRecognised
        /// Nobody is signed in, or the session has ended.
        case signedOut
        /// A fault of ours.
        case fault
    }

    package let code: Code
    /// What went wrong and what to do about it.
    package let thai: String
    package let english: String
    /// The fields that are wrong, in the order of the form.
    package let complaints: [Complaint]
    /// The seconds after which the same may be asked again, where that is known.
    package let retryAfter: Int?

    /// One field of a form and what is wrong with it.
    package struct Complaint: Equatable, Sendable {
        package let field: String
        package let thai: String
        package let english: String

        package init(_ field: String, _ thai: String, _ english: String) {
            self.field = field
            self.thai = thai
            self.english = english
        }
    }

    package init(
        _ code: Code,
        _ thai: String,
        _ english: String,
        complaints: [Complaint] = [],
        retryAfter: Int? = nil
    ) {
        self.code = code
        self.thai = thai
        self.english = english
        self.complaints = complaints
        self.retryAfter = retryAfter
    }

    /// What does not happen while a form is wrong.
    package enum Act: Sendable {
        case saving, sending, printing, searching, showing

        fileprivate var undone: (thai: String, english: String) {
            switch self {
            case .saving: ("ยังบันทึกไม่ได้", "Not saved yet")
            case .sending: ("ยังส่งไม่ได้", "Not sent yet")
            case .printing: ("ยังพิมพ์ไม่ได้", "Not printed yet")
            case .searching: ("ยังค้นหาไม่ได้", "Not searched yet")
            case .showing: ("ยังแสดงข้อมูลไม่ได้", "Not shown yet")
            }
        }
    }

    /// The refusal of a form, with every field that is wrong.
    package init(complaints: [Complaint], holdingUp act: Act = .saving) {
        let undone = act.undone
        self.init(
            .invalid,
            "\(undone.thai) กรุณาแก้ไข \(ThaiDigits.thai(String(complaints.count))) ช่องที่ระบุไว้",
            "\(undone.english): please correct \(complaints.count == 1 ? "the field" : "the \(complaints.count) fields") named below",
            complaints: complaints
        )
    }
}
