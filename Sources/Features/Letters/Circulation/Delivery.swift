import Agencies
import Kernel
import Registers
import SQL

/// One hop of a letter: from a desk to a unit or to a person, and what became of it there.
package struct Delivery: Equatable, Sendable {
    package typealias ID = Identifier<Delivery>

    package let id: ID
    package let letter: Letter.ID
    package let fromUnit: Unit.ID
    package let toUnit: Unit.ID
    /// The person it is for; nil when it is for the unit's registry.
    package let toPerson: Person.ID?
    /// What the sender asks for.
    package let note: String
    package let sent: Step
    package let opened: Step?
    package let received: Step?
    /// The number in the receiving unit's register, where it keeps one.
    package let number: Number?
    package let ended: End?
    /// That the sender took note of its return.
    package let acknowledged: Step?

    /// That somebody did something at a moment.
    package struct Step: Equatable, Sendable {
        package let by: Person.ID
        package let at: Instant
    }

    package struct Number: Equatable, Sendable {
        package let register: Register.ID
        package let year: ThaiYear
        package let number: Int
    }

    /// How a delivery came to its end.
    package struct End: Equatable, Sendable {
        package let kind: Kind
        package let step: Step
        /// The reason of a return, the note of a closing.
        package let words: String

        package enum Kind: String, Sendable, SQLConvertible {
            /// ตีกลับ: it was not for this unit.
            case returned
            /// ดึงกลับ: the sender took it back.
            case recalled
            /// ปิดเรื่อง: dealt with.
            case closed
        }
    }

    package enum State: String, CaseIterable, Sendable {
        case new, opened, received, returned, recalled, closed
    }

    package var state: State {
        switch ended?.kind {
        case .returned: .returned
        case .recalled: .recalled
        case .closed: .closed
        case nil: received != nil ? .received : opened != nil ? .opened : .new
        }
    }

    /// Whether its receiver has yet to receive it.
    package var isWaiting: Bool { state == .new || state == .opened }

    /// Whether it still lies with the receiver.
    package var isOpen: Bool { ended == nil }

    /// Whether it came back and lies with its sender again.
    package var isBack: Bool { state == .returned && acknowledged == nil }
}

extension Delivery.State {
    /// ใหม่, เปิดอ่านแล้ว, ลงรับแล้ว …
    package func name(_ t: Language) -> String {
        switch self {
        case .new: t("เข้าใหม่", "New")
        case .opened: t("เปิดอ่านแล้ว", "Opened")
        case .received: t("ลงรับแล้ว", "Received")
        case .returned: t("ตีกลับ", "Returned")
        case .recalled: t("ดึงกลับ", "Recalled")
        case .closed: t("ปิดเรื่องแล้ว", "Closed")
        }
    }
}

/// A step of a letter's life, and the states of a delivery from which it may be taken (domain §11.2).
enum DeliveryStep: CaseIterable {
    case open, receive, `return`, recall, close, acknowledge

    func isAllowed(from state: Delivery.State) -> Bool {
        switch self {
        case .open: state == .new
        case .receive, .return, .recall: state == .new || state == .opened
        case .close: state == .received
        case .acknowledge: state == .returned
        }
    }

    /// Why it may not be taken any more.
    func refusal(in state: Delivery.State) -> UserError {
        switch (self, state) {
        case (.acknowledge, .returned):
            UserError(.conflict, "รับทราบการตีกลับไปแล้ว", "The return has been acknowledged already")
        case (.recall, .received), (.recall, .closed):
            UserError(
                .conflict,
                "ดึงกลับไม่ได้ ผู้รับลงรับหนังสือแล้ว",
                "Too late to recall: the letter has been received"
            )
        case (.return, .received), (.return, .closed):
            UserError(
                .conflict,
                "ตีกลับไม่ได้ เพราะลงรับหนังสือแล้ว ให้ส่งต่อแทน",
                "Too late to return: the letter has been received. Send it on instead"
            )
        case (.receive, .received), (.receive, .closed):
            UserError(.conflict, "หนังสือนี้ลงรับแล้ว", "This letter has been received already")
        case (.close, .new), (.close, .opened):
            UserError(.conflict, "ต้องลงรับก่อนจึงปิดเรื่องได้", "Receive the letter before closing the matter")
        case (_, .recalled):
            UserError(.conflict, "ผู้ส่งดึงหนังสือนี้กลับไปแล้ว", "The sender has recalled this letter")
        case (_, .returned):
            UserError(.conflict, "หนังสือนี้ตีกลับไปแล้ว", "This letter has been returned already")
        case (_, .closed):
            UserError(.conflict, "เรื่องนี้ปิดแล้ว", "This matter is closed already")
        default:
            UserError(
                .conflict,
                "ทำขั้นตอนนี้ไม่ได้ในสถานะปัจจุบัน",
                "This step does not fit the letter's present state"
            )
        }
    }
}
