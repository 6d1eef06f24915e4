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

/// Passwords: who guesses at them, and what changing one does.
extension SessionTests {
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
}
