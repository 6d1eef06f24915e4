import Spreadsheet
import Typesetting

/// What comes with an invented letter (สิ่งที่ส่งมาด้วย).
enum SampleEnclosure {
    case supplies, people, households, project

    var title: String {
        switch self {
        case .supplies: "บัญชีพัสดุชำรุดเสื่อมสภาพ"
        case .people: "บัญชีรายชื่อผู้เข้ารับการอบรม"
        case .households: "แบบจัดเก็บข้อมูลครัวเรือนระดับตำบล"
        case .project: "รายละเอียดโครงการ"
        }
    }

    /// The rows of the sheet that it is; nil for one that is typeset.
    var rows: [[Cell]]? {
        switch self {
        case .supplies:
            numbered([
                ["โต๊ะทำงานไม้", "ตัว", "ชำรุด"], ["เก้าอี้สำนักงาน", "ตัว", "ชำรุด"],
                ["เครื่องคอมพิวเตอร์", "เครื่อง", "เสื่อมสภาพ"], ["เครื่องพิมพ์", "เครื่อง", "เสื่อมสภาพ"],
                ["พัดลมตั้งพื้น", "เครื่อง", "ชำรุด"], ["ตู้เก็บเอกสาร", "ตู้", "เสื่อมสภาพ"],
            ])
        case .people:
            numbered([
                ["นายหนึ่ง สมมตินาม", "เจ้าพนักงานธุรการ", ""], ["นางสาวสอง สมมตินาม", "เจ้าพนักงานธุรการ", ""],
                ["นางสาม สมมตินาม", "นักจัดการงานทั่วไป", ""], ["นายสี่ สมมตินาม", "นักวิชาการคอมพิวเตอร์", ""],
                ["นางสาวห้า สมมตินาม", "เจ้าพนักงานธุรการ", ""], ["นายหก สมมตินาม", "นักจัดการงานทั่วไป", ""],
            ])
        case .households: numbered(SampleSender.districts.map { ["ตำบล\($0)", "", ""] })
        case .project: nil
        }
    }

    func sheet(of letter: SampleLetter) -> Sheet {
        let heads =
            switch self {
            case .supplies: ["รายการ", "หน่วยนับ", "สภาพ"]
            case .people: ["ชื่อ", "ตำแหน่ง", "หมายเหตุ"]
            default: ["ตำบล", "จำนวนครัวเรือน", "จำนวนประชากร"]
            }
        return Sheet(
            name: title,
            titles: [title, "\(letter.sender.agency) ที่ \(letter.letterNumber)"],
            columns: [.init("ลำดับ", width: 8), .init(heads[0], width: 34)]
                + heads[1...].map { .init($0, width: 24) }
        )
    }

    /// The description of a project that asks for money.
    static func project(of letter: SampleLetter) -> LetterForm {
        var entry = OfficeRecord.Entry()
        entry.addressee = SampleLetter.addressee
        entry.body = [
            .paragraph(
                "\(letter.sender.agency)ขอเสนอรายละเอียดโครงการพัฒนาแหล่งน้ำเพื่อการเกษตร ตำบล\(letter.district)ใต้ ประกอบการพิจารณา ดังนี้"
            ),
            .table(
                LetterTable(
                    columns: [.init("รายการ"), .init("วงเงิน (บาท)", alignment: .trailing)],
                    rows: [
                        ["ขุดลอกสระเก็บน้ำเดิม", "480,000"], ["วางท่อส่งน้ำ ระยะทาง 600 เมตร", "350,000"],
                        ["ติดตั้งเครื่องสูบน้ำพลังงานแสงอาทิตย์", "290,000"], ["รวม", "1,120,000"],
                    ]
                )
            ),
            .paragraph("ระยะเวลาดำเนินการ 120 วัน นับถัดจากวันลงนามในสัญญา โดยราษฎรในพื้นที่เป็นผู้ดูแลบำรุงรักษาต่อไป"),
        ]
        entry.signer = Signatory(name: letter.sender.signer, post: [letter.sender.post])
        var record = OfficeRecord()
        record.subject = "รายละเอียดโครงการพัฒนาแหล่งน้ำเพื่อการเกษตร ตำบล\(letter.district)ใต้"
        record.entries = [entry]
        return .record(record)
    }

    private func numbered(_ rows: [[String]]) -> [[Cell]] {
        rows.enumerated().map {
            [.integer($0.offset + 1)] + $0.element.map { $0.isEmpty ? .empty : .text($0) }
        }
    }
}
