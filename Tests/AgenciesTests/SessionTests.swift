import App
import HTTP
import JSON
import Kernel
import Passwords
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Agencies
@testable import Web

/// Signing in, staying in and getting out.
struct SessionTests {
    func signIn(_ site: TestSite, _ username: String, _ password: String, peer: String = "127.0.0.1")
        -> Response
    {
        site.respond(
            Request(
                .post,
                "/api/v1/sessions",
                body: .bytes(
                    JSONValue.object([("username", .string(username)), ("password", .string(password))])
                        .encoded
                ),
                peer: peer
            )
        )
    }

    @Test(arguments: TestDatabase.both)
    func `failures at one moment are all counted, each told in the same words`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        for round in 1...6 {
            let statuses = Mutex<[Int]>([])
            try inParallel(8) { _ in
                let status = signIn(site, "klang", "ผิด", peer: "10.0.0.\(round)").status
                statuses.withLock { $0.append(status) }
            }
            #expect(statuses.withLock { $0 }.allSatisfy { $0 == 401 || $0 == 429 })
            #expect(statuses.withLock { $0.count { $0 == 401 } } == 5, "no more are checked at one moment")
            #expect(signIn(site, "klang", "saraban-2569", peer: "10.0.0.\(round)").status == 429)
        }
    }

    @Test func `every page and file leads to the sign-in without a session`() throws {
        let site = try TestSite()
        for path in [
            "/", "/tray", "/registers", "/search", "/account", "/letters/01m7yaz2j72a65wwtmmz2m18pm",
        ] {
            let answer = site.respond(Request(.get, path))
            #expect(answer.status == 303)
            #expect(answer.headers["location"]?.hasPrefix("/sign-in") == true)
        }
        #expect(site.respond(Request(.get, "/api/v1/me")).status == 401)
    }

    @Test func `signing out ends the session on the server`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")

        #expect(klang.send("/sign-out", [:]).status == 303)

        #expect(klang.call(.get, "/api/v1/me").status == 401)
        #expect(klang.open("/tray").status == 303)
    }

    @Test func `an idle session ends after two hours, a busy one after a working day`() throws {
        let site = try TestSite()
        let idle = try site.signIn("klang")
        site.clock.advance(seconds: 2 * 3600)
        #expect(idle.call(.get, "/api/v1/me").status == 401)

        let busy = try site.signIn("nuai")
        for _ in 0..<11 {
            site.clock.advance(seconds: 3600)
            #expect(busy.call(.get, "/api/v1/me").status == 200)
        }
        site.clock.advance(seconds: 3600)
        #expect(busy.call(.get, "/api/v1/me").status == 401)
    }

    @Test func `a page that asks by itself what waits does not keep a session alive`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        for _ in 0..<8 {
            site.clock.advance(seconds: 900)
            _ = klang.open("/waiting")
        }
        #expect(klang.open("/waiting").status == 303)
        #expect(klang.call(.get, "/api/v1/me").status == 401)
    }

    /// A neighbour on the same domain can set a cookie of any name but one with `__Host-`.
    @Test func `over TLS only the cookie counts that is bound to this host`() throws {
        let cookie = SessionCookie(isSecure: true)
        let field = cookie.field(token: "token")
        #expect(field.hasPrefix("__Host-saraban-session=token; Path=/;") && field.contains("; Secure"))
        func token(_ header: String) -> String? {
            cookie.token(in: Request(.get, "/", headers: ["cookie": header]))
        }
        #expect(token("saraban-session=theirs") == nil)
        #expect(token("saraban-session=theirs; __Host-saraban-session=ours") == "ours")
    }

    @Test(
        arguments: [
            (["origin": "http://evil.example"], 403), (["origin": "null"], 403),
            (["sec-fetch-site": "cross-site"], 403),
            (["sec-fetch-site": "same-site"], 403),
            (["sec-fetch-site": "cross-site", "origin": "http://office"], 403),
            (["origin": "http://office"], 303), (["origin": "https://office"], 303),
            (["sec-fetch-site": "same-origin"], 303),
            ([:], 303),
        ] as [(Headers, Int)]
    )
    func `nobody is signed in by a form of another site`(_ told: Headers, _ status: Int) throws {
        let site = try TestSite()
        var headers = told
        headers.append("host", "office")
        headers.append("content-type", "application/x-www-form-urlencoded")
        let body = Array("username=klang&password=\(SampleOffice.password)&next=/".utf8)
        let answer = site.respond(
            Request(.post, "/sign-in", headers: headers, body: .bytes(body), peer: "127.0.0.1")
        )
        #expect(answer.status == status)
        #expect((answer.headers["set-cookie"] == nil) == (status == 403))
    }

    @Test func `files are kept only of people who are signed in, at addresses that take files`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letters = "/registers/\(try site.register("province.in"))/letters"
        func rule(_ path: String, _ headers: Headers) -> [Int] {
            let request = Request(.post, path, headers: headers)
            let site = site.application.site
            return [site.longestBody(of: request), site.keepsLargeBody(of: request) ? 1 : 0]
        }
        let cookie: Headers = ["cookie": "saraban-session=\(klang.token)"]
        let bearer: Headers = ["authorization": "Bearer \(klang.token)"]

        #expect(rule(letters, cookie) == [400 * 1_048_576, 1])
        #expect(rule("/api/v1/letters/x/attachments", bearer) == [101 * 1_048_576, 1])
        #expect(rule(letters, [:]) == [400 * 1_048_576, 0])
        #expect(rule(letters, ["cookie": "saraban-session=x"]) == [400 * 1_048_576, 0])
        for path in ["/sign-in", "/api/v1/sessions", "/nowhere", "/letters/x/deliveries"] {
            #expect(rule(path, cookie) == [1 << 20, 1], "\(path)")
        }
    }

    @Test func `a form without this session's token does nothing`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")

        let forged = klang.send(
            "/registers/\(register)/letters",
            ["subject": "ปลอม", "from": "ปลอม"],
            isGenuine: false
        )

        #expect(forged.status == 403)
        #expect(try klang.call(.get, "/api/v1/registers/\(register)/letters").json["items"] == [])
    }

    @Test func `whose session has ended signs in and comes back to where they were`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let form = "/registers/\(register)/letters"
        _ = klang.send("/sign-out", [:])

        let page = klang.open("/search", query: ["words": "น้ำ", "year": "2569"])
        #expect(page.status == 303)
        #expect(
            page.headers["location"]
                == "/sign-in?next=%2Fsearch%3Fwords%3D%25E0%25B8%2599%25E0%25B9%2589%25E0%25B8%25B3%26year%3D2569&ended=page"
        )
        var sent = Request(
            .post,
            form,
            headers: ["host": "office", "referer": "http://office\(form)/new?a=1"]
        )
        sent.headers.append("cookie", "saraban-session=\(klang.token)")
        let refused = site.respond(sent)
        #expect(refused.status == 303)
        let place = "/sign-in?next=\(PercentEncoding.encode("\(form)/new?a=1"))&ended=form"
        #expect(refused.headers["location"] == place)
        let told = site.respond(Request(.get, "/sign-in", query: ["next": "/tray", "ended": "form"])).text
        #expect(told.contains("กดย้อนกลับ ๒ ครั้ง"))
        #expect(site.respond(Request(.get, "/tray")).headers["location"] == "/sign-in?next=%2Ftray")
    }

    /// After a refusal the browser stands at the form's own address, and the choice of language leads back to it.
    @Test func `who opens the address of a form is led to its page`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for (form, page) in [
            ("/registers/\(register)/letters", "/registers/\(register)/letters/new"),
            ("/account/password", "/account"),
            ("/sign-out", "/account"),
        ] {
            let answer = klang.open(form)
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == page)
            #expect(klang.open(page).status == 200)
        }
        #expect(try site.signIn("nuai").open("/deliveries/01JAAAAAAAAAAAAAAAAAAAAAAA/receipt").status == 404)
    }

    @Test func `after signing in one goes to an address of this site only`() throws {
        let site = try TestSite()
        for (wanted, place) in [
            ("/tray", "/tray"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/"),
        ] {
            let body = "username=klang&password=saraban-2569&next=\(PercentEncoding.encode(wanted))"
            let answer = site.respond(
                Request(
                    .post,
                    "/sign-in",
                    headers: ["content-type": "application/x-www-form-urlencoded"],
                    body: .bytes(Array(body.utf8))
                )
            )
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == place)
            #expect(answer.headers["set-cookie"]?.contains("HttpOnly; SameSite=Lax") == true)
        }
    }

    @Test func `every answer forbids inline scripts, framing and sniffing`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        for answer in [
            klang.open("/"), klang.call(.get, "/api/v1/me"), site.respond(Request(.get, "/nowhere")),
        ] {
            let policy = answer.headers["content-security-policy"] ?? ""
            #expect(policy.contains("default-src 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
        }
    }
}
