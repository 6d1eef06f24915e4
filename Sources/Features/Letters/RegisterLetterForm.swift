import Kernel
import ThaiText

/// What a clerk fills in to register a letter, checked and typed, with all complaints at once.
package struct RegisterLetterForm: Sendable {
    package let particulars: Letter.Particulars

    /// Some letters are dated ahead; more than a year is a slip: two digits of a year, or an era for another.
    static let daysAhead = 366

    /// Twenty years, after which letters go to the archives (clause 59): none that old comes in, so an earlier day is a
    /// slip too, such as 26 for the year 2026.
    static let daysBack = 20 * 1461 / 4

    /// Takes fields by their names in the form and in the API. `today` is the day from which `dueDays` count and all days
    /// are seen.
    package init(_ field: @escaping (String) -> String?, today: BuddhistDay) throws {
        var reader = FieldReader(field)
        var particulars = Letter.Particulars()
        particulars.subject = reader.text("subject", most: 1000)
        particulars.from = reader.text("from", most: 300)
        particulars.to = reader.text("to", most: 300)
        particulars.letterNumber = reader.text("letterNumber", most: 100)
        particulars.letterDate = reader.day("letterDate")
        particulars.speed = reader.choice("speed") ?? .normal
        particulars.secrecy = reader.choice("secrecy") ?? .none
        particulars.category = reader.text("category", most: 100)
        particulars.method = reader.text("method", most: 100)
        particulars.caseOwner = reader.text("caseOwner", most: 200)
        particulars.assignee = reader.text("assignee", most: 200)
        particulars.dueOn = reader.day("dueDate") ?? reader.days("dueDays").map { today.adding(days: $0) }
        particulars.remark = reader.text("remark", most: 500)
        Self.check(particulars, today, &reader)
        guard reader.complaints.isEmpty else {
            let inOrder = Self.fields.flatMap { field in reader.complaints.filter { $0.field == field } }
            throw UserError(complaints: inOrder)
        }
        self.particulars = particulars
    }

    /// As they stand in the form.
    private static let fields = [
        "letterNumber", "letterDate", "from", "to", "subject", "speed", "secrecy", "category", "method",
        "caseOwner",
        "assignee", "dueDate", "dueDays", "remark",
    ]

    private static func check(
        _ particulars: Letter.Particulars,
        _ today: BuddhistDay,
        _ reader: inout FieldReader
    ) {
        if let day = particulars.letterDate { check(letterDate: day, today, &reader) }
        if let day = particulars.dueOn, day < today {
            reader.complain(
                "dueDate",
                "วันแล้วเสร็จ \(ThaiDigits.thai(day.short)) ผ่านมาแล้ว กรุณาตรวจวันที่และปี",
                "\(day.english) has passed: check the day and the year"
            )
        }
        if particulars.subject.isEmpty, particulars.secrecy != .topSecret {
            reader.complain(
                "subject",
                "กรุณากรอกเรื่อง ถ้าไม่มีชื่อเรื่องให้สรุปสั้น ๆ",
                "Enter the subject, or a short summary of the letter"
            )
        }
        if !particulars.subject.isEmpty, particulars.secrecy == .topSecret {
            reader.complain(
                "subject",
                "หนังสือชั้นลับที่สุดบันทึกได้เฉพาะเลขที่ วันที่ และผู้ส่ง ห้ามบันทึกเรื่อง (ระเบียบงานสารบรรณ ฉบับที่ ๔)",
                "Of a top secret letter only number, date and sender may be recorded: leave the subject empty"
            )
        }
        if particulars.from.isEmpty {
            reader.complain(
                "from",
                "กรุณากรอกตำแหน่งหรือส่วนราชการที่ส่งหนังสือมา",
                "Enter the post or the agency that the letter is from"
            )
        }
    }

    private static func check(letterDate day: BuddhistDay, _ today: BuddhistDay, _ reader: inout FieldReader)
    {
        if day > today.adding(days: daysAhead) {
            reader.complain(
                "letterDate",
                "\(ThaiDigits.thai(day.short)) ล่วงหน้าเกินหนึ่งปี กรุณาตรวจวันที่และปี",
                "\(day.english) is more than a year ahead: check the day and the year"
            )
        } else if day < today.adding(days: -daysBack) {
            reader.complain(
                "letterDate",
                "\(ThaiDigits.thai(day.short)) ย้อนหลังเกินยี่สิบปี กรุณาตรวจวันที่และปี ปีสองหลักหมายถึง พ.ศ. เช่น ๖๙ คือ ๒๕๖๙",
                "\(day.english) is more than twenty years back: check the day and the year. 69 means 2569 of the Buddhist era"
            )
        }
    }
}

/// Reads the fields of a form and gathers what is wrong with them.
struct FieldReader {
    private let field: (String) -> String?
    private(set) var complaints: [UserError.Complaint] = []

    init(_ field: @escaping (String) -> String?) { self.field = field }

    mutating func complain(_ name: String, _ thai: String, _ english: String) {
        complain(.init(name, thai, english))
    }

    mutating func complain(_ complaint: UserError.Complaint) {
        guard !complaints.contains(where: { $0.field == complaint.field }) else { return }
        complaints.append(complaint)
    }

    /// One line of text without control characters, in NFC; empty when nothing visible was typed.
    mutating func text(_ name: String, most: Int) -> String {
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

    /// A day as clerks type it; nil when nothing was typed.
    mutating func day(_ name: String) -> BuddhistDay? {
        guard let typed = field(name).map(PlainText.cleaned), !typed.isEmpty else { return nil }
        guard let day = BuddhistDay(typed: typed) else {
            complain(
                name,
                "วันที่ไม่ถูกต้อง ตัวอย่าง ๒๑/๑๑/๒๕๖๙ หรือ 21 พ.ย. 2569",
                "Not a date: write it as 21/11/2569 or 2026-11-21"
            )
            return nil
        }
        return day
    }

    /// A number of days from 0 to 3,650; nil when nothing was typed.
    mutating func days(_ name: String) -> Int? {
        guard let typed = field(name).map(PlainText.cleaned), !typed.isEmpty else { return nil }
        guard let days = Int(ThaiDigits.arabic(typed)), (0...3650).contains(days) else {
            complain(name, "จำนวนวันต้องเป็น ๐ ถึง ๓,๖๕๐", "The number of days must be from 0 to 3,650")
            return nil
        }
        return days
    }

    /// One of a closed set, by its number or its English name; nil when nothing was sent.
    mutating func choice<Choice: LetterClass>(_ name: String) -> Choice? {
        guard let sent = field(name).map(PlainText.cleaned), !sent.isEmpty else { return nil }
        guard let choice = Choice(sent: sent) else {
            let words = Choice.taken.joined(separator: ", ")
            complain(name, "ค่าที่เลือกไม่ถูกต้อง เลือกได้: \(words)", "Not one of the choices: \(words)")
            return nil
        }
        return choice
    }
}
