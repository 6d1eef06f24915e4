import SQL
import TestSupport
import Testing

/// SQL that must mean the same on every database.
@Suite(.timeLimit(.minutes(5)))
struct DialectTests {
    @Test(arguments: TestDatabase.both)
    func `the same expression has the same value everywhere`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        try database.write {
            try $0.execute("INSERT INTO note (id, body) VALUES ('A', 'ข้อ 12\\ก '), ('a', 'x')")
        }

        let row = try #require(
            try database.read {
                try $0.rows(
                    """
                    SELECT 'a' || 'b' AS joined, "id" AS quoted, '\\' AS backslash,
                        'A' = 'a' AS folded, 'a' = 'a ' AS padded, 'ก' < 'ข' AS ordered,
                        'ABC' LIKE 'abc' AS likeFolded
                    FROM note WHERE "id" = 'A'
                    """
                )
            }.first
        )

        #expect(try row.get("joined") == "ab")
        #expect(try row.get("quoted") == "A")
        #expect(try row.get("backslash") == "\\")
        #expect(try !row.get("folded"))
        #expect(try !row.get("padded"))
        #expect(try row.get("ordered"))
        #expect(try !row.get("likeFolded"))
    }

    @Test(arguments: TestDatabase.both)
    func `text is found by what it contains, signs included`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        try database.write {
            try $0.execute(
                """
                INSERT INTO note (id, body) VALUES
                    ('1', 'ลด 50% !'), ('2', 'ลด 50 บาท'), ('3', 'a_b'), ('4', 'acb'), ('5', '12\\ก')
                """
            )
        }

        func found(_ condition: SQL) throws -> [String] {
            try database.read { try $0.rows("SELECT id FROM note WHERE body \(condition) ORDER BY id") }
                .map { try $0.get("id") }
        }

        #expect(try found(.like(containing: "50%")) == ["1"])
        #expect(try found(.like(containing: "% !")) == ["1"])
        #expect(try found(.like(containing: "_")) == ["3"])
        #expect(try found(.like(startingWith: "ลด")) == ["1", "2"])
        #expect(try found(.like(startingWith: "50")) == [])
        #expect(try found(.like(containing: "")) == ["1", "2", "3", "4", "5"])
        #expect(try found(.like(containing: "\\")) == ["5"])
    }

    @Test(arguments: TestDatabase.both)
    func `a row is inserted or changed by one statement`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable])

        for value in [5, 7, 6] {
            try database.write { db in
                try db.execute(
                    """
                    INSERT INTO counter (name, last) VALUES ('a', \(value))
                    \(db.dialect.orUpdate(key: "name", "last = last * 10 + \(db.dialect.inserted("last"))"))
                    """
                )
            }
        }

        let rows = try database.read { try $0.rows("SELECT last FROM counter") }
        #expect(try rows.map { try $0.get("last") } == [576])
    }

    @Test(arguments: TestDatabase.both)
    func `what was read for update is nobody else's until the end`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable])
        try database.write { try $0.execute("INSERT INTO counter (name, last) VALUES ('a', 0)") }

        try inParallel(8) { _ in
            for _ in 1...10 {
                try database.write { db in
                    let query: SQL = "SELECT last FROM counter WHERE name = 'a'\(db.dialect.forUpdate)"
                    let last = try db.rows(query)[0].get("last") as Int
                    try db.execute("UPDATE counter SET last = \(last + 1) WHERE name = 'a'")
                }
            }
        }

        let rows = try database.read { try $0.rows("SELECT last FROM counter") }
        #expect(try rows.map { try $0.get("last") } == [80])
    }

    @Test(arguments: TestDatabase.both)
    func `a page by key reads its own rows only`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable, .takenTable])
        try database.write { db in
            try db.execute("INSERT INTO counter (name, last) VALUES ('a', 2000)")
            for number in 1...2000 {
                try db.execute("INSERT INTO taken (counter, number) VALUES ('a', \(number))")
            }
        }

        let page: SQL = """
            SELECT number FROM taken\(database.dialect.using(index: "PRIMARY"))
            WHERE counter = \("a") AND number < \(1000) ORDER BY number DESC LIMIT 3
            """
        let (rows, plan) = try database.read { (try $0.rows(page), try $0.rows("EXPLAIN \(page)")) }

        #expect(try rows.map { try $0.get("number") } == [999, 998, 997])
        if kind == .mariadb { #expect(try plan[0].get("type") == "range") }
    }
}
