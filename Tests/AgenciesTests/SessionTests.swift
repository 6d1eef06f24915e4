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
    private func signIn(_ site: TestSite, _ username: String, _ password: String, peer: String = "127.0.0.1")
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
    func `a right password opens a session, a wrong one and an unknown name are told alike`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)

        #expect(signIn(site, "klang", "saraban-2569").status == 201)
        #expect(signIn(site, "KLANG", "saraban-2569").status == 201)
        #expect(signIn(site, "klang ", "saraban-2569").status == 201)
        #expect(signIn(site, "\u{A0}Klang\t", "saraban-2569").status == 201)
        #expect(signIn(site, "klang", "saraban-2569 ").status == 401)
        let wrong = signIn(site, "klang", "ผิด")
        let unknown = signIn(site, "nobody", "ผิด")
        #expect(wrong.status == 401)
        #expect(wrong.text == unknown.text)
    }

    @Test func `five wrong passwords from one place shut the name for a quarter of an hour, there`() throws {
        let site = try TestSite()
        for spaces in 0..<5 {
            let name = "klang" + String(repeating: " ", count: spaces)
            #expect(signIn(site, name, "ผิด", peer: "10.0.0.1").status == 401)
        }

        #expect(signIn(site, "klang", "saraban-2569", peer: "10.0.0.1").status == 429)
        #expect(signIn(site, "klang", "saraban-2569", peer: "10.0.0.2").status == 201)
        site.clock.advance(seconds: 15 * 60)
        #expect(signIn(site, "klang", "saraban-2569", peer: "10.0.0.1").status == 201)
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

    @Test func `a stranger's guesses do not shut out those who have signed in from the same place before`()
        throws
    {
        let site = try TestSite()
        #expect(signIn(site, "klang", "saraban-2569", peer: "10.0.0.1").status == 201)
        for guess in 1...50 { #expect(signIn(site, "name-\(guess)", "ผิด", peer: "10.0.0.1").status == 401) }

        #expect(signIn(site, "klang", "saraban-2569", peer: "10.0.0.1").status == 201)
        let stranger = signIn(site, "nuai", "saraban-2569", peer: "10.0.0.1")
        #expect(stranger.status == 429)
        let seconds = try (stranger.headers["retry-after"].flatMap { Int($0) }).orFail("no Retry-After")
        site.clock.advance(seconds: seconds)
        #expect(signIn(site, "nuai", "saraban-2569", peer: "10.0.0.1").status == 201)
    }

    @Test func `a sign-in without a name or a password is no failure of anybody`() throws {
        let site = try TestSite()
        for body in ["{}", "{\"username\":\"klang\"}", "{\"password\":\"x\"}", ""] {
            let answer = site.respond(
                Request(.post, "/api/v1/sessions", body: .bytes(Array(body.utf8)), peer: "10.0.0.1")
            )
            #expect(answer.status == 422, "\(body)")
        }
    }

    @Test func `an own password is neither guessed at nor changed into itself`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        func change(_ current: String, _ new: String) -> Int {
            klang.call(.put, "/api/v1/me/password", ["current": .string(current), "new": .string(new)]).status
        }
        #expect(change("saraban-2569", "saraban-2569") == 422)
        for _ in 1...5 { #expect(change("ผิด", "สารบรรณใหม่๒๕๗๐") == 422) }
        #expect(change("saraban-2569", "สารบรรณใหม่๒๕๗๐") == 429)
        site.clock.advance(seconds: 15 * 60)
        #expect(change("saraban-2569", "สารบรรณใหม่๒๕๗๐") == 204)
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

    @Test(arguments: TestDatabase.both)
    func `a password that the operator sets ends all sessions of the account`(_ kind: TestDatabase) throws {
        let site = try TestSite(on: kind)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let accounts = site.application.accounts
        let set = SetPassword(database: accounts.database, clock: accounts.clock, hasher: accounts.hasher)

        #expect(try set("สารบรรณใหม่๒๕๗๐", of: "KLANG"))

        #expect(klang.call(.get, "/api/v1/me").status == 401)
        #expect(nuai.call(.get, "/api/v1/me").status == 200)
        #expect(signIn(site, "klang", "saraban-2569").status == 401)
        #expect(signIn(site, "klang", "สารบรรณใหม่๒๕๗๐").status == 201)
        #expect(try !set("สารบรรณใหม่๒๕๗๐", of: "nobody"))
    }

    @Test func `a password that was hashed with less work is hashed anew when it is used`() throws {
        let site = try TestSite()
        let accounts = site.application.accounts
        let stronger = Accounts(
            database: accounts.database,
            clock: accounts.clock,
            hasher: PasswordHasher(memory: 128, passes: 1),
            directory: accounts.directory,
            cookie: accounts.cookie
        )
        func hash() throws -> String? {
            let klang = try site.person("klang")
            return try accounts.database.read { try PersonStore($0).passwordHash(of: klang) }
        }
        let before = try hash()

        _ = try stronger.signIn(username: "klang", password: "saraban-2569", peer: "127.0.0.1")
        let after = try hash()
        _ = try stronger.signIn(username: "klang", password: "saraban-2569", peer: "127.0.0.1")

        #expect(before?.contains("m=64,") == true && after?.contains("m=128,") == true)
        #expect(try hash() == after)
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
        #expect(rule("/api/v1/letters/x/attachments", bearer) == [400 * 1_048_576, 1])
        #expect(rule(letters, [:]) == [400 * 1_048_576, 0])
        #expect(rule(letters, ["cookie": "saraban-session=x"]) == [400 * 1_048_576, 0])
        for path in ["/sign-in", "/api/v1/sessions", "/nowhere", "/letters/x/deliveries"] {
            #expect(rule(path, cookie) == [1 << 20, 1], "\(path)")
        }
    }

    /// Whoever signs in with the old password at this moment is out as well.
    @Test(arguments: TestDatabase.both)
    func `no session outlives the password that opened it`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        // So slow that one is still being checked when the other is set.
        let hasher = PasswordHasher(memory: 4096, passes: 1)
        let office = site.application.database
        let desk = site.application.accounts.desk
        let set = SetPassword(database: office, clock: site.clock.clock, hasher: hasher)
        let signIn = SignIn(
            database: office,
            clock: site.clock.clock,
            hasher: hasher,
            guesses: GuessGuard(database: office, clock: site.clock.clock)
        )
        #expect(try set("saraban-0000", of: "klum"))
        for round in 1...25 {
            let token = Mutex<String?>(nil)
            try inParallel(2) { place in
                if place == 0 {
                    let opened = try? signIn(
                        username: "klum",
                        password: "saraban-\(round - 1 == 0 ? "0000" : String(1000 + round - 1))",
                        peer: "10.0.0.\(round)"
                    )
                    token.withLock { $0 = opened }
                } else {
                    _ = try set("saraban-\(1000 + round)", of: "klum")
                }
            }
            if let token = token.withLock({ $0 }) {
                #expect(try desk.visitor(token: token, isPresent: true) == nil, "round \(round)")
            }
        }
    }

    @Test func `a program changes its password as a person does`() throws {
        let site = try TestSite()
        let here = try site.signIn("klang")
        let elsewhere = try site.signIn("klang")
        func change(_ current: String, _ new: String) -> Response {
            here.call(
                .put,
                "/api/v1/me/password",
                ["current": .string(current), "new": .string(new)]
            )
        }

        #expect(change("ผิด", "สารบรรณใหม่๒๕๗๐").status == 422)
        let short = change("saraban-2569", "สั้น")
        #expect(short.status == 422)
        #expect(try short.json["errors"]?.array?.map { $0["field"]?.string } == ["new"])
        #expect(change("saraban-2569", "สารบรรณใหม่๒๕๗๐").status == 204)

        #expect(here.call(.get, "/api/v1/me").status == 200)
        #expect(elsewhere.call(.get, "/api/v1/me").status == 401)
        #expect(signIn(site, "klang", "สารบรรณใหม่๒๕๗๐").status == 201)
    }

    @Test func `changing the password asks for the old one and ends the other sessions`() throws {
        let site = try TestSite()
        let here = try site.signIn("klang")
        let elsewhere = try site.signIn("klang")
        let wanted: Fields = ["current": "saraban-2569", "new": "สารบรรณใหม่๒๕๗๐", "again": "สารบรรณใหม่๒๕๗๐"]

        #expect(
            here.send(
                "/account/password",
                ["current": "ผิด", "new": "สารบรรณใหม่๒๕๗๐", "again": "สารบรรณใหม่๒๕๗๐"]
            ).status == 422
        )
        let refused = here.send(
            "/account/password",
            ["current": "saraban-2569", "new": "สั้น", "again": "สั้น"]
        )
        #expect(refused.status == 422 && refused.text.contains("อย่างน้อย ๘ ตัวอักษร"))
        #expect(here.send("/account/password", wanted).status == 303)

        #expect(here.call(.get, "/api/v1/me").status == 200)
        #expect(elsewhere.call(.get, "/api/v1/me").status == 401)
        #expect(signIn(site, "klang", "saraban-2569").status == 401)
        #expect(signIn(site, "klang", "สารบรรณใหม่๒๕๗๐").status == 201)
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
