import SQL
import TestSupport
import Testing

/// What every database keeps, whichever it is.
@Suite(.timeLimit(.minutes(5)))
struct DatabaseTests {
    @Test(arguments: TestDatabase.both)
    func `every value comes back as it went in`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        let texts = [
            "", "ที่ มท 0001/ว 12", "น้ำใจ 😀👩‍👩‍👧", "a\0b", "'\"\\%_ ", String(repeating: "ก", count: 100_000),
        ]
        let numbers = [0, -1, Int.max, Int.min, 2569, 1 << 40]
        let blobs: [[UInt8]] = [
            [], [0], Array(0...255), [0xE0, 0xB8], Array(repeating: 7, count: 300_000), [255],
        ]

        for (index, text) in texts.enumerated() {
            let (size, bytes) = (numbers[index], blobs[index])
            try database.write {
                try $0.execute(
                    """
                    INSERT INTO note (id, body, size, bytes, closed)
                    VALUES (\(String(index)), \(text), \(size), \(bytes), \(index % 2 == 0))
                    """
                )
            }
            let rows = try database.read {
                try $0.rows(
                    "SELECT body, size, bytes, closed FROM note WHERE body = \(text) AND size = \(size)"
                )
            }
            let row = try #require(rows.first)
            #expect(try row.get("body") == text)
            #expect(try row.get("size") == size)
            #expect(try row.get("bytes") == bytes)
            #expect(try row.get("closed") == (index % 2 == 0))
        }
    }

    @Test(arguments: TestDatabase.both)
    func `null is null in every type, and long and short values follow each other`(kind: TestDatabase) throws
    {
        let database = try kind.make(with: [.noteTable])
        let long = String(repeating: "หนังสือ", count: 1000)
        try database.write { db in
            for (id, body) in [("1", "short"), ("2", long), ("3", nil), ("4", ""), ("5", long + "!")]
                as [(String, String?)]
            {
                try db.execute("INSERT INTO note (id, body) VALUES (\(id), \(body))")
            }
        }

        let rows = try database.read {
            try $0.rows("SELECT id, body, size, bytes, closed FROM note ORDER BY id")
        }

        #expect(try rows.map { try $0.get("body") } == ["short", long, nil, "", long + "!"] as [String?])
        #expect(try rows.allSatisfy { try $0.get("size") == Int?.none })
        #expect(try rows.allSatisfy { try $0.get("bytes") == [UInt8]?.none })
        #expect(try rows.allSatisfy { try $0.get("closed") == Bool?.none })
    }

    @Test(arguments: TestDatabase.both)
    func `one statement takes values of changing types`(kind: TestDatabase) throws {
        let database = try kind.make()
        let values: [SQLValue] = [
            .integer(-5), .text("ก"), .null, .blob([0, 255]), .text(""), .integer(.max),
        ]

        for value in values {
            let row = try #require(
                try database.read { try $0.rows("SELECT \(AnyValue(value)) AS value") }.first
            )
            #expect(try (row.get("value") as AnyValue).sqlValue == value)
        }
    }

    @Test(arguments: TestDatabase.both)
    func `counts and sums are integers`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        try database.write { db in
            for index in 1...3 {
                try db.execute("INSERT INTO note (id, size) VALUES (\(String(index)), \(index))")
            }
        }

        let row = try #require(
            try database.read { try $0.rows("SELECT COUNT(*) AS count, SUM(size) AS sum FROM note") }.first
        )

        #expect(try row.get("count") == 3)
        #expect(try row.get("sum") == 6)
    }

    @Test(arguments: TestDatabase.both)
    func `a statement tells how many rows it met, changed or not`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])

        let counts = try database.write { db in
            [
                try db.execute("INSERT INTO note (id, size) VALUES ('a', 1), ('b', 2)"),
                try db.execute("UPDATE note SET size = 2"),
                try db.execute("UPDATE note SET size = 3 WHERE id = 'c'"),
                try db.execute("DELETE FROM note WHERE id = 'a'"),
            ]
        }

        #expect(counts == [2, 2, 0, 1])
    }

    @Test(arguments: TestDatabase.both)
    func `nothing stays of work that throws`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])

        #expect(throws: Refusal.self) {
            try database.write {
                try $0.execute("INSERT INTO note (id) VALUES ('a')")
                throw Refusal()
            }
        }

        #expect(try database.read { try $0.rows("SELECT id FROM note").isEmpty })
    }

    @Test(arguments: TestDatabase.both)
    func `a statement that fails leaves the rest of its work whole`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])

        try database.write { db in
            try db.execute("INSERT INTO note (id) VALUES ('a')")
            #expect(throws: SQLError.self) { try db.execute("INSERT INTO note (id) VALUES ('b'), ('a')") }
            try db.execute("INSERT INTO note (id) VALUES ('c')")
        }

        let rows = try database.read { try $0.rows("SELECT id FROM note ORDER BY id") }
        #expect(try rows.map { try $0.get("id") } == ["a", "c"])
    }

    @Test(arguments: TestDatabase.both)
    func `a read stays on the state it began with, and does not write`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        try database.write { try $0.execute("INSERT INTO note (id) VALUES ('a')") }

        try database.read { db in
            #expect(try db.rows("SELECT id FROM note").count == 1)
            try database.write { try $0.execute("INSERT INTO note (id) VALUES ('b')") }
            #expect(try db.rows("SELECT id FROM note").count == 1)
            #expect { try db.execute("DELETE FROM note") } throws: {
                ($0 as? SQLError)?.code == .badStatement
            }
        }

        #expect(try database.read { try $0.rows("SELECT id FROM note") }.count == 2)
    }

    @Test(arguments: TestDatabase.both)
    func `a transaction kept beyond its end does nothing`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        var kept: (any Transaction)?
        try database.write { kept = $0 }

        #expect(throws: SQLError.self) { try kept?.execute("INSERT INTO note (id) VALUES ('a')") }

        #expect(try database.read { try $0.rows("SELECT id FROM note").isEmpty })
    }
}

/// Any stored value as it is.
private struct AnyValue: SQLConvertible {
    let sqlValue: SQLValue

    init(_ value: SQLValue) { sqlValue = value }
    init?(sqlValue: SQLValue) { self.sqlValue = sqlValue }
}
