import App
import HTTP
import JSON
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Letters

/// The daily work, on both databases: a letter comes in, reaches its agency and is received.
struct CirculationTests {
    @Test(arguments: TestDatabase.both)
    func `a letter takes its number, reaches two agencies and is dealt with`(_ database: TestDatabase) throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")

        let letter = try register(klang, "ขอรับการสนับสนุนเครื่องสูบน้ำ", number: 1)
        let sent = try deliver(klang, letter, ["relief", "health"])
        #expect(
            try nuai.call(.get, "/api/v1/deliveries", query: ["state": "new"]).json["items"]?.array?.count
                == 1
        )

        #expect(nuai.call(.get, "/api/v1/letters/\(letter)").status == 200)
        let opened = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array
        #expect(opened?.map { $0["state"]?.string } == ["opened", "new"])

        let receipt = try nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").json
        #expect(receipt["number"] == 1)
        #expect(receipt["display"] == "๑/๒๕๖๙")
        #expect(receipt["state"] == "received")
    }

    @Test(arguments: TestDatabase.both)
    func `opening is recorded once, by whoever was first`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        try deliver(klang, letter, ["relief"])

        _ = nuai.call(.get, "/api/v1/letters/\(letter)")
        let first = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.first?["openedAt"]
        site.clock.advance(seconds: 600)
        _ = nuai.call(.get, "/api/v1/letters/\(letter)")

        let second = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.first?[
            "openedAt"
        ]
        #expect(first?.string != nil)
        #expect(first == second)
    }

    @Test func `beside the tray a letter shows its acts, and its pages only once it is opened`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let sent = try deliver(klang, letter, ["relief"])

        for path in ["/tray", "/tray/\(letter)"] {
            let beside = nuai.open(path)
            #expect(beside.status == 200)
            #expect(beside.text.contains("ยังไม่ได้เปิดอ่าน"))
            #expect(beside.text.contains("/deliveries/\(sent[0])/receipt"))
        }
        let route = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array
        #expect(route?.first?["state"] == "new")
        #expect(try site.signIn("nuai2").open("/tray/\(letter)").status == 404)
        #expect(
            try !site.signIn("nuai2").open("/tray", query: ["done": letter, "letter": letter]).text.contains(
                "ขอเชิญ"
            )
        )

        _ = nuai.open("/letters/\(letter)")
        #expect(!nuai.open("/tray/\(letter)").text.contains("ยังไม่ได้เปิดอ่าน"))
        let received = nuai.send("/deliveries/\(sent[0])/receipt", ["from": "tray"])
        #expect(received.status == 303)
        #expect(received.headers["location"] == "/tray?done=\(letter)&act=received")
        #expect(nuai.open("/tray", query: ["done": letter]).text.contains("๑/๒๕๖๙"))
    }

    @Test(arguments: TestDatabase.both)
    func `the sender recalls what is not received, and no more after`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ส่งผิดหน่วยงาน", number: 1)
        let sent = try deliver(klang, letter, ["relief", "health"])

        #expect(klang.call(.post, "/api/v1/deliveries/\(sent[1])/recall").status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)

        let late = klang.call(.post, "/api/v1/deliveries/\(sent[0])/recall")
        #expect(late.status == 409)
        #expect(try late.json["message"]?["th"]?.string?.contains("ลงรับ") == true)
        #expect(try site.signIn("nuai2").call(.post, "/api/v1/deliveries/\(sent[1])/receipt").status == 409)
    }

    @Test(arguments: TestDatabase.both)
    func `a return needs a reason, which the sender sees, and comes before receiving`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขออนุมัติใช้รถราชการ", number: 1)
        let sent = try deliver(klang, letter, ["relief"])

        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/return", ["reason": ""]).status == 422)
        #expect(
            nuai.call(.post, "/api/v1/deliveries/\(sent[0])/return", ["reason": "ขาดลายมือชื่อ"]).status == 200
        )
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 409)

        let route = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.first
        #expect(route?["state"] == "returned")
        #expect(route?["reason"] == "ขาดลายมือชื่อ")
    }

    @Test(arguments: TestDatabase.both)
    func `a void number is struck through wherever it shows, and has no receipt`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        #expect(klang.open("/letters/\(letter)/registered").text.contains("data-print"))
        let voiding = "/api/v1/registers/\(try site.register("province.in"))/numbers/1/voiding"
        #expect(klang.call(.post, voiding, ["reason": "ลงรับซ้ำ"]).status == 200)
        try site.application.office.search.catchUp()

        let page = klang.open("/letters/\(letter)").text
        #expect(page.contains("เลขรับ <b class=\"sb-num sb-strong\"><s>๑/๒๕๖๙</s></b>"))
        #expect(page.contains("ยกเลิกเลข") && page.contains("ลงรับซ้ำ"))
        #expect(page.contains("ลงทะเบียน <s>๑/๒๕๖๙</s>") && page.contains("ลงรับแล้ว ๑/๒๕๖๙"), "the route")
        let registered = klang.open("/letters/\(letter)/registered").text
        #expect(registered.contains("<s>๑</s>") && registered.contains("ลงรับซ้ำ"))
        #expect(registered.contains("จึงไม่ออกใบรับหนังสือ"))
        #expect(!registered.contains("data-print") && !registered.contains("id=\"slip\""))
        #expect(klang.open("/search", query: ["words": "ขอเชิญประชุม"]).text.contains("<s>๑/๒๕๖๙</s>"))
        let book = klang.open("/registers/\(try site.register("province.in"))").text
        #expect(
            book.contains("<s><a href=\"/letters/\(letter)\">ขอเชิญประชุม</a></s>")
                && !book.contains("<s></s>"),
            "what is empty stays empty"
        )
        #expect(
            nuai.open("/letters/\(letter)").text.contains("เลขรับ <b class=\"sb-num sb-strong\">๑/๒๕๖๙</b>")
        )
    }

    /// The registrar of an agency keeps the desks of its groups too, but the group's own people open it.
    @Test(arguments: TestDatabase.both)
    func `what a registrar passed down is opened by those who got it`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "มอบกลุ่มงาน", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        try deliver(nuai, letter, ["relief.safety"])

        _ = nuai.open("/letters/\(letter)")

        let query: Fields = ["state": "new"]
        #expect(try nuai.call(.get, "/api/v1/deliveries", query: query).json["items"]?.array?.isEmpty == true)
        #expect(try nuai.open("/waiting").json["count"] == 0)
        let klum = try site.signIn("klum")
        #expect(try klum.call(.get, "/api/v1/deliveries", query: query).json["items"]?.array?.count == 1)
        _ = klum.open("/letters/\(letter)")
        let route = try nuai.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array
        #expect(route?.last?["state"] == "opened")
        #expect(try route?.last?["openedBy"]?.string == site.person("klum").rawValue)
    }

    @Test(arguments: TestDatabase.both)
    func `a matter closes only after it was received`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "แจ้งผลการพิจารณา", number: 1)
        let sent = try deliver(klang, letter, ["relief"])

        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/closure", [:]).status == 409)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/closure", ["note": "เสร็จแล้ว"]).status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/closure", [:]).status == 409)
    }

    @Test(arguments: TestDatabase.both)
    func `on one's desk lies what has not come to an end, and the rest is had by its state`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letters = try (1...6).map { try register(klang, "ขอเชิญประชุม", number: $0) }
        let sent = try letters.map { try deliver(klang, $0, ["relief"])[0] }
        _ = nuai.call(.get, "/api/v1/letters/\(letters[1])")
        for place in [2, 5] {
            #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[place])/receipt").status == 200)
        }
        let reason: JSONValue = ["reason": "ส่งผิด"]
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[3])/return", reason).status == 200)
        #expect(klang.call(.post, "/api/v1/deliveries/\(sent[4])/recall").status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[5])/closure", [:]).status == 200)

        func listed(_ query: Fields) throws -> [String?]? {
            try nuai.call(.get, "/api/v1/deliveries", query: query).json["items"]?.array?.map {
                $0["id"]?.string
            }
        }
        #expect(try listed([:]) == [sent[2], sent[1], sent[0]])
        for (place, state) in ["new", "opened", "received", "returned", "recalled", "closed"].enumerated() {
            // What was taken back concerns them no longer.
            #expect(try listed(["state": state]) == (state == "recalled" ? [] : [sent[place]]), "\(state)")
        }
    }

    @Test func `programs are told who did each step of a delivery`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "แจ้งผลการพิจารณา", number: 1)
        let sent = try deliver(klang, letter, ["relief", "health"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/closure", [:]).status == 200)
        let path = "/api/v1/deliveries/\(sent[1])"
        #expect(try site.signIn("nuai2").call(.post, "\(path)/return", ["reason": "ส่งผิด"]).status == 200)
        #expect(klang.call(.post, "\(path)/acknowledgement").status == 200)

        let route = try (klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array).orFail(
            "no route"
        )
        func people(_ hop: JSONValue) -> [String?] {
            ["sentBy", "receivedBy", "endedBy", "acknowledgedBy"].map { hop[$0]?.string }
        }
        let keys = try ["klang", "nuai", "nuai2"].map { try site.person($0).rawValue }
        #expect(route.map(people) == [[keys[0], keys[1], keys[1], nil], [keys[0], nil, keys[2], keys[0]]])
        #expect(route.map { $0["acknowledgedBy"] }.first == .null)
    }

    @Test(arguments: TestDatabase.both)
    func `a letter that comes back keeps its number, and is received anew`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let klum = try site.signIn("klum")
        let letter = try register(klang, "เรื่องเดิมเวียนกลับ", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        let first = try nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").json["number"]
        let down = try deliver(nuai, letter, ["relief.safety"])
        #expect(klum.call(.post, "/api/v1/deliveries/\(down[0])/receipt").status == 200)
        let up = try deliver(klum, letter, ["relief"])

        let second = try nuai.call(.post, "/api/v1/deliveries/\(up[0])/receipt").json["number"]

        #expect(first == 1)
        #expect(second == first)
        let numbers = try nuai.call(.get, "/api/v1/letters/\(letter)").json["numbers"]?.array
        #expect(numbers?.count == 3, "one number each for the province, the agency and the group")
    }

    @Test(arguments: TestDatabase.both)
    func `it passes to a group and to a person, who deals with it`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let phuchai = try site.signIn("phuchai")
        let letter = try register(klang, "มอบผู้รับผิดชอบ", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        #expect(
            nuai.call(.post, "/api/v1/letters/\(letter)/endorsements", ["text": "เห็นควรมอบกลุ่มงาน"]).status
                == 201
        )

        let people: JSONValue = .array([.string(try site.person("phuchai").rawValue)])
        let given = nuai.call(.post, "/api/v1/letters/\(letter)/deliveries", .object([("people", people)]))
        #expect(given.status == 201)
        let mine = try phuchai.call(.get, "/api/v1/deliveries", query: ["state": "new"]).json["items"]?.array?
            .first
        let id = try (mine?["id"]?.string).orFail("nothing reached phuchai")
        #expect(phuchai.call(.post, "/api/v1/deliveries/\(id)/receipt").status == 200)
        #expect(phuchai.call(.post, "/api/v1/deliveries/\(id)/closure", ["note": "ดำเนินการแล้ว"]).status == 200)
    }

    @Test(arguments: TestDatabase.both)
    func `two registrars receive at once and one number is taken`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "รับพร้อมกัน", number: 1)
        let sent = try deliver(klang, letter, ["relief"])

        let answers = Mutex<[Int]>([])
        try inParallel(16) { _ in
            let status = nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status
            answers.withLock { $0.append(status) }
        }
        let statuses = answers.withLock { $0 }

        #expect(statuses.filter { $0 == 200 }.count == 1)
        #expect(statuses.filter { $0 == 409 }.count == 15)
        let next = try register(nuai, "ฉบับถัดไป", in: "relief.in")
        #expect(next.number == 2)
    }

    @Test func `a top secret letter is recorded without subject and goes nowhere electronically`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let withSubject = klang.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "เรื่องลับ", "from": "กรมตัวอย่าง", "secrecy": "topSecret"]
        )
        #expect(withSubject.status == 422)
        let without = klang.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "", "from": "กรมตัวอย่าง", "secrecy": "topSecret"]
        )
        #expect(without.status == 201)
    }

    // MARK: Steps

    func returns(_ client: Client) throws -> [String] {
        try client.call(.get, "/api/v1/returns").json["items"]?.array?.compactMap { $0["id"]?.string } ?? []
    }

    func register(_ client: Client, _ subject: String, number: Int) throws -> String {
        let given = try register(client, subject, in: "province.in")
        #expect(given.number == number)
        return given.id
    }

    func register(_ client: Client, _ subject: String, in key: String) throws -> (
        id: String, number: Int
    ) {
        let register = try client.site.register(key)
        let answer = client.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            .object([
                ("subject", .string(subject)), ("from", "นายอำเภอบ้านสวน"), ("letterNumber", "ตย ๐๔๑๘/๑๘๘๙"),
            ])
        )
        #expect(answer.status == 201, "\(answer.text)")
        return (
            try (answer.json["id"]?.string).orFail("no id"),
            try (answer.json["number"]?.integer).orFail("no number")
        )
    }

    @discardableResult
    func deliver(_ client: Client, _ letter: String, _ units: [String]) throws -> [String] {
        let ids = try units.map { JSONValue.string(try client.site.unit($0).rawValue) }
        let answer = client.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([("units", .array(ids))])
        )
        #expect(answer.status == 201, "\(answer.text)")
        return try answer.json["items"]?.array?.compactMap { $0["id"]?.string } ?? []
    }
}
