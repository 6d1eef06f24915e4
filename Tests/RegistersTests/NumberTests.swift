import HTTP
import JSON
import Kernel
import SQL
import Synchronization
import TestSupport
import Testing
import ThaiText

@testable import Registers

/// Numbers never repeat, never skip and never vanish, on both databases.
struct NumberTests {
    @Test(arguments: TestDatabase.both)
    func `64 clients on 8 registers leave no gap and no duplicate`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let keys = [
            "province.in", "province.out", "province.circular", "province.order", "province.notice",
            "province.contract", "province.tender", "province.ebidding",
        ]
        let registers = try keys.map(site.register)
        let taken = Mutex<[String: [Int]]>([:])

        try inParallel(64) { client in
            for turn in 0..<8 {
                let register = registers[(client + turn) % registers.count].rawValue
                let answer = klang.call(
                    .post,
                    "/api/v1/registers/\(register)/letters",
                    ["subject": "พร้อมกัน", "from": "ผู้ทดสอบ"]
                )
                guard answer.status == 201, let number = try answer.json["number"]?.integer else {
                    throw TestFailure("refused: \(answer.status) \(answer.text)")
                }
                taken.withLock { $0[register, default: []].append(number) }
            }
        }

        let numbers = taken.withLock { $0 }
        for register in registers {
            #expect(numbers[register.rawValue]?.sorted() == Array(1...64))
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a refused letter burns no number`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")

        #expect(
            klang.call(.post, "/api/v1/registers/\(register)/letters", ["subject": "", "from": "กรม"]).status
                == 422
        )
        #expect(
            klang.call(
                .post,
                "/api/v1/registers/\(register)/letters",
                ["subject": "เรื่อง", "from": "กรม", "letterDate": "31/02/2569"]
            ).status == 422
        )

        #expect(try number(klang, register, key: nil) == 1)
    }

    @Test(arguments: TestDatabase.both)
    func `the same key takes one number, and another letter under it is refused`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")

        let first = try number(klang, register, key: "ก-1")
        let again = try number(klang, register, key: "ก-1")
        let other = klang.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "คนละเรื่อง", "from": "กรม"],
            headers: ["idempotency-key": "ก-1"]
        )

        #expect(first == 1)
        #expect(again == 1)
        #expect(other.status == 422)
        #expect(try number(klang, register, key: "ก-2") == 2)
    }

    @Test(arguments: TestDatabase.both)
    func `the same key at the same moment takes one number`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let seen = Mutex<Set<Int>>([])

        try inParallel(16) { _ in
            let number = try number(klang, register, key: "พร้อมกัน")
            seen.withLock { _ = $0.insert(number) }
        }

        #expect(seen.withLock { $0 } == [1])
    }

    @Test(arguments: TestDatabase.both)
    func `a void number stays with its reason and is not given again`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        #expect(try number(klang, register, key: nil) == 1)
        let voiding = "/api/v1/registers/\(register)/numbers/1/voiding"

        #expect(klang.call(.post, voiding, ["reason": ""]).status == 422)
        #expect(klang.call(.post, voiding, ["reason": " \n\u{202E} "]).status == 422)
        let otherYears: [JSONValue] = ["ปีหน้า", "69", 26, .number(2569.5), true, "2568", "๒๕๖๘"]
        for year in otherYears {
            #expect([404, 422].contains(klang.call(.post, voiding, ["reason": "ลงซ้ำ", "year": year]).status))
        }
        #expect(klang.call(.post, voiding, ["reason": "ลงซ้ำ"]).status == 200)
        #expect(klang.call(.post, voiding, ["reason": "อีกครั้ง"]).status == 409)

        #expect(try number(klang, register, key: nil) == 2)
        let lines = try klang.call(.get, "/api/v1/registers/\(register)/letters").json["items"]?.array
        #expect(lines?.map { $0["void"]?.bool } == [false, true])
        #expect(lines?.last?["voidReason"] == "ลงซ้ำ")
        #expect(klang.open("/registers/\(register)").text.contains("ลงซ้ำ"))
    }

    @Test func `a book opens at the year that was asked for, in either digits, and at no other`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let book = "/registers/\(try site.register("province.in"))"
        #expect(klang.open(book).text.contains("<strong>๒๕๖๙</strong>"))
        for typed in ["2568", "๒๕๖๘"] {
            #expect(
                klang.open(book, query: ["year": typed]).text.contains("<strong>๒๕๖๘</strong>"),
                "\(typed)"
            )
            #expect(
                klang.call(.get, "/api/v1\(book)/letters", query: ["year": typed]).status == 200,
                "\(typed)"
            )
        }
        for typed in ["2026", "68", "ปีก่อน", "-1", "25680"] {
            let page = klang.open(book, query: ["year": typed])
            #expect(page.status == 422 && page.text.contains("ปีต้องเป็น พ.ศ."), "\(typed)")
            #expect(page.text.contains("ยังแสดงข้อมูลไม่ได้") && !page.text.contains("บันทึกไม่ได้"))
            #expect(
                klang.call(.get, "/api/v1\(book)/letters", query: ["year": typed]).status == 422,
                "\(typed)"
            )
        }
    }

    @Test func `a number is found under its year in either digits`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        #expect(try number(klang, register, key: nil) == 1)
        for (year, status) in [("2569", 200), ("๒๕๖๙", 200), ("2568", 404), ("2026", 404)] {
            #expect(klang.open("/registers/\(register)/numbers/\(year)/1").status == status, "\(year)")
        }
    }

    @Test func `numbers begin again on 1 January in Bangkok, and on 1 October by fiscal year`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        #expect(try number(klang, register, key: nil) == 1)

        // From 15 January to 31 December 2569, 23.59 in Bangkok.
        site.clock.advance(seconds: 350 * 86_400 + 14 * 3600 + 59 * 60)
        let later = try site.signIn("klang")
        let last = try later.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "ปลายปี", "from": "กรม"]
        ).json
        site.clock.advance(seconds: 120)
        let first = try later.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "ต้นปี", "from": "กรม"]
        ).json

        #expect(last["year"] == 2569)
        #expect(last["number"] == 2)
        #expect(first["year"] == 2570)
        #expect(first["number"] == 1)
    }

    @Test(arguments: [
        ("2026-09-30", 2569, 2569), ("2026-10-01", 2569, 2570), ("2026-12-31", 2569, 2570),
        ("2027-01-01", 2570, 2570),
    ])
    func `a day falls in its calendar and its fiscal year`(_ day: String, _ calendar: Int, _ fiscal: Int)
        throws
    {
        let day = try BuddhistDay(iso: day).orFail("not a day")
        #expect(day.year == calendar)
        #expect(day.fiscalYear == fiscal)
    }

    @Test func `the book is paged by number, not by place`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for _ in 1...7 { _ = try number(klang, register, key: nil) }

        let first = try klang.call(.get, "/api/v1/registers/\(register)/letters", query: ["limit": "3"]).json
        let second = try klang.call(
            .get,
            "/api/v1/registers/\(register)/letters",
            query: ["limit": "3", "after": "5"]
        ).json

        #expect(first["items"]?.array?.map { $0["number"]?.integer } == [7, 6, 5])
        #expect(first["next"] == "5")
        #expect(second["items"]?.array?.map { $0["number"]?.integer } == [4, 3, 2])
        #expect(
            klang.call(.get, "/api/v1/registers/\(register)/letters", query: ["limit": "0"]).status == 422
        )
        #expect(
            klang.call(.get, "/api/v1/registers/\(register)/letters", query: ["after": "x"]).status == 422
        )
    }

    @Test(arguments: TestDatabase.both)
    func `a page that was written before shows what has changed since`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let book = "/registers/\(register)"
        let registered = klang.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง"]
        )
        let letter = try (registered.json["id"]?.string).orFail("no letter")
        _ = try number(klang, register, key: nil)
        let before = klang.open(book).text
        #expect(klang.open(book).text == before)
        #expect(klang.open(book, language: "en").text.contains("See or void this number"))

        // การปฏิบัติ of one line, another line void, then a new one.
        let agency = try site.unit("relief").rawValue
        #expect(
            klang.call(.post, "/api/v1/letters/\(letter)/deliveries", ["units": [.string(agency)]]).status
                == 201
        )
        let sent = klang.open(book).text
        #expect(sent.contains(">ส่ง สำนักงานป้องกัน"))
        #expect(!before.contains(">ส่ง สำนักงานป้องกัน"))
        #expect(klang.call(.post, "/api/v1\(book)/numbers/2/voiding", ["reason": "ลงซ้ำ"]).status == 200)
        let void = klang.open(book).text
        #expect(void.contains("ลงซ้ำ · นางสาวกลางใจ"))
        #expect(klang.open(book, language: "en").text.contains("Void</span> <span lang=\"th\">ลงซ้ำ</span>"))
        _ = try number(klang, register, key: nil)
        #expect(klang.open(book).text.contains("/numbers/2569/3"))
        // The page before stands as it was, to the letter.
        #expect(klang.open(book, query: ["before": "3"]).text.contains("ลงซ้ำ · นางสาวกลางใจ"))
    }

    @Test func `what clerks typed is escaped in the book`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let answer = klang.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "<script>alert(1)</script>", "from": "\"><b>"]
        )
        #expect(answer.status == 201)

        let page = klang.open("/registers/\(register)").text
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("\"><b>"))
    }
}

private func number(_ client: Client, _ register: Register.ID, key: String?) throws -> Int {
    var headers = Headers()
    if let key { headers.append("idempotency-key", key) }
    let answer = client.call(
        .post,
        "/api/v1/registers/\(register)/letters",
        ["subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง"],
        headers: headers
    )
    guard answer.status == 201, let number = try answer.json["number"]?.integer else {
        throw TestFailure("refused: \(answer.status) \(answer.text)")
    }
    return number
}
