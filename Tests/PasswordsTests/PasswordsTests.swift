import Glibc
import Passwords
import TestPrograms
import Testing
import Threads

struct PasswordsTests {
    let hasher = PasswordHasher(memory: 64, passes: 1)

    @Test(arguments: ["saraban-2569", "รหัสผ่านของฉัน ๑๒๓", "", "a\u{0}b"])
    func `a password is known again, and no other is`(password: String) throws {
        let hash = try hasher.hash(password)

        #expect(hasher.verify(password, against: hash))
        #expect(!hasher.verify(password + " ", against: hash))
        #expect(!hasher.verify("a", against: hash))
    }

    @Test func `a hash says how it was made, with a salt of its own`() throws {
        let hash = try hasher.hash("saraban-2569")

        #expect(hash.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        #expect(try hasher.hash("saraban-2569") != hash)
    }

    @Test func `hashes of other programs are understood`() {
        // argon2(1) of Debian: echo -n password | argon2 somesalt -id -t 2 -m 8 -p 1 -l 32 -e
        let hash = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        #expect(hasher.verify("password", against: hash))
        #expect(!hasher.verify("Password", against: hash))
    }

    @Test func `letters count, not how the keyboard made them`() throws {
        #expect(hasher.verify("caf\u{E9}-2569", against: try hasher.hash("cafe\u{301}-2569")))
    }

    /// 64 sign-ins at one moment once took 900 MB.
    @Test func `many passwords at one moment take the memory of a few`() throws {
        let large = PasswordHasher(memory: 32_768, passes: 1)
        let processors = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let (before, rest) = (residentMegabytes(), Locked(16 * processors))
        let threads = (0..<16 * processors).compactMap { _ in
            SystemThread("clerk") {
                _ = try? large.hash("saraban-2569")
                rest.withLock { $0 -= 1 }
            }
        }
        var most = 0
        while rest.withLock({ $0 }) > 0 {
            most = max(most, residentMegabytes())
            usleep(1000)
        }
        for thread in threads { thread.join() }
        // One takes 32 MB, and other tests take some beside them.
        #expect(most - before < 4 * processors * 32)
    }

    @Test(arguments: [
        nil, "", "x", "$argon2id$", "$argon2id$v=19$m=64,t=1,p=1$",
        "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAA",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$!!!!",
    ])
    func `without a hash nobody gets in, not even with the password of the decoy`(hash: String?) {
        #expect(!hasher.verify("", against: hash))
        #expect(!hasher.verify("saraban-2569", against: hash))
    }

    @Test func `a hash of another strength is to be made anew`() throws {
        let hash = try hasher.hash("saraban-2569")

        #expect(!hasher.needsRehash(hash))
        #expect(PasswordHasher(memory: 128, passes: 1).needsRehash(hash))
        #expect(PasswordHasher(memory: 64, passes: 2).needsRehash(hash))
        #expect(hasher.needsRehash("of an older kind"))
    }

    @Test func `the standard strength is OWASP's`() {
        #expect(PasswordHasher.standard.memory == 19_456)
        #expect(PasswordHasher.standard.passes == 2)
    }

    @Test(
        arguments: [
            ("saraban-2569", nil), ("หนังสือราชการไทย", nil), ("1234567", .tooShort(least: 8)),
            (String(repeating: "กข", count: 64), nil),
            (String(repeating: "กข", count: 64) + "ก", .tooLong(most: 128)),
            ("e" + String(repeating: "\u{301}", count: 5000), .tooLong(most: 128)), ("PassWord1", .common),
            ("aaaaaaaaaaaa", .common), ("12345678", .common), ("hgfedcba", .common), ("กกกกกกกก", .common),
            ("123456789012", nil), ("", .tooShort(least: 8)),
        ] as [(String, PasswordRules.Refusal?)]
    )
    func `new passwords are long and not the first that anybody tries`(
        password: String,
        refusal: PasswordRules.Refusal?
    ) {
        #expect(PasswordRules.standard.refusal(of: password) == refusal)
    }
}
