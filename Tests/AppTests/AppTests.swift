import Agencies
import App
import HTML
import HTTP
import JSON
import SQL
import TestSupport
import Testing
import Web

@testable import Kernel

/// The whole holds together.
struct AppTests {
    @Test func `a data folder is known by its whole path, because children stand elsewhere`() {
        #expect(Configuration(data: "/srv/office").data == "/srv/office")
        let data = Configuration(data: "var/office").data
        #expect(data.hasPrefix("/"))
        #expect(data.hasSuffix("/var/office"))
    }

    @Test(arguments: TestDatabase.both)
    func `the schema is made once, and a second start changes nothing`(_ database: TestDatabase) throws {
        let database = try database.make()
        #expect(try database.migrate(Application.migrations).count == Application.migrations.count)
        #expect(try database.migrate(Application.migrations).isEmpty)
    }

    @Test(arguments: TestDatabase.both)
    func `keys go on behind the newest event, though the clock has gone back`(_ kind: TestDatabase) throws {
        let folder = try TemporaryFolder()
        var configuration = Configuration(data: folder.path)
        if kind == .mariadb { configuration.database = try MariaDBServer.shared.get().makeDatabase() }
        var earlier = KeyMaker()
        let newest = earlier.next(Instant(millisecond: 5_000_000_000_000))
        do {
            let database = try Application.openDatabase(configuration)
            try database.migrate(Application.migrations)
            try database.write {
                try $0.execute(
                    "INSERT INTO event (id, kind, happened_at) VALUES (\(newest), 'session.began', 0)"
                )
            }
        }

        let application = try Application(configuration, clock: TestClock().clock)
        defer { application.stop() }

        #expect(Identifier<Event>.new(at: application.clock.now()).rawValue > newest)
    }

    @Test func `migrations have names of their own`() {
        let names = Application.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: ["th", "en"], ["klang", "nuai", "klum", "phuchai", "phubor", "lekha", "admin"])
    func `every page of the menu opens for everybody, in both languages`(
        _ language: String,
        _ username: String
    ) throws {
        let site = try TestSite()
        let client = try site.signIn(username)
        for path in ["/", "/tray", "/registers", "/search", "/account"] {
            let page = client.open(path, language: language)
            #expect(page.status == 200, "\(path)")
            #expect(page.text.contains("<html lang=\"\(language)\">"))
        }
    }

    @Test(arguments: ["phuchai", "lekha"])
    func `who keeps no register is told why there is none and whom to ask`(_ username: String) throws {
        let site = try TestSite()
        let page = try site.signIn(username).open("/registers").text
        #expect(page.contains("ทะเบียนเปิดได้เฉพาะเจ้าหน้าที่สารบรรณและหัวหน้าหน่วยงาน"))
        #expect(page.contains("กรุณาติดต่อสารบรรณของหน่วยงาน"))
        #expect(try !site.signIn("klang").open("/registers").text.contains("sb-empty"))
    }

    /// The script that asks what waits shows what stands there; it makes nothing new.
    @Test(arguments: [("th", "๐", "เรื่องรออยู่"), ("en", "0", "waiting")])
    func `both menus count what waits, out of sight where nothing does`(
        _ language: String,
        _ none: String,
        _ words: String
    ) throws {
        let site = try TestSite()
        let page = try site.signIn("klang").open("/account", language: language).text
        for menu in ["sb-nav__count", "sb-iconbtn__dot"] {
            #expect(
                page.contains(
                    "<span class=\"\(menu)\" data-count hidden>\(none)<span class=\"visually-hidden\"> \(words)</span></span>"
                )
            )
        }
    }

    @Test func `in English the frame names the unit and the person in English, and nowhere in Thai`() throws {
        let site = try TestSite()
        let client = try site.signIn("phubor")
        for path in ["/", "/tray", "/account"] {
            let page = client.open(path, language: "en").text
            #expect(page.contains("<span class=\"sb-acting__post\">Disaster Prevention Office</span>"))
            #expect(page.contains("aria-hidden=\"true\">PP</span>"), "the initials")
            #expect(!page.contains("สำนักงานป้องกันและบรรเทาสาธารณภัย"), "\(path)")
            #expect(!page.contains("พิจารณาดี"), "\(path)")
        }
        let thai = client.open("/account").text
        #expect(
            thai.contains("<span class=\"sb-acting__post\">สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง</span>")
        )
        #expect(thai.contains("aria-hidden=\"true\">ผพ</span>"))
    }

    @Test func `every address of the API is described, and asks for a token unless it says so`() throws {
        let site = try TestSite()
        let document = try site.respond(Request(.get, "/openapi.json")).json
        #expect(document["openapi"] == "3.1.0")
        for route in site.application.site.router.routes where route.pattern.hasPrefix("/api/") {
            let operation = try route.operation.orFail("\(route.pattern) is not described")
            if operation.isOpen { continue }
            let path = route.pattern.split(separator: "/").map {
                $0.hasPrefix(":") ? "01m7yaz2j72a65wwtmmz2m18pm" : String($0)
            }
            let answer = site.respond(Request(route.method, "/" + path.joined(separator: "/")))
            #expect(answer.status == 401, "\(route.pattern)")
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test
    func `a page of a refusal lists its complaints, and sends back only where something can be corrected`()
        throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        #expect(!klang.open("/nowhere").text.contains("กดย้อนกลับ"))
        #expect(!site.respond(Request(.delete, "/tray")).text.contains("กดย้อนกลับ"))
        #expect(!klang.open("/registers/\(try site.register("relief.in"))/numbers").text.contains("กดย้อนกลับ"))

        let refusal = UserError(complaints: [.init("day", "วันที่ไม่ถูกต้อง", "Not a date")])
        let page = refusalPage(refusal, .thai, try Assets(share: site.application.configuration.share)).text
        #expect(page.contains("<li>วันที่ไม่ถูกต้อง</li>"))
        #expect(page.contains("กดย้อนกลับ"))
    }

    @Test(arguments: [
        ("deliveries", "limit", "abc"), ("deliveries", "after", "zzz"), ("deliveries", "state", "foo"),
        ("letters", "limit", "0"), ("letters", "after", "zzz"), ("letters", "letterDate", "zzz"),
        ("letters/duplicates", "letterDate", "zzz"), ("registers/:register/letters", "limit", "abc"),
        ("registers/:register/letters", "after", "zzz"), ("registers/:register/letters", "year", "2026"),
    ])
    func `who reads is not told that something was not saved`(
        _ path: String,
        _ field: String,
        _ value: String
    )
        throws
    {
        let site = try TestSite()
        let register = try site.register("province.in").rawValue
        let answer = try site.signIn("klang").call(
            .get,
            "/api/v1/\(path.replacing(":register", with: register))",
            query: [field: value]
        )
        #expect(answer.status == 422)
        let message = try answer.json["message"]
        #expect(message?["th"]?.string?.contains("บันทึก") == false, "\(answer.text)")
        #expect(message?["en"]?.string?.contains("saved") == false)
        #expect(try answer.json["errors"]?.array?.first?["field"]?.string == field)
    }

    @Test func `what does not exist is told to people and to programs in their way`() throws {
        let site = try TestSite()
        #expect(site.respond(Request(.get, "/nowhere")).status == 404)
        let (signedIn, stranger) = (
            try site.signIn("klang").open("/nowhere"), site.respond(Request(.get, "/nowhere"))
        )
        #expect(signedIn.status == 404 && signedIn.text.contains("<nav class=\"sb-side\""), "the menu stays")
        #expect(stranger.status == 404 && !stranger.text.contains("<nav"))
        #expect(site.respond(Request(.get, "/nowhere")).headers["content-type"] == "text/html; charset=utf-8")
        let otherMethod = site.respond(Request(.delete, "/tray"))
        #expect(otherMethod.status == 405)
        #expect(otherMethod.headers["allow"] == "GET, HEAD")
        #expect(try site.respond(Request(.get, "/api/v1/nowhere")).json["message"]?["th"]?.string != nil)
        #expect(try site.respond(Request(.get, "/healthz")).json["status"] == "ok")
    }

    @Test(arguments: [400, 413, 500, 503])
    func `what never came to a handler is told in both languages too`(_ status: Int) throws {
        let site = try TestSite().application.site
        let problem = site.refusal(status, at: "/api/v1/registers/x/letters")
        #expect(problem.status == status)
        #expect(problem.headers["content-type"] == "application/problem+json")
        #expect(try problem.json["status"] == .integer(status))
        #expect(try problem.json["message"]?["th"]?.string?.isEmpty == false)
        let page = site.refusal(status, at: "/receive")
        #expect(page.status == status && page.text.contains("<html"))
    }

    @Test func `an unknown method is told which the address takes, and none where there is none`() throws {
        let site = try TestSite().application.site
        #expect(site.refusal(405, at: "/api/v1/sessions").headers["allow"] == "POST")
        #expect(site.refusal(405, at: "/nowhere").status == 404)
    }
}
