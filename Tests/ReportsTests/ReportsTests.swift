import Agencies
import App
import Digests
import DocumentPreview
import HTTP
import JSON
import Kernel
import Letters
import Registers
import SQL
import TestPrograms
import TestSupport
import Testing
import ThaiText

@testable import Reports

/// The register and the day's report print as the office's forms (NUM-08, REG-02).
struct ReportsTests {
    @Test(arguments: ["register", "daily"], ["pdf", "xlsx"])
    func `a register prints in both forms and formats`(_ form: String, _ format: String) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for _ in 1...3 {
            _ = klang.call(
                .post,
                "/api/v1/registers/\(register)/letters",
                ["subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง"]
            )
        }

        let answer = klang.open(
            "/registers/\(register)/report.\(format)",
            query: ["from": "๑๕/๑/๒๕๖๙", "to": "15 ม.ค. 2569", "form": form]
        )

        #expect(answer.status == 200)
        #expect(answer.bytes.starts(with: format == "pdf" ? Array("%PDF-".utf8) : [0x50, 0x4B]))
        #expect(answer.headers["content-disposition"]?.contains(".\(format)") == true)
    }

    @Test(arguments: ["print", "report.pdf", "report.xlsx"])
    func `days that are none, or in the wrong order, are refused at their field, with what was typed`(
        _ address: String
    ) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let path = "/registers/\(try site.register("province.in"))/\(address)"

        let none = klang.open(path, query: ["from": "30/02/2569", "form": "daily"])
        #expect(none.status == 422)
        #expect(none.text.contains("id=\"e-from\">“ตั้งแต่วันที่” ไม่ใช่วันที่ที่ถูกต้อง ตัวอย่าง ๒๑/๑๑/๒๕๖๙"))
        #expect(none.text.contains("value=\"30/02/2569\""))
        #expect(none.text.contains("value=\"daily\" checked"))
        #expect(none.text.contains("ยังพิมพ์ไม่ได้"))

        let both = klang.open(path, query: ["from": "x", "to": "y"])
        #expect(both.text.contains("id=\"e-from\">“ตั้งแต่วันที่” ") && both.text.contains("id=\"e-to\">“ถึงวันที่” "))

        let reversed = klang.open(path, query: ["from": "21/11/2568", "to": "1/11/2568"])
        #expect(reversed.status == 422)
        #expect(reversed.text.contains("id=\"e-to\">วันสุดท้ายต้องไม่ก่อนวันแรก"))
        #expect(reversed.text.contains("value=\"1/11/2568\""))
    }

    @Test(arguments: [RegisterReport.Form.register, .daily])
    func `void numbers are told apart from the letters in the total`(_ form: RegisterReport.Form) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let id = try site.register("province.in")
        let letters = "/api/v1/registers/\(id)/letters"
        for _ in 1...3 { _ = klang.call(.post, letters, ["subject": "ขอเชิญประชุม", "from": "กรม"]) }
        #expect(try report(site, id, form).footers[0].hasSuffix(" ๓ ฉบับ"))

        let voiding = "/api/v1/registers/\(id)/numbers/2/voiding"
        #expect(klang.call(.post, voiding, ["reason": "ลงซ้ำ"]).status == 200)
        let report = try report(site, id, form)
        #expect(report.footers[0].hasSuffix(" ๒ ฉบับ ยกเลิก ๑ เลข"))
        #expect(report.rows.count == 3)
    }

    @Test(arguments: ["register", "daily"])
    func `Excel tells the totals and the courier's note, in Thai digits, on paper turned as the PDF's is`(
        _ form: String
    ) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let letter: JSONValue = ["subject": "ขอเชิญประชุม", "from": "กรม", "letterDate": "28 ม.ค. 2568"]
        for _ in 1...2 {
            #expect(klang.call(.post, "/api/v1/registers/\(register)/letters", letter).status == 201)
        }
        func file(_ format: String) -> Response {
            klang.open("/registers/\(register)/report.\(format)", query: ["form": form])
        }

        let sheet = try text(file("xlsx"), "xlsx")
        for line in try self.report(site, register, try #require(.init(rawValue: form))).footers {
            #expect(try sheet.contains(line) && text(file("pdf"), "pdf").contains(line), "\(line)")
        }
        #expect(sheet.contains("orientation=\"\(form == "daily" ? "portrait" : "landscape")\""))
        let shown = try shown(site, file("xlsx"), .xlsx)
        #expect(shown.contains("๒๘ ม.ค. ๒๕๖๘") && !shown.contains("2568"), "\(shown)")
        // A number does not touch the next column.
        #expect(shown.contains("๒ - "), "\(shown)")
    }

    @Test(
        arguments: [("province.in", "register"), ("province.out", "register"), ("province.in", "daily")],
        ["pdf", "xlsx"]
    )
    func `several days are told apart, one day stands in the heading alone`(
        _ book: (key: String, form: String),
        _ format: String
    ) throws {
        let site = try TestSite()
        let register = try site.register(book.key)
        for subject in ["ขอเชิญประชุม", "ขอส่งรายงาน"] {
            let letter: JSONValue = .object([("subject", .string(subject)), ("from", "กรมตัวอย่าง")])
            let answer = try site.signIn("klang").call(.post, "/api/v1/registers/\(register)/letters", letter)
            #expect(answer.status == 201)
            site.clock.advance(seconds: 86_400)
        }
        let klang = try site.signIn("klang")
        func lines(_ to: String) throws -> String {
            let query: Fields = ["from": "15/1/2569", "to": to, "form": book.form]
            return try text(klang.open("/registers/\(register)/report.\(format)", query: query), format)
        }

        let two = try lines("16/1/2569")
        let days = ["๑๕", "๑๖"].map { "วันที่ \($0) เดือน มกราคม พ.ศ. ๒๕๖๙" }
        let places = [days[0], "ขอเชิญประชุม", days[1], "ขอส่งรายงาน"]
            .map { two.firstRange(of: $0)?.lowerBound }
        #expect(
            !places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted(),
            "\(two)"
        )
        let one = try lines("15/1/2569")
        if format == "pdf" { #expect(one.ranges(of: days[0]).count == 1, "\(one)") }
        #expect(!one.contains(days[1]))
    }

    @Test(arguments: ["register", "daily"], ["pdf", "xlsx"])
    func `the date of a letter stands on one line, and so does the head of its number`(
        _ form: String,
        _ format: String
    ) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let months = [
            "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
        ]
        for month in months {
            let letter: JSONValue = [
                "subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง", "letterDate": .string("28 \(month) 2568"),
            ]
            #expect(klang.call(.post, "/api/v1/registers/\(register)/letters", letter).status == 201)
        }

        let answer = klang.open("/registers/\(register)/report.\(format)", query: ["form": form])
        let shown = try shown(site, answer, format == "pdf" ? .pdf : .xlsx)
        for month in months {
            #expect(ThaiDigits.arabic(shown).contains("28 \(month) 2568"), "\(shown)")
        }
        if form == "register", format == "pdf" { #expect(shown.contains("เลขทะเบียนรับ")) }
    }

    /// The words of a file as a reader sees them, with plain spaces.
    private func shown(_ site: TestSite, _ answer: Response, _ kind: FileKind) throws -> String {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        try writeFile("\(folder)/report", answer.bytes)
        let key = SHA256.hash(answer.bytes).hex
        let source = PreviewStore.Source(path: "\(folder)/report", key: key, kind: kind)
        return try site.application.office.previews.text(of: source).replacing("\u{A0}", with: " ")
    }

    /// The words of a printed file in their order, with plain spaces.
    private func text(_ answer: Response, _ format: String) throws -> String {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        try writeFile("\(folder)/report", answer.bytes)
        let (program, arguments) =
            format == "pdf"
            ? ("pdftotext", ["-raw", "report", "-"])
            : ("unzip", ["-p", "report", "xl/worksheets/sheet1.xml"])
        return try runProgram(program, arguments, in: folder, allowing: [0]).replacing("\u{A0}", with: " ")
    }

    private func report(_ site: TestSite, _ id: Register.ID, _ form: RegisterReport.Form) throws
        -> RegisterReport
    {
        try site.application.database.read { db in
            let register = try RegisterStore(db).find(id).orFail("no register")
            let day = BangkokTime(millisecond: site.clock.now.millisecond).day
            return RegisterReport(
                register: register,
                owner: try site.application.accounts.directory.tree(db)[register.owner].orFail("no owner"),
                entries: try RegisterEntryStore(db).entries(
                    of: id,
                    from: Instant(millisecond: 0),
                    until: site.clock.now.adding(seconds: 1),
                    units: nil,
                    limit: 10
                ),
                from: day,
                to: day,
                form: form
            )
        }
    }

    @Test(arguments: [
        ("province.in", "เลขทะเบียนรับ", "-"), ("province.out", "เลขทะเบียนส่ง", "ตย ๐๐๑๗/๑"),
        ("province.circular", "เลขทะเบียนส่ง", "ตย ๐๐๑๗/ว ๑"), ("province.order", "เลขที่", "๑/๒๕๖๙"),
    ])
    func `a register prints its own name of the number, and as ที่ the number that it gave`(
        _ key: String,
        _ name: String,
        _ number: String
    ) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register(key)
        for typed in ["", "ตย ๙๙๙๙/๗"] {
            let letter: JSONValue = ["subject": "ขอเชิญประชุม", "from": "กรม", "letterNumber": .string(typed)]
            #expect(klang.call(.post, "/api/v1/registers/\(register)/letters", letter).status == 201)
        }
        for form in ["register", "daily"] {
            for format in ["pdf", "xlsx"] {
                let file = klang.open("/registers/\(register)/report.\(format)", query: ["form": form])
                let words = try text(file, format).replacing("\u{2060}", with: "")
                #expect(words.contains(number) && words.contains("ตย ๙๙๙๙/๗"), "\(form) \(format) \(words)")
                if form == "register" { #expect(words.contains(name), "\(format) \(words)") }
            }
        }
    }

    @Test(arguments: [
        ("province.in", "รายงานการรับหนังสือประจำวัน", "เลขรับ", "รวมหนังสือรับ ๑ ฉบับ"),
        ("province.out", "รายงานการส่งหนังสือประจำวัน", "เลขส่ง", "รวมหนังสือส่ง ๑ ฉบับ"),
        ("province.order", "รายงานการออกเลขประจำวัน", "เลขที่", "รวม ๑ รายการ"),
    ])
    func `the day's report is of what the register is for`(
        _ key: String,
        _ title: String,
        _ number: String,
        _ total: String
    ) throws {
        let site = try TestSite()
        let register = try site.register(key)
        let letter: JSONValue = ["subject": "ขอเชิญประชุม", "from": "กรม"]
        _ = try site.signIn("klang").call(.post, "/api/v1/registers/\(register)/letters", letter)
        let report = try report(site, register, .daily)
        #expect(report.headings[0] == title)
        #expect(report.columns[1].title == number)
        #expect(report.footers[0] == total)
    }

    @Test func `the day to which is printed, alone, is the only day, and the form begins with today`() throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let path = "/registers/\(try site.register("province.in"))"
        for address in [path, "/api/v1\(path)"] {
            for from in ["", nil] {
                var query: Fields = ["to": "10/1/2569"]
                if let from { query.append("from", from) }
                let answer =
                    address == path
                    ? klang.open("\(address)/report.pdf", query: query)
                    : klang.call(.get, "\(address)/report.pdf", query: query)
                #expect(answer.status == 200, "\(answer.text)")
                let name = PercentEncoding.decode(answer.headers["content-disposition"] ?? "")
                #expect(name?.hasSuffix(" 2569-01-10.pdf") == true)
            }
        }
        let form = klang.open("\(path)/print").text
        for field in ["from", "to"] {
            #expect(form.contains("name=\"\(field)\" type=\"text\" value=\"๑๕/๑/๒๕๖๙\""), "\(field)")
        }
    }

    @Test(arguments: ["pdf", "xlsx"])
    func `a void line says so once, with its reason`(_ format: String) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let letter: JSONValue = ["subject": "ขอเชิญประชุม", "from": "กรม"]
        _ = klang.call(.post, "/api/v1/registers/\(register)/letters", letter)
        _ = klang.call(.post, "/api/v1/registers/\(register)/numbers/1/voiding", ["reason": "ลงซ้ำ"])
        let line = try text(klang.open("/registers/\(register)/report.\(format)"), format)
            .replacing("รวม ๐ ฉบับ ยกเลิก ๑ เลข", with: "")
        #expect(line.ranges(of: "ยกเลิก").count == 1 && line.contains("เหตุผล: ลงซ้ำ"), "\(line)")
    }

    @Test func `a full page across holds ten letters that were sent on`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let relief = try site.unit("relief").rawValue
        for number in 1...30 {
            let letter: JSONValue = [
                "subject": "ขอรับการสนับสนุนเครื่องสูบน้ำเพื่อช่วยเหลือพื้นที่น้ำท่วมขัง อำเภอดอนกลาง",
                "letterNumber": .string("นม ๐๐๒๓.๓/ว \(4500 + number)"), "letterDate": "13 พ.ย. 2568",
                "from": "นายกองค์การบริหารส่วนตำบลดอนกลาง", "to": "ผู้ว่าราชการจังหวัดตัวอย่าง",
            ]
            let answer = klang.call(.post, "/api/v1/registers/\(register)/letters", letter)
            let id = try (try answer.json["id"]?.string).orFail("no letter")
            #expect(
                klang.call(.post, "/api/v1/letters/\(id)/deliveries", ["units": [.string(relief)]]).status
                    == 201
            )
        }
        let print = klang.open("/registers/\(register)/report.pdf")
        let pages = try text(print, "pdf").split(separator: "\u{C}").dropLast()
        for page in pages.dropLast() { #expect(page.ranges(of: "เครื่องสูบน้ำ").count >= 10, "\(page)") }
        // Each number and each date is on one line, where pdftotext would write a line break.
        let words = try text(print, "pdf").replacing("\u{2060}", with: "")
        #expect(words.contains("นม ๐๐๒๓.๓/ว ๔๕๐๑") || words.contains("นม ๐๐๒๓.๓/ว 4501"), "\(words)")
        #expect(words.contains("๑๕ ม.ค. ๒๕๖๙"))
    }

    @Test func `a file is named by its days, and each of its pages by the register and its days`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for _ in 1...60 {
            let letter: JSONValue = ["subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง"]
            #expect(klang.call(.post, "/api/v1/registers/\(register)/letters", letter).status == 201)
        }
        func file(_ from: String, _ to: String) -> Response {
            klang.open("/registers/\(register)/report.pdf", query: ["from": from, "to": to])
        }

        let names = [file("15/1/2569", "15/1/2569"), file("1/1/2569", "31/1/2569")].map {
            PercentEncoding.decode($0.headers["content-disposition"] ?? "")
        }
        #expect(names[0]?.hasSuffix(" 2569-01-15.pdf") == true)
        #expect(names[1]?.hasSuffix(" 2569-01-01 ถึง 2569-01-31.pdf") == true)
        let pages = try text(file("1/1/2569", "31/1/2569"), "pdf").split(separator: "\u{C}").dropLast()
        #expect(pages.count > 1)
        for page in pages {
            #expect(page.contains("ทะเบียนหนังสือรับ จังหวัดตัวอย่าง") && page.contains("๓๑ ม.ค. ๒๕๖๙"), "\(page)")
        }
    }

    @Test func `a book prints today at first, and one of a year that is over all of its days`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let path = "/registers/\(register)"
        #expect(klang.open(path).text.contains("print?from=๑๕/๑/๒๕๖๙&amp;to=๑๕/๑/๒๕๖๙"))
        #expect(klang.open(path, language: "en").text.contains("print?from=15/1/2569&amp;to=15/1/2569"))
        #expect(
            klang.open(path, query: ["year": "2568"]).text.contains("print?from=๑/๑/๒๕๖๘&amp;to=๓๑/๑๒/๒๕๖๘")
        )
    }

    @Test func `a register that is not one's own prints for nobody else`() throws {
        let site = try TestSite()
        let register = try site.register("province.in")
        #expect(try site.signIn("nuai").open("/registers/\(register)/report.pdf").status == 404)
        #expect(try site.signIn("phuchai").open("/registers/\(register)/report.xlsx").status == 404)
    }
}
