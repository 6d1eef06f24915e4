import Agencies
import App
import HTTP
import JSON
import Kernel
import TestSupport
import Testing

@testable import Letters

/// Each of the seven fields finds the letter, with Thai or Arabic digits alike (TRK-01), in any year (TRK-07).
struct SearchTests {
    @Test(arguments: TestDatabase.both)
    func `each field finds the letter, in either digits`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for other in 1...3 {
            try enter(
                klang,
                register,
                ["subject": "เรื่องอื่น", "from": "กรมอื่น", "letterNumber": .string("กก \(other)")]
            )
        }
        try enter(
            klang,
            register,
            [
                "subject": "ขอรับการสนับสนุนเครื่องสูบน้ำ ปี 2569", "from": "นายอำเภอบ้านสวน", "to": "ผู้ว่าราชการจังหวัด",
                "letterNumber": "ตย ๐๔๑๘/๑๘๘๙", "letterDate": "18 พ.ย. 2568", "category": "ภัยแล้ง",
                "method": "ไปรษณีย์", "caseOwner": "กลุ่มงานป้องกัน", "assignee": "นางสาวสมศรี", "remark": "ติดตามผล",
            ]
        )
        try site.application.office.search.catchUp()

        let queries: [Fields] = [
            ["letterNumber": "0418/1889"], ["letterNumber": "๐๔๑๘/๑๘๘๙"], ["letterDate": "18/11/2568"],
            ["letterDate": "๑๘ พ.ย. ๒๕๖๘"], ["receivedOn": "15/01/2569", "number": "4"], ["number": "4"],
            ["number": "๔"],
            ["number": "๔/๒๕๖๙"], ["subject": "เครื่องสูบน้ำ"], ["subject": "ปี ๒๕๖๙"], ["from": "บ้านสวน"],
            ["to": "ผู้ว่าราชการ"], ["words": "สูบน้ำ บ้านสวน"], ["words": "ปี สูบน้ำ"], ["words": "ตย"],
            ["letterNumber": "ตย0418/1889"], ["words": "ตย๐๔๑๘/๑๘๘๙"], ["words": "4"], ["words": "๔/๒๕๖๙"],
            ["words": "๔ สูบน้ำ"], ["words": "ภัยแล้ง"], ["words": "ไปรษณีย์"],
            ["words": "กลุ่มงานป้องกัน"], ["words": "สมศรี ติดตามผล"],
            ["words": "สูบน้ำ", "year": "2569"], ["words": "สูบน้ำ", "year": "๒๕๖๙"],
        ]
        for query in queries {
            let found = try klang.call(.get, "/api/v1/letters", query: query).json["items"]?.array
            #expect(found?.compactMap { $0["number"]?["number"]?.integer } == [4], "\(query)")
        }
        #expect(try count(klang, ["words": "สูบน้ำ", "year": "2568"]) == 0)
        #expect(try count(klang, ["words": "ไม่มีคำนี้"]) == 0)
        #expect(try count(klang, ["words": "4/2568"]) == 0)
    }

    @Test func `a letter of the office's own is found by the number that it was given`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        try enter(klang, try site.register("province.out"), ["subject": "ขอส่งรายงาน", "from": "จังหวัดตัวอย่าง"])
        try site.application.office.search.catchUp()
        for query: Fields in [["letterNumber": "ตย0017/1"], ["words": "ตย ๐๐๑๗/๑"]] {
            #expect(try count(klang, query) == 1, "\(query)")
        }
    }

    @Test func `a hit by another desk's number tells that number, and stands right below the words`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        for _ in 1...2 { try enter(klang, try site.register("province.in"), ["subject": "ก", "from": "ข"]) }
        let letter = try klang.register("ขอเชิญประชุม")
        let sent = try klang.deliver(letter, to: [try site.unit("relief")])
        #expect(nuai.receive(sent[0]) == 200)
        try site.application.office.search.catchUp()

        for query: Fields in [["number": "3"], ["words": "๓/๒๕๖๙"]] {
            let page = nuai.open("/search", query: query).text
            #expect(
                page.contains("<span>ทะเบียนหนังสือรับ จังหวัดตัวอย่าง <b class=\"sb-num\">๓/๒๕๖๙</b></span>"),
                "\(query)"
            )
            #expect(page.contains("<b class=\"sb-num\">๑/๒๕๖๙</b>") && page.contains("พบ ๑ ฉบับ"))
            #expect(page.contains("<details class=\"sb-more\">"))
        }
        #expect(
            !klang.open("/search", query: ["number": "3"]).text.contains("<span>ทะเบียนหนังสือรับ จังหวัดตัวอย่าง <b")
        )
        let none = nuai.open("/search", query: ["number": "99"]).text
        #expect(none.contains("<details class=\"sb-more\" open>") && none.contains("กรอกไว้ ๑ ช่อง"))
        let more = klang.open("/search", query: ["from": "ข", "limit": "1"])
        #expect(more.text.contains("พบมากกว่า ๑ ฉบับ"))
        let english = klang.open("/search", query: ["from": "ข"], language: "en").text
        #expect(english.contains("2 letters found") && english.contains("1 field filled"))
    }

    @Test func `results are paged from the newest and rubbish in a query is refused in words`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for _ in 1...5 { try enter(klang, register, ["subject": "ขอเชิญประชุม", "from": "กรม"]) }
        try site.application.office.search.catchUp()

        let first = try klang.call(.get, "/api/v1/letters", query: ["words": "ประชุม", "limit": "3"]).json
        let next = try (first["next"]?.string).orFail("no next page")
        let second = try klang.call(
            .get,
            "/api/v1/letters",
            query: ["words": "ประชุม", "limit": "3", "after": next]
        ).json

        #expect(numbers(first) == [5, 4, 3])
        #expect(numbers(second) == [2, 1])
        #expect(second["next"] == .null)
        // Where a page goes on tells nothing of how many letters others have.
        #expect(next == first["items"]?.array?.last?["id"]?.string)
        let elsewhere = String(repeating: "0", count: 26)
        #expect(
            try klang.call(.get, "/api/v1/letters", query: ["words": "ประชุม", "after": elsewhere]).json[
                "items"
            ] == []
        )
        #expect(klang.call(.get, "/api/v1/letters", query: ["words": "ประชุม", "after": "3"]).status == 422)
        for words in ["\"", "a\" OR \"b", "(((", "*", "subject:x", "%_%", "NEAR(a b)", "\u{0}"] {
            #expect(klang.call(.get, "/api/v1/letters", query: ["words": words]).status == 200, "\(words)")
        }
        #expect(klang.call(.get, "/api/v1/letters", query: ["letterDate": "31/02/2569"]).status == 422)
        #expect(klang.call(.get, "/api/v1/letters", query: ["number": "สิบสอง"]).status == 422)
    }

    @Test(arguments: ["2026", "69", "๒๐๒๖", "ปีนี้"])
    func `a year that is not of the Buddhist era is refused with how to write one`(_ typed: String) throws {
        let klang = try TestSite().signIn("klang")
        let page = klang.open("/search", query: ["words": "ประชุม", "year": typed])
        #expect(page.status == 422)
        #expect(page.text.contains("id=\"e-year\">ปีต้องเป็น พ.ศ."))
        let answer = klang.call(.get, "/api/v1/letters", query: ["words": "ประชุม", "year": typed])
        #expect(answer.status == 422 && answer.text.contains("ปีต้องเป็น พ.ศ."))
    }

    @Test func `speed, class and due day are among the words`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let fields: [String: JSONValue] = [
            "subject": "ขอเชิญประชุม", "from": "กรม", "speed": "mostUrgent", "dueDate": "24/12/2569",
        ]
        try enter(klang, register, fields)
        try enter(klang, register, ["subject": "เรื่องปิด", "from": "กรม", "secrecy": "secret"])
        try enter(klang, register, ["subject": "ฉบับอื่น", "from": "กรม"])

        for words in ["ด่วนที่สุด", "24/12/2569", "๒๔/๑๒/๒๕๖๙", "24 ธ.ค. 2569", "ประชุม ด่วนที่สุด", "ลับมาก"] {
            #expect(try count(klang, ["words": words]) == 1, "\(words)")
        }
        #expect(try count(klang, ["words": "เรื่องปิด"]) == 0)
    }

    @Test func `a letter is found at once after it was registered`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")

        for number in 1...5 {
            try enter(klang, register, ["subject": .string("ขอเชิญประชุมครั้งที่ \(number)"), "from": "กรม"])
            #expect(try count(klang, ["words": "ประชุม"]) == number)
        }
    }

    @Test func `the index is made anew when it is gone`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        try enter(klang, try site.register("province.in"), ["subject": "ขอเชิญประชุม", "from": "กรม"])

        let fresh = try LetterSearch(
            office: site.application.database,
            index: try testDatabase(),
            clock: site.clock.clock,
            lagSeconds: 0
        )
        try fresh.catchUp()
        try fresh.catchUp()

        var query = SearchQuery()
        query.words = "ประชุม"
        let klangActor = try (try site.application.accounts.desk.visitor(token: klang.token, isPresent: true))
            .orFail(
                "no session"
            )
        #expect(try fresh.find(query, for: klangActor, limit: 10).hits.count == 1)
    }

    private func enter(_ client: Client, _ register: Identifier<some Any>, _ fields: [String: JSONValue])
        throws
    {
        let answer = client.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            .object(fields.map { ($0.key, $0.value) })
        )
        #expect(answer.status == 201, "\(answer.text)")
    }

    private func count(_ client: Client, _ query: Fields) throws -> Int? {
        try client.call(.get, "/api/v1/letters", query: query).json["items"]?.array?.count
    }

    private func numbers(_ page: JSONValue) -> [Int]? {
        page["items"]?.array?.compactMap { $0["number"]?["number"]?.integer }
    }
}
