import Kernel
import ThaiText

/// What the sample office numbers itself: letters that go out, circulars, orders, announcements, contracts.
struct SampleIssue {
    /// The register's key, and who keeps it.
    let register: String
    let keeper: String
    let from: String
    let to: String
    private let subject: String
    private var date: BuddhistDay?

    /// One of all kinds, by chance; letters come more often than contracts.
    init(on day: BuddhistDay, _ chance: inout SampleChance) {
        self = chance.one(
            of: Self.all(day.year, chance.one(of: SampleSender.districts), 1 + chance.below(12))
        )
        date = day
    }

    private init(_ register: String, by keeper: String, from: String, to: String = "", _ subject: String) {
        (self.register, self.keeper, self.from, self.to) = (register, keeper, from, to)
        self.subject = subject
    }

    private static let governor = "ผู้ว่าราชการจังหวัดตัวอย่าง"
    private static let relief = "หัวหน้าสำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง"

    private static func all(_ year: Int, _ district: String, _ count: Int) -> [SampleIssue] {
        func letter(to: String, _ subject: String) -> SampleIssue {
            SampleIssue("province.out", by: "klang", from: governor, to: to, subject)
        }
        func fromRelief(to: String, _ subject: String) -> SampleIssue {
            SampleIssue("relief.out", by: "nuai", from: relief, to: to, subject)
        }
        return [
            letter(to: "นายอำเภอ\(district)", "แจ้งผลการพิจารณาสนับสนุนเครื่องสูบน้ำ อำเภอ\(district)"),
            letter(to: "ปลัดกระทรวงตัวอย่าง", "รายงานผลการเบิกจ่ายงบประมาณ ครั้งที่ \(count)/\(year)"),
            letter(to: "นายอำเภอ\(district)", "ขอให้ตรวจสอบข้อเท็จจริงกรณีร้องเรียนในพื้นที่อำเภอ\(district)"),
            fromRelief(to: "นายอำเภอ\(district)", "ขอข้อมูลพื้นที่ประสบภัยแล้ง อำเภอ\(district)"),
            fromRelief(to: governor, "รายงานสถานการณ์น้ำในพื้นที่อำเภอ\(district)"),
            SampleIssue(
                "province.circular",
                by: "klang",
                from: governor,
                to: "หัวหน้าส่วนราชการทุกหน่วย และนายอำเภอทุกอำเภอ",
                "แนวทางประหยัดพลังงานของหน่วยงานภาครัฐ ปี \(year)"
            ),
            SampleIssue(
                "province.order",
                by: "klang",
                from: governor,
                "แต่งตั้งคณะทำงานขับเคลื่อนแผนพัฒนาอำเภอ\(district)"
            ),
            SampleIssue(
                "province.notice",
                by: "klang",
                from: governor,
                "ผลการคัดเลือกหมู่บ้านตัวอย่าง ครั้งที่ \(count)/\(year)"
            ),
            SampleIssue(
                "province.contract",
                by: "klang",
                from: "กลุ่มงานบริหารทรัพยากรบุคคล",
                "สัญญาซื้อขายวัสดุสำนักงาน ครั้งที่ \(count)/\(year)"
            ),
        ]
    }

    /// What the clerk types when the number is taken.
    func field(_ name: String) -> String? {
        switch name {
        case "letterDate": date?.iso
        case "subject": ThaiDigits.thai(subject)
        case "from": from
        case "to": to
        default: nil
        }
    }
}
