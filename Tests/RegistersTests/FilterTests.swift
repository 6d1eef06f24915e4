import App
import HTTP
import JSON
import Kernel
import SQL
import TestSupport
import Testing

@testable import Registers

/// Which lines of a book are shown, by views, words and days that stand in the address.
struct FilterTests {
    @Test(arguments: TestDatabase.both)
    func `a word is found wherever it stands in a line, in either digits and either case`(
        _ database: TestDatabase
    ) throws {
        let office = try Office(on: database)
        try office.register("ขอเชิญประชุม COVID-19", from: "กรมควบคุมโรค", letterNumber: "สธ ๐๔๐๘/๑๒๓")
        try office.register("ส่งรายงาน 100%", from: "กรมที่ดิน", to: "นายอำเภอ")
        try office.register("ส่งรายงานประจำเดือน", from: "กรมที่ดิน", remark: "ด่วน_มาก")

        for (words, numbers) in [
            ("ควบคุม", [1]), ("covid-๑๙", [1]), ("0408/123", [1]), ("กรมที่ดิน", [3, 2]),
            ("กรมที่ดิน รายงาน ประจำ", [3]), ("นายอำเภอ", [2]), ("100%", [2]), ("%", [2]), ("_", [3]),
            ("๒", [2, 1]),
            ("3", [3, 1]), ("!", []), ("ไม่มีคำนี้", []),
        ] {
            #expect(try office.numbers(["words": words]) == numbers, "\(words)")
        }
        #expect(try office.numbers(["words": "  "]) == [3, 2, 1])
    }

    @Test(arguments: TestDatabase.both)
    func `the views show today, this week, what is not dealt with and what is void`(
        _ database: TestDatabase
    ) throws {
        let office = try Office(on: database)  // Thursday, 15 January 2569
        for subject in ["หนึ่ง", "สอง"] { try office.register(subject) }
        office.site.clock.advance(seconds: 4 * 86_400)  // Monday
        for subject in ["สาม", "สี่"] { try office.register(subject) }
        office.site.clock.advance(seconds: 86_400)
        let sent = try office.register("ห้า")
        let units: JSONValue = ["units": [.string(try office.site.unit("relief").rawValue)]]
        #expect(try office.klang.call(.post, "/api/v1/letters/\(sent)/deliveries", units).status == 201)
        #expect(
            try office.klang.call(.post, "\(office.twin)/numbers/3/voiding", ["reason": "ลงซ้ำ"]).status == 200
        )

        #expect(try office.numbers([:]) == [5, 4, 3, 2, 1])
        #expect(try office.numbers(["view": "today"]) == [5])
        #expect(try office.numbers(["view": "week"]) == [5, 4, 3])
        #expect(try office.numbers(["view": "undone"]) == [4, 2, 1])
        #expect(try office.numbers(["view": "void"]) == [3])
        #expect(try office.numbers(["view": "week", "words": "สี่"]) == [4])
        let past = try office.klang.open(office.book, query: ["year": "2568", "view": "today"]).text
        #expect(
            past.contains(
                "class=\"nav-link active\" aria-current=\"page\" href=\"/registers/\(office.id)?year=2568\""
            )
        )

        let page = try office.klang.open(office.book, query: ["view": "undone"]).text
        #expect(page.contains("href=\"/registers/\(office.id)?year=2569&amp;view=undone\">ยังไม่ดำเนินการ</a>"))
        #expect(page.contains(">สี่</a>") && !page.contains(">ห้า</a>"))
    }

    @Test(arguments: TestDatabase.both)
    func `days are taken as clerks type them, and pages go on among the lines that pass`(
        _ database: TestDatabase
    ) throws {
        let office = try Office(on: database)
        for day in 0..<4 {
            if day > 0 { office.site.clock.advance(seconds: 86_400) }
            try office.register("วันที่ \(day)", speed: day == 2 ? "ด่วนที่สุด" : "ปกติ")
            try office.register("วันที่ \(day) อีก")
        }
        #expect(try office.numbers(["from": "๑๖/๑/๖๙"]) == [8, 7, 6, 5, 4, 3])
        #expect(try office.numbers(["to": "2026-01-16"]) == [4, 3, 2, 1])
        #expect(try office.numbers(["from": "16/1/2569", "to": "17 ม.ค. 2569"]) == [6, 5, 4, 3])
        #expect(try office.numbers(["from": "1/1/2568", "to": "31/12/2568"]) == [])
        // The days tell the year.
        office.site.clock.advance(seconds: 365 * 86_400)
        #expect(try office.numbers([:]) == [])
        #expect(try office.numbers(["from": "16/1/2569", "to": "17 ม.ค. 2569"]) == [6, 5, 4, 3])
        office.site.clock.advance(seconds: -365 * 86_400)
        #expect(try office.numbers(["year": "2568", "from": "16/1/2569"]) == [])
        #expect(try office.numbers(["year": "2570", "to": "16/1/2569"]) == [])
        #expect(try office.numbers(["speed": "mostUrgent"]) == [5])
        #expect(try office.numbers(["speed": "ด่วนที่สุด", "to": "16/1/2569"]) == [])

        let first = try office.page(["to": "17/1/2569", "words": "อีก", "limit": "2"])
        #expect(first.numbers == [6, 4] && first.next == "4")
        let rest = try office.page(["to": "17/1/2569", "words": "อีก", "limit": "2", "after": "4"])
        #expect(rest.numbers == [2] && rest.next == nil)
    }

    @Test(arguments: TestDatabase.both)
    func `a page looks at so many lines at most, and tells where to go on`(_ database: TestDatabase) throws {
        let office = try Office(on: database)
        try office.register("เข็มในกองฟาง")
        try office.site.application.database.write { db in
            try db.execute(
                "UPDATE number_sequence SET last_number = 25000 WHERE register_id = \(office.id)"
            )
        }
        try office.register("ฟาง")

        let first = try office.page(["words": "เข็ม"])
        #expect(first.numbers == [] && first.next == "15002")
        let second = try office.page(["words": "เข็ม", "after": "15002"])
        #expect(second.numbers == [] && second.next == "5002")
        let rest = try office.page(["words": "เข็ม", "after": "5002"])
        #expect(rest.numbers == [1] && rest.next == nil)
        let page = try office.klang.open(office.book, query: ["words": "เข็ม"]).text
        #expect(page.contains("ยังมีเลขที่เก่ากว่า") && page.contains("&amp;before=15002\""))
        // Days alone need no look at each line.
        #expect(try office.page(["from": "15/1/2569"]).numbers == [25001, 1])
    }

    @Test func `a filter shows nobody a line that is not theirs`() throws {
        let office = try Office(on: .sqlite, register: "province.out")
        try office.register("ของสารบรรณกลาง")
        let nuai = try office.site.signIn("nuai")
        let body: JSONValue = ["subject": "ของหน่วยงาน", "from": "หน่วยงาน"]
        #expect(nuai.call(.post, "\(office.twin)/letters", body).status == 201)
        for query in [["words": "ของ"], ["view": "undone"], ["view": "today"], ["from": "1/1/2569"]]
            as [Fields]
        {
            let lines = try nuai.call(.get, "\(office.twin)/letters", query: query).json["items"]?.array
            #expect(lines?.map { $0["number"] } == [2], "\(query)")
            #expect(!nuai.open(office.book, query: query).text.contains("ของสารบรรณกลาง"))
        }
        #expect(try site404(office, "phuchai"))
    }

    private func site404(_ office: Office, _ username: String) throws -> Bool {
        try office.site.signIn(username).open(office.book, query: ["words": "ของ"]).status == 404
    }

    @Test func `the subject of a classified letter is found by nobody`() throws {
        let office = try Office(on: .sqlite)
        try office.register("แผนลับสุดยอด", secrecy: "ลับ")
        #expect(try office.numbers(["words": "สุดยอด"]) == [])
        #expect(try office.numbers(["words": "ลับ"]) == [1])
    }

    @Test(
        arguments: [
            ["from": "32/1/2569"], ["to": "เร็ว ๆ นี้"], ["from": "2/1/2569", "to": "1/1/2569"],
        ] as [Fields]
    )
    func `what is no filter is told at its field, and stays there`(_ query: Fields) throws {
        let office = try Office(on: .sqlite)
        try office.register("เรื่อง")
        let page = try office.klang.open(office.book, query: query)
        let field = query["to"] == nil ? "from" : "to"
        #expect(page.status == 422)
        #expect(page.text.contains("<a href=\"#f-\(field)\">") && page.text.contains("id=\"e-\(field)\""))
        #expect(page.text.contains("value=\"\(query[field] ?? "")\""))
        #expect(try office.klang.call(.get, "\(office.twin)/letters", query: query).status == 422)
    }

    @Test func `what was sent out has no view of what is left to do`() throws {
        let office = try Office(on: .sqlite, register: "province.out")
        try office.register("แจ้งผล")
        let page = try office.klang.open(office.book, query: ["view": "undone"]).text
        #expect(!page.contains("view=undone") && page.contains(">แจ้งผล</a>"))
    }

    @Test
    func `the button that prints goes to the days that are shown, and a number tells what was done with it`()
        throws
    {
        let office = try Office(on: .sqlite)
        let letter = try office.register("ขอเชิญประชุม")
        let units: JSONValue = ["units": [.string(try office.site.unit("relief").rawValue)]]
        #expect(try office.klang.call(.post, "/api/v1/letters/\(letter)/deliveries", units).status == 201)
        func printed(_ query: Fields) throws -> String {
            let page = try office.klang.open(office.book, query: query).text
            let address = try #require(page.firstMatch(of: /\/print\?from=([^&]*)&amp;to=([^"]*)"/)).output
            return "\(address.1) \(address.2)"
        }
        #expect(try printed([:]) == "๑๕/๑/๒๕๖๙ ๑๕/๑/๒๕๖๙")
        #expect(try printed(["view": "week"]) == "๑๒/๑/๒๕๖๙ ๑๕/๑/๒๕๖๙")
        #expect(try printed(["from": "2/1/2569", "to": "3/1/2569"]) == "๒/๑/๒๕๖๙ ๓/๑/๒๕๖๙")

        let number = try office.klang.open("\(office.book)/numbers/2569/1").text
        #expect(number.contains("ลงรับเมื่อ") && number.contains("ดำเนินการไปแล้ว"))
    }

    @Test func `views and speeds that are none are refused in words`() throws {
        let office = try Office(on: .sqlite)
        for query in [["view": "colour"], ["speed": "fast"], ["speed": "0"]] as [Fields] {
            #expect(try office.klang.open(office.book, query: query).status == 422)
            #expect(try office.klang.call(.get, "\(office.twin)/letters", query: query).status == 422)
        }
        let nothing = try office.klang.open(office.book, query: ["words": "ไม่มี", "view": "week"])
        #expect(nothing.status == 200 && nothing.text.contains("ไม่มีรายการที่ตรงกับตัวกรอง"))
    }
}

/// A site with one register under the eye of the central registry.
private struct Office {
    let site: TestSite
    let id: Register.ID

    init(on database: TestDatabase, register: String = "province.in") throws {
        site = try TestSite(on: database)
        id = try site.register(register)
    }

    /// Signed in now: sessions end while the clock is moved by days.
    var klang: Client { get throws { try site.signIn("klang") } }
    var book: String { "/registers/\(id)" }
    var twin: String { "/api/v1\(book)" }

    @discardableResult
    func register(
        _ subject: String,
        from: String = "กรมตัวอย่าง",
        to: String = "",
        letterNumber: String = "",
        speed: String = "ปกติ",
        secrecy: String = "none",
        remark: String = ""
    ) throws -> String {
        let answer = try klang.call(
            .post,
            "\(twin)/letters",
            [
                "subject": .string(subject), "from": .string(from), "to": .string(to),
                "letterNumber": .string(letterNumber), "speed": .string(speed), "secrecy": .string(secrecy),
                "remark": .string(remark),
            ]
        )
        return try (answer.json["id"]?.string).orFail("not registered: \(answer.text)")
    }

    func page(_ query: Fields) throws -> (numbers: [Int?], next: String?) {
        let answer = try klang.call(.get, "\(twin)/letters", query: query)
        guard answer.status == 200 else { throw TestFailure("\(answer.status) \(answer.text)") }
        let page = try answer.json
        return (page["items"]?.array?.map { $0["number"]?.integer } ?? [], page["next"]?.string)
    }

    func numbers(_ query: Fields) throws -> [Int?] { try page(query).numbers }
}
