import MariaDB
import SQL
import TestSupport
import Testing

/// A server that goes away, and servers that would not keep what they are given.
@Suite(.timeLimit(.minutes(5)))
struct MariaDBServerTests {
    @Test func `a killed server gives errors, and works again once it is back`() throws {
        let server = try MariaDBServer()
        let database = try MariaDBDatabase(url: server.makeDatabase())
        try database.migrate([.counterTable, .takenTable])
        // Several connections for reading and writing, all of which will break.
        try inParallel(8) { _ in
            _ = try database.write { try takeNumber(from: "a", $0) }
            _ = try database.read { try $0.rows("SELECT last FROM counter") }
        }

        try server.kill()
        #expect { try database.write { try takeNumber(from: "a", $0) } } throws: {
            ($0 as? SQLError)?.code == .transient
        }
        #expect { try database.read { try $0.rows("SELECT last FROM counter") } } throws: {
            ($0 as? SQLError)?.code == .transient
        }

        try server.start()
        #expect(try database.write { try takeNumber(from: "a", $0) } == 9)
        #expect(try database.read { try $0.rows("SELECT last FROM counter") }[0].get("last") == 9)
    }

    @Test func `work that a lost connection has undone is run again`() throws {
        let database = try TestDatabase.mariadb.make(with: [.counterTable, .takenTable])
        var runs = 0

        let number = try database.write { db in
            runs += 1
            let number = try takeNumber(from: "a", db)
            if runs == 1 {
                let own = try db.rows("SELECT CONNECTION_ID() AS id")[0].get("id") as Int
                // The connection is ended from the outside; the next statement finds out.
                try database.write { try $0.execute("KILL \(own)") }
            }
            try db.execute("UPDATE counter SET last = last WHERE name = 'a'")
            return number
        }

        #expect(runs == 2)
        #expect(number == 1)
        #expect(try database.read { try $0.rows("SELECT number FROM taken") }.count == 1)
    }

    @Test func `what an error has undone is not kept by work that goes on`() throws {
        let database = try TestDatabase.mariadb.make(with: [.counterTable])
        var runs = 0

        try database.write { db in
            runs += 1
            let name = "run-\(runs)"
            if runs == 1 {
                let own = try db.rows("SELECT CONNECTION_ID() AS id")[0].get("id") as Int
                try database.write { try $0.execute("KILL \(own)") }
                _ = try? db.rows("SELECT 1 AS one")
            }
            _ = try? db.execute("INSERT INTO counter (name, last) VALUES (\(name), 1)")
        }

        let rows = try database.read { try $0.rows("SELECT name FROM counter") }
        #expect(try rows.map { try $0.get("name") } == ["run-2"])
    }

    @Test func `a server over the network is spoken with under TLS, or not at all`() throws {
        let port = try freePort()
        let server = try MariaDBServer(network: .tls(port: port))
        let database = try MariaDBDatabase(
            url: server.makeDatabase(at: "127.0.0.1", trusting: server.authority)
        )
        let cipher = try database.read { try $0.rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'") }
        #expect(try (cipher[0].get("Value") as String).isEmpty == false)

        // The certificate is for 127.0.0.1; and an authority that is not the server's does not vouch for it.
        let otherName = try server.makeDatabase(at: "127.0.0.2", trusting: server.authority)
        #expect(throws: SQLError.self) { try MariaDBDatabase(url: otherName) }
        let stranger = try MariaDBServer.shared.get().authority
        let otherAuthority = try server.makeDatabase(at: "127.0.0.1", trusting: stranger)
        #expect(throws: SQLError.self) { try MariaDBDatabase(url: otherAuthority) }
        let missing = try server.makeDatabase(at: "127.0.0.1", trusting: "/nowhere.pem")
        #expect(throws: SQLError.self) { try MariaDBDatabase(url: missing) }
    }

    @Test func `a server that knows no TLS is not told the password where TLS was asked for`() throws {
        let server = try MariaDBServer(network: .plain(port: freePort()))
        let encrypted = try server.makeDatabase(at: "127.0.0.1", trusting: server.authority)

        let error = #expect(throws: SQLError.self) { try MariaDBDatabase(url: encrypted) }

        #expect(error?.message.contains("TLS") == true)
        // It is there, only not so.
        _ = try MariaDBDatabase(url: server.makeDatabase(at: "127.0.0.1"))
    }

    @Test func `a wrong password is refused without showing it`() throws {
        let url = try MariaDBServer.shared.get().makeDatabase().replacing("saraban:p", with: "saraban:x")

        let error = #expect(throws: SQLError.self) { try MariaDBDatabase(url: url) }

        #expect(error?.code == .failed)
        #expect(error?.message.contains("ss:w/rd") == false)
        #expect(error?.message.contains("%40ss") == false)
    }

    @Test func `a database of another character set is refused, and told what to do`() throws {
        let url = try MariaDBServer.shared.get().makeDatabase()
        let database = try MariaDBDatabase(url: url)
        try database.migrate([.counterTable])
        try database.write { try $0.execute("ALTER DATABASE CHARACTER SET latin1") }

        let error = #expect(throws: SQLError.self) { try MariaDBDatabase(url: url) }

        #expect(error?.message.contains("utf8mb4_nopad_bin") == true)
    }

    @Test func `an empty database gets the character set that the schema counts on`() throws {
        let url = try MariaDBServer.shared.get().makeDatabase()
        try MariaDBDatabase(url: url).write { try $0.execute("ALTER DATABASE CHARACTER SET latin1") }
        let database = try MariaDBDatabase(url: url)

        try database.migrate([.counterTable])

        let rows = try database.read {
            try $0.rows(
                """
                SELECT table_collation AS collation, engine AS engine FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_name = 'counter'
                """
            )
        }
        #expect(try rows[0].get("collation") == "utf8mb4_nopad_bin")
        #expect(try rows[0].get("engine") == "InnoDB")
    }

    @Test func `as many as there are connections work at once, and the others wait`() throws {
        let database = try MariaDBDatabase(url: MariaDBServer.shared.get().makeDatabase(), connections: 2)
        try database.migrate([.counterTable])

        try inParallel(16) { thread in
            for _ in 1...5 {
                let name = String(thread)
                try database.write { db in
                    try db.execute(
                        """
                        INSERT INTO counter (name, last) VALUES (\(name), 1)
                        \(db.dialect.orUpdate(key: "name", "last = last + 1"))
                        """
                    )
                }
            }
        }

        let rows = try database.read { try $0.rows("SELECT SUM(last) AS sum FROM counter") }
        #expect(try rows[0].get("sum") == 80)
    }
}
