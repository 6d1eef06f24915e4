import MariaDB
import SQL
import Testing

/// What an operator writes to say where the server is.
struct MariaDBAddressTests {
    @Test func `every part is read`() throws {
        let address = try MariaDBAddress("mariadb://saraban:p%40ss%2F%3A@db.example.go.th:3307/office_1")

        #expect(address.user == "saraban")
        #expect(address.host == "db.example.go.th")
        #expect(address.port == 3307)
        #expect(address.name == "office_1")
        #expect(address.socket == nil)
    }

    @Test func `port and password may be left out, and a socket given`() throws {
        let address = try MariaDBAddress("mariadb://saraban@localhost/office?socket=/run/mysqld/mysqld.sock")

        #expect(address.port == 3306)
        #expect(address.socket == "/run/mysqld/mysqld.sock")
    }

    @Test func `the authorities that vouch for the server may be given`() throws {
        let address = try MariaDBAddress("mariadb://a:b@db/x?tls=/etc/ssl/certs/our%20own.pem")

        #expect(address.authorities == "/etc/ssl/certs/our own.pem")
        #expect(address.socket == nil)
        #expect("\(address)".hasSuffix("/x?tls=/etc/ssl/certs/our own.pem"))
    }

    @Test func `numeric addresses are hosts`() throws {
        #expect(try MariaDBAddress("mariadb://a:b@[fe80::1]:3307/x").host == "fe80::1")
        #expect(try MariaDBAddress("mariadb://a:b@[::1]/x").port == 3306)
        #expect(try MariaDBAddress("mariadb://a:b@10.0.0.7/x").host == "10.0.0.7")
    }

    @Test(arguments: [
        "", "mariadb://", "mysql://a:b@h/x", "mariadb://h/x", "mariadb://:b@h/x", "mariadb://a:b@h",
        "mariadb://a:b@h/",
        "mariadb://a:b@/x", "mariadb://a:b@h:0/x", "mariadb://a:b@h:65536/x", "mariadb://a:b@h:+1/x",
        "mariadb://a:b@h:/x", "mariadb://a:b@h;x=y/x", "mariadb://a:b@h=y/x", "mariadb://a:b@h/x/y",
        "mariadb://a:b@h/ก", "mariadb://a:%4@h/x", "mariadb://a:%zz@h/x", "mariadb://a:%ff@h/x",
        "mariadb://a:%00@h/x",
        "mariadb://a:b@h/x?socket=", "mariadb://a:b@h/x?socket=relative", "mariadb://a:b@h/x?timeout=1",
        "mariadb://a:b@h/x?tls", "mariadb://a:b@h/x?tls=yes", "mariadb://a:b@h/x?tls=%2",
        "mariadb://a:b@[::1/x", "mariadb://a:b@[::1]x/x",
    ])
    func `what is no address is refused`(url: String) {
        #expect { try MariaDBAddress(url) } throws: { ($0 as? SQLError)?.code == .failed }
    }

    @Test(arguments: [
        "mariadb://saraban:S3cr3t@host:99999/x", "mariadb://saraban:S3cr3t@host", "mariadb://:S3cr3t@host/x",
        "mariadb://saraban:S3cr3t%@host/x", "mariadb://saraban:S3cr3t@host/x?S3cr3t", "S3cr3t",
        "mariadb://saraban:S3cr3t", "mariadb://saraban:x/S3cr3t@host/x",
    ])
    func `a refusal does not show the password`(url: String) throws {
        let error = #expect(throws: SQLError.self) { try MariaDBAddress(url) }

        #expect(error?.message.contains("S3cr3t") == false)
        #expect(error?.message.isEmpty == false)
    }

    @Test func `an address shown anywhere shows no password`() throws {
        let address = try MariaDBAddress("mariadb://saraban:S3cr3t@[::1]:3306/office?socket=/tmp/s")
        var dumped = ""
        dump(address, to: &dumped)

        #expect("\(address)" == "mariadb://saraban@[::1]:3306/office?socket=/tmp/s")
        #expect(!String(reflecting: address).contains("S3cr3t"))
        #expect(!dumped.contains("S3cr3t"))
    }

    /// Whatever comes in, the parser answers or refuses.
    @Test func `no text brings the parser down, and what it accepts it also shows`() throws {
        var random = FixedRandom(seed: 2569)
        let signs = Array("a:@/?=[];%4ก1-_\0 ")
        let valid = [
            "mariadb://saraban:p%40ss@db.example:3307/office", "mariadb://a:b@[::1]/x",
            "mariadb://a@h/x?socket=/s", "mariadb://a@h/x?tls=/s",
        ]
        var accepted = 0
        for turn in 0..<5000 {
            var letters = Array(valid[turn % valid.count])
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let place = Int.random(in: 0..<letters.count, using: &random)
                if Bool.random(using: &random) { letters.remove(at: place) }
                letters.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: place)
            }
            let text = String(letters)
            guard let address = try? MariaDBAddress(text) else { continue }
            accepted += 1
            #expect(address.port > 0)
            #expect(!address.user.isEmpty)
            #expect(!address.name.isEmpty)
            #expect(address.description.hasPrefix("mariadb://\(address.user)@"))
        }
        #expect((500..<4500).contains(accepted))
    }
}

/// The same numbers in every run, so that a failure can be seen again.
private struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed ^= mixed >> 33
        mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ mixed >> 33
    }
}
