import PDF
import Testing

@testable import Typesetting

struct ReportTests {
    private func report(_ rows: [[String]], height: Double = 0) -> Report {
        Report(
            headings: ["ทะเบียนหนังสือรับ", "วันที่ ๒๑ พ.ย. ๒๕๖๙"],
            columns: [.init("เลขรับ", share: 1, alignment: .centre), .init("เรื่อง", share: 5)],
            rows: rows.map(Report.Row.cells),
            footers: ["รวม \(rows.count) ฉบับ"],
            rowHeight: height,
            created: "2026-01-15T09:00:00+07:00",
            pageLabel: { "หน้า \($0)/\($1)" }
        )
    }

    @Test func `the same input makes the same bytes`() throws {
        let rows = [["๑", "ขอรับการสนับสนุนเครื่องสูบน้ำ"]]
        #expect(try report(rows).pdf() == report(rows).pdf())
    }

    @Test func `long registers go over pages, each with its label`() throws {
        let pages = try pageCount(report((1...200).map { [String($0), "ขอเชิญประชุมคณะกรรมการ"] }).pdf())
        #expect(pages > 5)
        #expect(try pageCount(report([]).pdf()) == 1)
    }

    @Test func `a row with room to sign is taller`() throws {
        let rows = (1...60).map { [String($0), "เรื่อง"] }
        #expect(try pageCount(report(rows, height: 40).pdf()) > pageCount(report(rows).pdf()))
    }

    @Test func `a heading stands above its rows on every page, and never without one`() throws {
        // So many rows that the second heading comes at, before and behind the foot of the first page.
        for count in 15...25 {
            var report = report([])
            let rows = (1...count).map { Report.Row.cells([String($0), "เรื่อง"]) }
            report.rows = [.heading("Monday")] + rows + [.heading("Tuesday")] + rows
            let pages = try Proof(report.pdf()).pages().map { page in
                page.drop { !$0.hasPrefix("เลขรับ") }.dropFirst().filter { !$0.hasPrefix("หน้า") }
            }
            for page in pages {
                #expect(page.first == "Monday" || page.first == "Tuesday", "\(count)")
                #expect(page.last != "Tuesday", "\(count)")
            }
            #expect(pages.joined().filter { $0.hasSuffix("เรื่อง") }.count == 2 * count)
        }
    }

    @Test(arguments: [
        "", "\u{0}", "👩‍👩‍👧‍👦 ราชการ", String(repeating: "ก", count: 5000), "บรรทัด\nใหม่", "\u{202E}กลับ", "ำ่้ิ",
    ])
    func `any text is set without a fault`(_ text: String) throws {
        #expect(try report([[text, text]]).pdf().starts(with: "%PDF-".utf8))
    }

    private func pageCount(_ pdf: [UInt8]) throws -> Int { try PDFFile(bytes: PDFBytes(pdf)).pages().count }
}
