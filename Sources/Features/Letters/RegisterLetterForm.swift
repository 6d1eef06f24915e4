import Kernel
import ThaiText
import Web

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
        let dueInDays = reader.days("dueDays").map { today.adding(days: $0) }
        particulars.dueOn = reader.day("dueDate") ?? dueInDays
        if let dueInDays, dueInDays != particulars.dueOn {
            reader.complain(
                "dueDays",
                "วันแล้วเสร็จกับจำนวนวันไม่ตรงกัน กรุณากรอกอย่างเดียว",
                "The due date and the number of days differ: fill in one of them"
            )
        }
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
