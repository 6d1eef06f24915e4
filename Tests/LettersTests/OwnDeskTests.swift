import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// Who registers, sends or is sent a letter finds it again, and nobody sends past a registry.
struct OwnDeskTests {
    @Test func `a group registrar sees what they entered in a register that all share`() throws {
        let site = try TestSite()
        let klum = try site.signIn("klum")
        let register = try site.register("province.order")
        let answer = klum.call(.post, "/api/v1/registers/\(register)/letters", Self.letter)
        let letter = try (answer.json["id"]?.string).orFail("no id")

        #expect(klum.open("/letters/\(letter)/registered").status == 200)
        #expect(try klum.attach(Array("%PDF-1.4\nx".utf8), to: letter).utf8.count == 26)
        let book = try klum.call(.get, "/api/v1/registers/\(register)/letters").json["items"]?.array
        #expect(book?.map { $0["id"]?.string } == [letter])
        // The registry above keeps the desk of the group.
        #expect(try site.signIn("nuai").open("/letters/\(letter)").status == 200)
        #expect(try site.signIn("nuai2").open("/letters/\(letter)").status == 404)
    }

    @Test func `a letter sent to the administrator by name is read and received`() throws {
        let site = try TestSite()
        let office = try site.signIn("office")
        let admin = try site.signIn("admin")
        let letter = try register(office, in: "office.in")
        let person = JSONValue.string(try site.person("admin").rawValue)
        let sent = office.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([("people", .array([person]))])
        )
        #expect(sent.status == 201, "\(sent.text)")
        let delivery = try (sent.json["items"]?.array?.first?["id"]?.string).orFail("no delivery")

        for page in ["/", "/tray", "/tray/\(letter)", "/letters/\(letter)"] {
            #expect(admin.open(page).status == 200, "\(page)")
        }
        #expect(admin.call(.post, "/api/v1/deliveries/\(delivery)/receipt").status == 200)
        let other = try register(office, in: "office.in")
        #expect(admin.open("/letters/\(other)").status == 404)
    }

    /// A group of another agency, the province itself, one's own unit, oneself, and people of other agencies.
    @Test func `nobody sends a letter to whom the page does not offer`() throws {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let letter = try register(nuai, in: "relief.in")
        let units = try ["health.admin", "province", "relief"].map { try site.unit($0).rawValue }
        let people = try ["nuai", "nuai2"].map { try site.person($0).rawValue }
        let bodies =
            units.map { JSONValue.object([("units", [.string($0)])]) }
            + people.map { JSONValue.object([("people", [.string($0)])]) }
        for body in bodies {
            let answer = nuai.call(.post, "/api/v1/letters/\(letter)/deliveries", body)
            #expect(answer.status == 422, "\(body) \(answer.text)")
        }
        let page = nuai.open("/letters/\(letter)").text
        for id in units + people { #expect(!page.contains("value=\"\(id)\"")) }
    }

    @Test(arguments: TestDatabase.both)
    func `a duplicate is found however many others have the same circular`(_ kind: TestDatabase) throws {
        let site = try TestSite(on: kind)
        let nuai = try site.signIn("nuai")
        let nuai2 = try site.signIn("nuai2")
        let letter = try register(nuai, in: "relief.in")
        for _ in 0..<25 { _ = try register(nuai2, in: "health.in") }

        let found = try nuai.call(
            .get,
            "/api/v1/letters/duplicates",
            query: ["letterNumber": "มท 0211.1/ว 123"]
        )
        .json["items"]?.array
        #expect(found?.map { $0["id"]?.string } == [letter])
    }

    private static let letter: JSONValue = [
        "subject": "แนวทางปฏิบัติ", "from": "อธิบดีกรมตัวอย่าง", "letterNumber": "มท ๐๒๑๑.๑/ว ๑๒๓",
    ]

    private func register(_ client: Client, in key: String) throws -> String {
        let register = try client.site.register(key)
        let answer = client.call(.post, "/api/v1/registers/\(register)/letters", Self.letter)
        return try (try answer.json["id"]?.string).orFail("\(answer.text)")
    }
}
