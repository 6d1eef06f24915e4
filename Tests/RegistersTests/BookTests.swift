import HTTP
import JSON
import Kernel
import TestSupport
import Testing

@testable import Registers

/// What the books of the office show.
struct BookTests {
    @Test(arguments: TestDatabase.both)
    func `what a register gave is the letter's own number, on every screen and for programs`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.out")
        let book = "/registers/\(register)"
        let form = klang.open("\(book)/letters/new").text
        #expect(!form.contains("name=\"letterNumber\""))
        #expect(form.contains("ที่ของหนังสือออกเมื่อบันทึก"))
        #expect(form.contains("name=\"letterDate\" type=\"text\" value=\"๑๕/๑/๒๕๖๙\""))

        let letter = try id(
            klang.call(.post, "/api/v1\(book)/letters", ["subject": "ขอเชิญประชุม", "from": "จังหวัดตัวอย่าง"])
        )
        let lines = try klang.call(.get, "/api/v1\(book)/letters").json["items"]?.array
        #expect(lines?.first?["letterNumber"] == "ตย ๐๐๑๗/๑")
        #expect(try klang.call(.get, "/api/v1/letters/\(letter)").json["letterNumber"] == "ตย ๐๐๑๗/๑")
        let page = whole(klang.open(book).text)
        #expect(page.contains(">ตย ๐๐๑๗/๑</td>") && page.contains(">เลขทะเบียนส่ง</th>"))
        let done = klang.open("/letters/\(letter)/registered").text
        #expect(done.contains("<strong class=\"sb-done__number\">ตย ๐๐๑๗/๑</strong>"))
        #expect(done.contains("เลขทะเบียนส่ง <b class=\"sb-num\">๑</b>"))
        #expect(
            klang.open("/letters/\(letter)").text.contains("ที่ <b class=\"sb-num sb-strong\">ตย ๐๐๑๗/๑</b>")
        )

        // Whoever it is sent to receives it under this number.
        let nuai = try site.signIn("nuai")
        let sent = klang.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            ["units": [.string(try site.unit("relief").rawValue)]]
        )
        let delivery = try (try sent.json["items"]?.array?.first?["id"]?.string).orFail("not sent")
        #expect(
            try nuai.call(.get, "/api/v1/deliveries").json["items"]?.array?.first?["letterNumber"]
                == "ตย ๐๐๑๗/๑"
        )
        #expect(nuai.call(.post, "/api/v1/deliveries/\(delivery)/receipt").status == 200)
        let theirs = "/api/v1/registers/\(try site.register("relief.in"))/letters"
        #expect(try nuai.call(.get, theirs).json["items"]?.array?.first?["letterNumber"] == "ตย ๐๐๑๗/๑")
    }

    @Test func `a number that a clerk typed stays, and a void one is nobody's`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let book = "/api/v1/registers/\(try site.register("province.out"))"
        for number in ["ตย ๐๐๑๗.๒/๙", ""] {
            let body: JSONValue = ["subject": "เรื่อง", "from": "กรม", "letterNumber": .string(number)]
            #expect(klang.call(.post, "\(book)/letters", body).status == 201)
        }
        let lines = try klang.call(.get, "\(book)/letters").json["items"]?.array
        #expect(lines?.map { $0["letterNumber"] } == ["ตย ๐๐๑๗/๒", "ตย ๐๐๑๗.๒/๙"])

        #expect(klang.call(.post, "\(book)/numbers/2/voiding", ["reason": "ไม่ส่งแล้ว"]).status == 200)
        let letter = try (lines?.first?["id"]?.string).orFail("no letter")
        #expect(try klang.call(.get, "/api/v1/letters/\(letter)").json["letterNumber"] == "")
        #expect(klang.open("/letters/\(letter)/registered").text.contains("<s>ตย ๐๐๑๗/๒</s>"))
    }

    @Test func `a book of which one sees no line says so, and one's own registers stand first`() throws {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let shared = "/registers/\(try site.register("province.out"))"
        #expect(nuai.open(shared).text.contains("ยังไม่มีเลขในปีนี้"))
        _ = try site.signIn("klang").call(.post, "/api/v1\(shared)/letters", ["subject": "ก", "from": "ข"])
        let page = nuai.open(shared).text
        #expect(page.contains("ไม่มีรายการที่ท่านเห็นได้") && !page.contains("ยังไม่มีเลขในปีนี้"))
        #expect(nuai.open(shared, language: "en").text.contains("There is no line that you may see"))

        let list = nuai.open("/registers").text
        let places = ["relief", "klang"].map { key in
            list.firstRange(of: "id=\"u-\((try? site.unit(key).rawValue) ?? "")\"")?.lowerBound
        }
        let (own, other) = (try places[0].orFail("no own"), try places[1].orFail("no other"))
        #expect(own < other)
    }

    @Test(arguments: TestDatabase.both)
    func `a number tells its letter's ที่ and date, who voided it, and leads back to its book`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let book = "/registers/\(try site.register("province.in"))"
        let body: JSONValue = [
            "subject": "เรื่อง", "from": "กรม", "letterNumber": "นม ๐๐๒๓.๓/ว ๔๕๑๒",
            "letterDate": "14 ม.ค. 2569",
        ]
        _ = try id(klang.call(.post, "/api/v1\(book)/letters", body))
        let number = "\(book)/numbers/2569/1"
        let standing = klang.open(number).text
        #expect(
            standing.contains(">นม ๐๐๒๓.๓/ว ๔๕๑๒</dd>") && standing.contains("๑๔\u{A0}ม.ค.\u{A0}๒๕๖๙</dd>")
        )
        #expect(standing.contains("href=\"\(book)?year=2569&amp;before=2\""))

        #expect(klang.send("\(number)/voiding", ["reason": "ลงทะเบียนซ้ำ"]).status == 303)
        let void = klang.open(number).text
        #expect(void.contains("เหตุผล: ลงทะเบียนซ้ำ<br>ยกเลิกโดย นางสาวกลางใจ รับส่งดี · "))
        #expect(klang.open(number, language: "en").text.contains("This number is void"))
    }

    @Test func `a classified line tells its class once`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let book = "/registers/\(try site.register("province.in"))"
        let body: JSONValue = ["subject": "ชื่อสายลับ", "from": "หน่วยข่าว", "secrecy": "ลับ"]
        let answer = klang.call(.post, "/api/v1\(book)/letters", body)
        guard answer.status == 201 else { throw TestFailure("refused: \(answer.text)") }
        let page = klang.open(book).text
        #expect(page.ranges(of: "sb-secret ").count == 1 && page.contains("หนังสือชั้นลับ</span></a>"))
        #expect(!page.contains("ชื่อสายลับ"))
        let search = klang.open("/search", query: ["words": "หน่วยข่าว"]).text
        #expect(search.ranges(of: "sb-secret ").count == 1 && search.contains("หนังสือชั้นลับ</span>"))
    }

    private func id(_ answer: Response) throws -> String {
        guard answer.status == 201, let id = try answer.json["id"]?.string else {
            throw TestFailure("refused: \(answer.status) \(answer.text)")
        }
        return id
    }

    /// With plain spaces, and without what joins parts of a number unseen.
    private func whole(_ page: String) -> String {
        page.replacing("\u{A0}", with: " ").replacing("\u{2060}", with: "")
    }
}
