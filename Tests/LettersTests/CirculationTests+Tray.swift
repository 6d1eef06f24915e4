import App
import HTTP
import JSON
import SQL
import TestSupport
import Testing

/// What the lists of waiting letters show and count.
extension CirculationTests {
    @Test(arguments: TestDatabase.both)
    func `of sixty letters that wait the oldest comes first, all are counted and each is reached`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letters = try (1...60).map { number in
            let letter = try register(klang, "ฉบับที่ \(number)", number: number)
            try deliver(klang, letter, ["relief"])
            site.clock.advance(seconds: 1)
            return letter
        }
        func rows(_ page: String) -> [String] {
            page.split(separator: "<li><a class=\"sb-row").dropFirst().compactMap { row in
                row.split(separator: "href=\"/letters/").dropFirst().first.map { String($0.prefix(26)) }
            }
        }
        func next(_ page: String) throws -> String {
            let link = try page.split(separator: "href=\"").first { $0.contains("data-key=\"pagedown\"") }
                .orFail("no next page")
            return String(link.prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        }
        func open(_ address: String) -> String {
            let parts = address.split(separator: "?")
            return nuai.open(String(parts[0]), query: (try? FormReader.urlEncoded(parts[1])) ?? Fields()).text
        }

        let home = nuai.open("/").text
        #expect(home.contains("รออยู่ ๖๐ เรื่อง"))
        #expect(home.contains("btn-primary\" href=\"/letters/\(letters[0])\""))
        #expect(rows(home) + rows(try open(next(home))) == letters)
        #expect(try nuai.open("/waiting").json["count"] == 60)
        let tray = nuai.open("/tray").text
        #expect(tray.contains("<span class=\"sb-count\">๖๐</span>"))
        #expect(rows(tray) + rows(try open(next(tray))) == letters.reversed())

        for letter in letters { _ = nuai.open("/letters/\(letter)") }
        let opened = nuai.open("/tray").text
        #expect(opened.contains("<span class=\"sb-count\">๖๐</span>"))
        #expect(rows(opened) + rows(try open(next(opened))) == letters.reversed())
        for item in try nuai.call(.get, "/api/v1/deliveries", query: ["limit": "60"]).json["items"]?.array
            ?? []
        {
            let path = "/api/v1/deliveries/\(item["id"]?.string ?? "")/return"
            #expect(nuai.call(.post, path, ["reason": "ไม่ใช่เรื่องของเรา"]).status == 200)
        }
        let back = klang.open("/tray").text
        #expect(back.contains("<span class=\"sb-count\">๖๐</span>") && rows(back).count == 50)
        let first = try klang.call(.get, "/api/v1/returns").json
        let rest = try klang.call(.get, "/api/v1/returns", query: ["after": first["next"]?.string ?? ""]).json
        #expect(
            first["items"]?.array?.count == 50 && rest["items"]?.array?.count == 10 && rest["next"] == .null
        )
    }

    /// Nobody learns from a number in the menu that something secret lies there.
    @Test(arguments: TestDatabase.both)
    func `a letter above the clearance is neither listed nor counted`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let given = try klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            ["subject": "เรื่องลับ", "from": "กรมตัวอย่าง", "secrecy": "confidential"]
        ).json["id"]?.string
        try deliver(klang, try given.orFail("not registered"), ["relief"])
        #expect(try site.signIn("nuai").open("/waiting").json["count"] == 1)
        try site.application.database.write {
            try $0.execute("UPDATE person SET clearance = 0 WHERE username = 'nuai'")
        }
        let nuai = try site.signIn("nuai")

        #expect(try nuai.open("/waiting").json["count"] == 0)
        #expect(nuai.open("/tray").text.contains("ไม่มีหนังสือรออยู่"))
    }
}
