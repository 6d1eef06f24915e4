import App
import HTTP
import JSON
import Kernel
import TestSupport
import Testing

@testable import Letters

/// ORG-12: nobody whom a letter does not concern learns that it exists, wherever they look.
struct SecrecyOfExistenceTests {
    private static let file = Array(
        "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF".utf8
    )

    @Test(arguments: TestDatabase.both)
    func `a stranger meets 404 in pages, files and API, and nothing in lists, search and counts`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let stranger = try site.signIn("nuai2")
        let register = try site.register("province.in")
        let letter =
            try klang.call(
                .post,
                "/api/v1/registers/\(register)/letters",
                [
                    "subject": "เรื่องเฉพาะผู้เกี่ยวข้อง", "from": "กรมตัวอย่าง", "letterNumber": "ตอ 0310/77",
                    "letterDate": "2026-01-10",
                ]
            ).json["id"]?.string.orFail("not registered") ?? ""
        let file = try klang.attach(Self.file, to: letter)
        let sending = try klang.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([("units", .array([.string(try site.unit("relief").rawValue)]))])
        ).json
        let sent = try (sending["items"]?.array?.first?["id"]?.string).orFail("not sent: \(sending)")
        try site.application.office.search.catchUp()

        for path in [
            "/letters/\(letter)", "/letters/\(letter)/attachments/\(file)",
            "/letters/\(letter)/attachments/\(file)/pages/1.jpg", "/letters/\(letter)/registered",
        ] {
            #expect(stranger.open(path).status == 404, "\(path)")
        }
        for path in ["/api/v1/letters/\(letter)", "/api/v1/letters/\(letter)/attachments/\(file)"] {
            #expect(stranger.call(.get, path).status == 404, "\(path)")
        }
        for step in ["receipt", "recall"] {
            #expect(stranger.call(.post, "/api/v1/deliveries/\(sent)/\(step)").status == 404)
        }
        #expect(stranger.call(.post, "/api/v1/deliveries/\(sent)/return", ["reason": "อยากรู้"]).status == 404)
        #expect(
            stranger.call(.post, "/api/v1/letters/\(letter)/endorsements", ["text": "อยากรู้"]).status == 404
        )
        #expect(
            try stranger.call(.get, "/api/v1/letters", query: ["words": "เฉพาะผู้เกี่ยวข้อง"]).json["items"] == []
        )
        #expect(
            try klang.call(.get, "/api/v1/letters", query: ["words": "เฉพาะผู้เกี่ยวข้อง"]).json["items"]?.array?
                .count == 1
        )
        #expect(
            try stranger.call(.get, "/api/v1/letters/duplicates", query: ["letterNumber": "ตอ ๐๓๑๐/๗๗"]).json[
                "items"
            ] == []
        )
        #expect(try stranger.call(.get, "/api/v1/deliveries").json["items"] == [])
        #expect(!stranger.open("/tray").text.contains("เฉพาะผู้เกี่ยวข้อง"))
        #expect(stranger.open("/registers/\(register)").status == 404)
        #expect(stranger.call(.get, "/api/v1/registers/\(register)/letters").status == 404)
    }

    @Test func `who only takes numbers from a register sees no rows but the own unit's`() throws {
        let site = try TestSite()
        let shared = try site.register("province.out")
        let nuai = try site.signIn("nuai")
        let nuai2 = try site.signIn("nuai2")
        let klang = try site.signIn("klang")
        for (client, subject) in [(nuai, "ของหน่วยหนึ่ง"), (nuai2, "ของหน่วยสอง"), (klang, "ของกลาง")] {
            let answer = client.call(
                .post,
                "/api/v1/registers/\(shared)/letters",
                .object([("subject", .string(subject)), ("from", "จังหวัดตัวอย่าง")])
            )
            #expect(answer.status == 201, "\(answer.text)")
        }

        func subjects(_ client: Client) throws -> [String] {
            try client.call(.get, "/api/v1/registers/\(shared)/letters").json["items"]?.array?.compactMap {
                $0["subject"]?.string
            } ?? []
        }
        #expect(try subjects(nuai) == ["ของหน่วยหนึ่ง"])
        #expect(try subjects(nuai2) == ["ของหน่วยสอง"])
        #expect(try subjects(klang) == ["ของกลาง", "ของหน่วยสอง", "ของหน่วยหนึ่ง"])
    }
}
