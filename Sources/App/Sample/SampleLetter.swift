import Kernel
import ThaiText

/// A letter to the sample province with all its words, invented by chance.
struct SampleLetter {
    let matter: SampleMatter
    let sender: SampleSender
    let letterNumber: String
    let date: BuddhistDay
    let speed: Speed
    let method: String
    let district: String
    /// From 1 to 12: of meetings, villages and whatever else is counted.
    let count: Int
    /// An office day some weeks after the letter.
    let ahead: String

    static let addressee = "ผู้ว่าราชการจังหวัดตัวอย่าง"

    /// A letter that comes in on a day.
    init(on day: BuddhistDay, _ chance: inout SampleChance) {
        matter = chance.one(of: SampleMatter.allCases)
        let kinds = matter.senders
        let sender = chance.one(of: SampleSender.all.filter { kinds.contains($0.kind) })
        self.sender = sender
        letterNumber = "\(sender.code)/\(chance.below(8) == 0 ? "ว " : "")\(100 + chance.below(4800))"
        date = OfficeMoment.officeDay(day.adding(days: -1 - chance.below(5)))
        speed = chance.one(of: [
            .normal, .normal, .normal, .normal, .normal, .urgent, .urgent, .veryUrgent, .mostUrgent,
        ])
        method = chance.one(of: ["ไปรษณีย์", "เจ้าหน้าที่นำส่ง", "ไปรษณีย์อิเล็กทรอนิกส์"])
        district = sender.district ?? chance.one(of: SampleSender.districts)
        count = 1 + chance.below(12)
        ahead = OfficeMoment.officeDay(date.adding(days: 14 + chance.below(14))).long
    }

    var subject: String { matter.subject(self) }
    var year: Int { date.year }
    var lastBudgetYear: Int { date.fiscalYear - 1 }

    /// What the clerk types when it is registered.
    func field(_ name: String) -> String? {
        switch name {
        case "subject": ThaiDigits.thai(subject)
        case "from": sender.post
        case "to": Self.addressee
        case "letterNumber": ThaiDigits.thai(letterNumber)
        case "letterDate": date.iso
        case "speed": String(speed.rawValue)
        case "category": matter.category
        case "method": method
        default: nil
        }
    }
}
