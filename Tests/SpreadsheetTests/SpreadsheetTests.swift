import Glibc
import Spreadsheet
import Testing
import ThaiText

struct SpreadsheetTests {
    let folder: WorkbookFolder
    let sheet = Sheet(
        name: "ทะเบียนหนังสือรับ",
        titles: ["ทะเบียนหนังสือรับ", "วันที่ 21 พฤศจิกายน พ.ศ. 2569"],
        columns: [.init("เลขทะเบียนรับ", width: 12), .init("ลงวันที่", width: 14), .init("เรื่อง", width: 50)]
    )

    init() throws { folder = try WorkbookFolder() }

    @Test func `numbers, days and texts come back as what they are`() throws {
        let day = try #require(BuddhistDay(iso: "2026-11-21"))
        let cells = try written([[.integer(3451), .day(day), .text("ขอเชิญประชุม <ด่วน> & \"ลับ\"")]])

        #expect(cells["A4"] == "3451")
        #expect(cells["B4"] == "46347")
        #expect(cells["C4"] == "ขอเชิญประชุม &lt;ด่วน&gt; &amp; \"ลับ\"")
    }

    @Test func `titles stand above the header`() throws {
        let cells = try written([])

        #expect(cells["A1"] == "ทะเบียนหนังสือรับ")
        #expect(cells["A3"] == "เลขทะเบียนรับ")
        #expect(cells["C3"] == "เรื่อง")
        #expect(cells["A4"] == nil)
    }

    @Test(arguments: ["=1+1", "+66", "-1", "@SUM(A1)", " =1", "\t=cmd|'/c calc'!A0"])
    func `text that looks like a formula stays text`(text: String) throws {
        _ = try written([[.text(text)]])

        let xml = try folder.member("xl/worksheets/sheet1.xml")
        #expect(!xml.contains("<f>"))
        #expect(xml.contains("t=\"inlineStr\""))
    }

    @Test func `a row is as high as its longest text needs`() throws {
        _ = try written([[.text("สั้น")], [.empty, .text(String(repeating: "หนังสือ", count: 10))]])

        let rows = try folder.member("xl/worksheets/sheet1.xml").split(separator: "<row ").dropFirst()
        let heights = rows.map { $0.firstMatch(of: /ht="([0-9.]+)"/).flatMap { Double($0.1) } }
        #expect(heights == [27, 27, 54, 27, 189])
    }

    @Test func `a heading reaches over the columns and joins no cells`() throws {
        let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)
        try writer.append(heading: "วันที่ ๒๑ พฤศจิกายน พ.ศ. ๒๕๖๙")
        try writer.append([.integer(1)])
        try writer.finish()

        let xml = try folder.member("xl/worksheets/sheet1.xml")
        #expect(xml.contains("วันที่ ๒๑ พฤศจิกายน พ.ศ. ๒๕๖๙"))
        #expect(!xml.contains("ref=\"A4"))
    }

    @Test func `no page ends with a heading`() throws {
        let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)
        // The rows are counted from 1, below two titles and the header.
        var (row, headings): (Int, Set<Int>) = (3, [])
        for day in 1...40 {
            row += 1
            headings.insert(row)
            try writer.append(heading: "วันที่ \(day)")
            for _ in 0...(day % 5) {
                row += 1
                try writer.append([.integer(row), .empty, .text("ขอเชิญประชุม")])
            }
        }
        try writer.finish()

        let xml = try folder.member("xl/worksheets/sheet1.xml")
        let ends = xml.matches(of: /<brk id="([0-9]+)"/).compactMap { Int($0.1) }
        #expect(ends.count > 5 && headings.isDisjoint(with: ends), "\(ends)")
        #expect(ends.contains { headings.contains($0 + 1) }, "a heading goes to the next page with its rows")
    }

    @Test func `days that Excel does not know are text`() throws {
        let first = try #require(BuddhistDay(iso: "1900-03-01"))
        let cells = try written([[.day(first)], [.day(first.adding(days: -1))], [.empty]])

        #expect(cells["A4"] == "61")
        #expect(cells["A5"] == "1900-02-28")
        #expect(cells["A6"] == nil)
    }

    @Test func `control characters and endless texts fit into the file`() throws {
        let cells = try written([
            [.text("a\u{0}b\u{1F}c\u{FFFF}"), .text(String(repeating: "ก", count: 40_000)), .text("")]
        ])

        #expect(cells["A4"] == "a b c ")
        #expect(cells["B4"]?.unicodeScalars.count == 32_767)
    }

    @Test func `it prints across A4 with its header on every page`() throws {
        _ = try written([[.integer(1), .day(BuddhistDay(number: 20_000))]])

        let xml = try folder.member("xl/worksheets/sheet1.xml")
        #expect(xml.contains("<pageSetup paperSize=\"9\"") && xml.contains("orientation=\"landscape\""))
        #expect(xml.contains("fitToHeight=\"0\""))
        let book = try folder.member("xl/workbook.xml")
        #expect(book.contains("Print_Titles\" localSheetId=\"0\">'ทะเบียนหนังสือรับ'!$3:$3<"))
        let styles = try folder.member("xl/styles.xml")
        #expect(styles.contains("TH Sarabun New"))
        // Thai digits (D0) of the Thai language (041E), days with the Buddhist calendar (07).
        #expect(styles.contains("[$-D07041E]d mmm yyyy") && styles.contains("[$-D00041E]0"))
    }

    @Test func `it prints upright where that is asked`() throws {
        var sheet = sheet
        sheet.isLandscape = false
        try SpreadsheetWriter(path: folder.file, sheet: sheet).finish()
        #expect(try folder.member("xl/worksheets/sheet1.xml").contains("orientation=\"portrait\""))
    }

    @Test func `a note stands below the rows without a frame`() throws {
        let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)
        try writer.append([.integer(1)])
        try writer.append(note: "รวม ๑ ฉบับ")
        try writer.finish()

        let xml = try folder.member("xl/worksheets/sheet1.xml")
        #expect(xml.contains("<c r=\"A5\"") && xml.contains("รวม ๑ ฉบับ"))
        #expect(!xml.contains("<c r=\"B5\""))
    }

    @Test(arguments: ["a/b:c*d?e[f]g\\h", "", String(repeating: "ทะเบียน", count: 9), "'x'", "\u{1F600}\u{0}"])
    func `any name fits on the tab`(name: String) throws {
        var sheet = sheet
        sheet.name = name
        let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)
        try writer.finish()
        #expect(try folder.member("xl/workbook.xml").contains("<sheet name="))
    }

    @Test func `mistakes are told`() throws {
        let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)

        #expect(throws: SpreadsheetError.self) {
            try writer.append([.empty, .empty, .empty, .text("one too many")])
        }
        try writer.finish()
        #expect(throws: SpreadsheetError.self) { try writer.finish() }
        #expect(throws: SpreadsheetError.self) {
            try SpreadsheetWriter(path: "/no/such/folder/a.xlsx", sheet: sheet).finish()
        }
    }

    @Test func `a writer that is given up leaves no file`() throws {
        do {
            let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)
            try writer.append([.integer(1)])
        }
        #expect(access(folder.file, F_OK) != 0)
    }

    @Test func `many rows are all there`() throws {
        let cells = try written((1...3000).map { [.integer($0), .empty, .text("เรื่องที่ \($0)")] })

        #expect(cells["A3003"] == "3000")
        #expect(cells["C3003"] == "เรื่องที่ 3000")
    }

    /// The cells of a written sheet by their place, as they stand in its XML.
    private func written(_ rows: [[Cell]]) throws -> [String: String] {
        let writer = try SpreadsheetWriter(path: folder.file, sheet: sheet)
        for row in rows { try writer.append(row) }
        try writer.finish()
        var cells: [String: String] = [:]
        for part in try folder.member("xl/worksheets/sheet1.xml").split(separator: "<c r=\"").dropFirst() {
            let place = String(part.prefix { $0 != "\"" })
            guard let value = part.firstRange(of: /<v>|<t>|<t xml:space="preserve">/) else { continue }
            cells[place] = String(part[value.upperBound...].prefix { $0 != "<" })
        }
        return cells
    }
}

/// A folder for one workbook, removed with the test; its parts are read with unzip(1).
final class WorkbookFolder: Sendable {
    let path: String
    var file: String { path + "/book.xlsx" }

    init() throws {
        var template = Array("/tmp/saraban-sheet-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        unlink(file)
        rmdir(path)
    }

    func member(_ name: String) throws -> String {
        let pipe = try #require(popen("unzip -p '\(file)' '\(name)'", "r"))
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
        try #require(pclose(pipe) == 0)
        return String(decoding: bytes, as: UTF8.self)
    }
}
