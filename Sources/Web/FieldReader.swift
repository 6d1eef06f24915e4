import Kernel
import ThaiText

/// Reads the fields of a form and gathers what is wrong with them.
package struct FieldReader {
    private let field: (String) -> String?
    package private(set) var complaints: [UserError.Complaint] = []

    package init(_ field: @escaping (String) -> String?) { self.field = field }

    package mutating func complain(_ name: String, _ thai: String, _ english: String) {
        complain(.init(name, thai, english))
    }

    package mutating func complain(_ complaint: UserError.Complaint) {
        guard !complaints.contains(where: { $0.field == complaint.field }) else { return }
        complaints.append(complaint)
    }

    /// One line of text without control characters, in NFC; empty when nothing visible was typed.
    package mutating func text(_ name: String, most: Int) -> String {
        let text = PlainText.cleaned(field(name) ?? "")
        guard text.length <= most else {
            let label = Self.labels[name] ?? ("ข้อความ", "The text")
            complain(
                name,
                "\(label.thai)ยาวเกิน \(ThaiDigits.thai(String(most))) ตัวอักษร",
                "\(label.english) is longer than \(most) characters"
            )
            return ""
        }
        return text
    }

    /// What the fields of texts are called in a sentence.
    private static let labels = [
        "words": (thai: "คำที่ต้องการ", english: "The words to look for"),
        "number": (thai: "เลขทะเบียน", english: "The number"),
        "year": (thai: "ปี", english: "The year"),
        "subject": (thai: "เรื่อง", english: "The subject"),
        "from": (thai: "ชื่อผู้ส่ง", english: "The sender"),
        "to": (thai: "ชื่อผู้รับ", english: "The receiver"),
        "letterNumber": (thai: "เลขที่หนังสือ", english: "The letter number"),
        "category": (thai: "หมวดเอกสาร", english: "The category"),
        "method": (thai: "วิธีการรับส่ง", english: "The delivery method"),
        "caseOwner": (thai: "เจ้าของเรื่อง", english: "The owner of the matter"),
        "assignee": (thai: "ผู้ปฏิบัติงาน", english: "The assignee"),
        "remark": (thai: "หมายเหตุ", english: "The remark"),
    ]

    /// A day as clerks type it; nil when nothing was typed. Where a form has several, the complaint tells which.
    package mutating func day(_ name: String, named label: (thai: String, english: String)? = nil)
        -> BuddhistDay?
    {
        guard let typed = field(name).map(PlainText.cleaned), !typed.isEmpty else { return nil }
        guard let day = BuddhistDay(typed: typed) else {
            complain(
                name,
                "\(label.map { "“\($0.thai)” " } ?? "")วันที่ไม่ถูกต้อง ตัวอย่าง ๒๑/๑๑/๒๕๖๙ หรือ 21 พ.ย. 2569",
                "\(label.map { "“\($0.english)”: n" } ?? "N")ot a date: write it as 21/11/2569 or 2026-11-21"
            )
            return nil
        }
        return day
    }

    /// A number of days from 0 to 3,650; nil when nothing was typed.
    package mutating func days(_ name: String) -> Int? {
        guard let typed = field(name).map(PlainText.cleaned), !typed.isEmpty else { return nil }
        guard let days = Int(ThaiDigits.arabic(typed)), (0...3650).contains(days) else {
            complain(name, "จำนวนวันต้องเป็น ๐ ถึง ๓,๖๕๐", "The number of days must be from 0 to 3,650")
            return nil
        }
        return days
    }

    /// One of a closed set, by its number or its English name; nil when nothing was sent.
    package mutating func choice<Choice: LetterClass>(_ name: String) -> Choice? {
        guard let sent = field(name).map(PlainText.cleaned), !sent.isEmpty else { return nil }
        guard let choice = Choice(sent: sent) else {
            let words = Choice.taken.joined(separator: ", ")
            complain(name, "ค่าที่เลือกไม่ถูกต้อง เลือกได้: \(words)", "Not one of the choices: \(words)")
            return nil
        }
        return choice
    }

    /// The most characters that are taken for a number.
    private static let mostDigits = 20

    /// A year of the Buddhist era; nil when nothing was typed.
    package mutating func year(_ name: String) -> ThaiYear? {
        let typed = text(name, most: Self.mostDigits)
        guard !typed.isEmpty else { return nil }
        guard let year = ThaiYear(typed: typed) else {
            complain(.notThaiYear(name))
            return nil
        }
        return year
    }

    /// A whole number in Thai or Arabic digits; nil when nothing was typed. `12/2569` counts as 12.
    package mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let typed = text(name, most: Self.mostDigits)
        guard !typed.isEmpty else { return nil }
        let digits = ThaiDigits.arabic(typed).prefix { $0 != "/" }
        guard let number = Int(digits), range.contains(number) else {
            complain(name, "ต้องเป็นตัวเลข", "This must be a number")
            return nil
        }
        return number
    }
}
