import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// What is not sent or received and why, and what programs are told of a letter's way.
extension CirculationTests {
    @Test(arguments: TestDatabase.both)
    func `a step that is the registrar's, but comes too early or too late, is told so`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        let group = try site.unit("relief.safety").rawValue
        func sendOn() throws -> (Int, String) {
            let answer = send(nuai, letter, [group])
            return (answer.status, try answer.json["message"]?["th"]?.string ?? "")
        }

        #expect(try sendOn() == (409, "กรุณาลงรับหนังสือก่อน แล้วจึงดำเนินการต่อ"))
        #expect(nuai.call(.post, "/api/v1/letters/\(letter)/endorsements", ["text": "ทราบ"]).status == 409)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/closure", [:]).status == 200)
        #expect(try sendOn() == (409, "หนังสือไม่ได้อยู่กับท่านแล้ว เพราะปิดเรื่องหรือตีกลับไปแล้ว"))
    }

    @Test(arguments: TestDatabase.both)
    func `a letter whose number is void goes nowhere any more`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ออกเลขซ้ำ", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        let book = try site.register("province.in")
        let void = klang.call(
            .post,
            "/api/v1/registers/\(book)/numbers/1/voiding",
            ["reason": "ออกเลขซ้ำ"]
        )
        #expect(void.status == 200)

        let again = send(klang, letter, [try site.unit("health").rawValue])
        #expect(again.status == 409)
        #expect(try again.json["message"]?["en"]?.string?.contains("void") == true)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 409)
        #expect(!klang.open("/letters/\(letter)").text.contains("#send"))
        #expect(!nuai.open("/letters/\(letter)").text.contains("/deliveries/\(hop)/receipt"))
        // It can still be sent back and taken back.
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/return", ["reason": "เลขยกเลิก"]).status == 200)
    }

    @Test(arguments: TestDatabase.both)
    func `a classified letter goes only where somebody is cleared to receive it`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let answer = klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            ["subject": "ลับ", "from": "กรมตัวอย่าง", "secrecy": "ลับมาก"]
        )
        let letter = try (try answer.json["id"]?.string).orFail("\(answer.text)")

        let refused = send(klang, letter, [try site.unit("relief").rawValue])

        #expect(refused.status == 422)
        #expect(refused.text.contains("ไม่มีผู้ได้รับอนุญาตให้รับหนังสือชั้นลับมาก"))
        #expect(try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.isEmpty == true)
    }

    @Test func `programs are told the route by name, whom they may send to, and no head opens a letter`()
        throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]

        #expect(nuai.call(.head, "/api/v1/letters/\(letter)").status == 200)
        func route() throws -> JSONValue? {
            try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.first
        }
        #expect(try route()?["state"] == "new")
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 200)
        site.clock.advance(seconds: 90)

        let told = try route()
        #expect(told?["unitName"]?.string?.isEmpty == false)
        #expect(told?["sentByName"]?.string?.isEmpty == false)
        #expect(told?["receivedByName"]?.string?.isEmpty == false)
        #expect(told?["heldSeconds"] == 90)
        let people = try nuai.call(.get, "/api/v1/people").json["items"]?.array ?? []
        let person = try (people.first?["id"]?.string).orFail("nobody to send to")
        let sent = nuai.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            ["people": .array([.string(person)])]
        )
        #expect(sent.status == 201)
        let hops = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array
        #expect(hops?.count == 2)
        #expect(hops?.last?["personName"] == people.first?["name"])
    }

    @Test func `what waits somewhere already is not sent there again, and the refusal says where`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        try deliver(klang, letter, ["relief", "farm"])

        let again = try ["health", "relief", "farm"].map { JSONValue.string(try site.unit($0).rawValue) }
        let body = JSONValue.object([("units", .array(again))])
        let answer = klang.call(.post, "/api/v1/letters/\(letter)/deliveries", body)

        #expect(answer.status == 409)
        let message = try answer.json["message"]
        let thai = try (message?["th"]?.string).orFail("no sentence")
        #expect(thai.contains("สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง, สำนักงานเกษตร"), "\(thai)")
        #expect(!thai.contains("สาธารณสุข"))
        #expect(message?["en"]?.string?.contains("Disaster Prevention Office, ") == true)
        #expect(try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.count == 2)
    }

    private func send(_ client: Client, _ letter: String, _ units: [String]) -> Response {
        client.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([("units", .array(units.map(JSONValue.string)))])
        )
    }
}
