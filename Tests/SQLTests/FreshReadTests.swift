import Glibc
import SQL
import SQLite
import Synchronization
import TestSupport
import Testing

/// A query that is asked again gives what stands now, whatever a database keeps of its answers.
@Suite(.timeLimit(.minutes(5)))
struct FreshReadTests {
    /// Every kind of statement that changes what the query gives, in one transaction and after it.
    @Test(arguments: TestDatabase.both)
    func `a query sees every change before it`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        let query: SQL = "SELECT id, size FROM note ORDER BY id"
        func seen() throws -> [String] { try database.read { try sizes(query, $0) } }
        let changes: [(statement: SQL, expected: [String])] = [
            ("INSERT INTO note (id, size) VALUES ('a', 1), ('b', 2)", ["a1", "b2"]),
            ("UPDATE note SET size = size + 1", ["a2", "b3"]),
            (
                "INSERT INTO note (id, size) VALUES ('a', 9) \(database.dialect.orUpdate(key: "id", "size = 7"))",
                ["a7", "b3"]
            ),
            ("INSERT INTO note (id, size) SELECT 'c', size FROM note WHERE id = 'a'", ["a7", "b3", "c7"]),
            ("DELETE FROM note WHERE id = 'b'", ["a7", "c7"]),
            ("DELETE FROM note", []),
        ]
        for (statement, expected) in changes {
            let before = try seen()
            #expect(try seen() == before)

            let within = try database.write { db in
                let first = try sizes(query, db)
                try db.execute(statement)
                return (first, try sizes(query, db))
            }

            #expect(within.0 == before)
            #expect(within.1 == expected)
            #expect(try seen() == expected)
            #expect(try seen() == expected)
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a query sees the rows that a statement returned`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable])
        func last() throws -> Int? {
            try database.read { try $0.rows("SELECT last FROM counter WHERE name = 'a'").first?.get("last") }
        }
        #expect(try last() == nil)
        for expected in 1...3 {
            _ = try database.write {
                try $0.rows(
                    """
                    INSERT INTO counter (name, last) VALUES ('a', 1)
                    \($0.dialect.orUpdate(key: "name", "last = last + 1")) RETURNING last
                    """
                )
            }
            #expect(try last() == expected)
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a query sees nothing of what was undone`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        let query: SQL = "SELECT id, size FROM note ORDER BY id"
        try database.write { try $0.execute("INSERT INTO note (id, size) VALUES ('a', 1)") }
        #expect(try database.read { try sizes(query, $0) } == ["a1"])

        #expect(throws: Refusal.self) {
            try database.write { db in
                try db.execute("UPDATE note SET size = 2")
                #expect(try sizes(query, db) == ["a2"])
                throw Refusal()
            }
        }

        #expect(try database.read { try sizes(query, $0) } == ["a1"])
        #expect(try database.write { try sizes(query, $0) } == ["a1"])
    }

    private struct AmountKey: Hashable { let number: Int }
    private struct SumKey: Hashable { let table: String }
    private struct OuterKey: Hashable {}

    /// The sum of the sizes as a value that is made of rows, and one that is made of that value.
    private func sums(_ db: any Transaction) throws -> [Int] {
        let outer = try db.kept(OuterKey()) {
            let sum = try db.kept(SumKey(table: "note")) {
                try db.rows("SELECT size FROM note").reduce(0) { $0 + (try $1.get("size") as Int) }
            }
            return sum + (try db.rows("SELECT COUNT(*) AS many FROM counter")[0].get("many") as Int) * 1000
        }
        return [try db.kept(SumKey(table: "note")) { -1 }, outer]
    }

    @Test(arguments: TestDatabase.both)
    func `a kept value is made anew after every change of its tables`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable, .counterTable])
        func seen() throws -> [Int] { try database.read { try sums($0) } }
        let changes: [(statement: SQL, expected: [Int])] = [
            ("INSERT INTO note (id, size) VALUES ('a', 1), ('b', 2)", [3, 3]),
            ("UPDATE note SET size = size + 1", [5, 5]),
            ("INSERT INTO counter (name, last) VALUES ('x', 1)", [5, 1005]),
            ("DELETE FROM note WHERE id = 'b'", [2, 1002]),
            ("DELETE FROM counter", [2, 2]),
        ]
        for (statement, expected) in changes {
            // MariaDB and the writer keep nothing: they make the value that the test gives.
            _ = try seen()
            try database.write { try $0.execute(statement) }
            for _ in 0..<2 {
                let (sum, outer) = (try seen()[0], try seen()[1])
                #expect(sum == (kind == .sqlite ? expected[0] : -1))
                #expect(outer == expected[1])
            }
        }
    }

    @Test func `a value whose work throws, or that also comes from elsewhere, is not kept`() throws {
        let database = try SQLiteDatabase.inMemory()
        try database.migrate([.noteTable])
        #expect(throws: Refusal.self) {
            try database.read { db in try db.kept(SumKey(table: "note")) { () -> Int in throw Refusal() } }
        }
        #expect(try database.read { db in try db.kept(SumKey(table: "note")) { 1 } } == 1)
        func random() throws -> Int {
            try database.read { db in
                try db.kept(OuterKey()) {
                    _ = try db.rows("SELECT size FROM note")
                    return try db.rows("SELECT random() AS number")[0].get("number")
                }
            }
        }
        #expect(Set(try (0..<3).map { _ in try random() }).count == 3)
    }

    @Test(arguments: TestDatabase.both)
    func `a query sees a table that was made anew`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.noteTable])
        try database.write { try $0.execute("INSERT INTO note (id, size) VALUES ('a', 1)") }
        let query: SQL = "SELECT * FROM note"
        #expect(try database.read { try $0.rows(query) }.count == 1)

        try database.migrate([
            Migration("notes.002-add-colour", "ALTER TABLE note ADD COLUMN colour VARCHAR(9) DEFAULT 'red'")
        ])
        #expect(try database.read { try $0.rows(query) }.first?.get("colour") == "red")

        try database.migrate([Migration("notes.003-drop", "DROP TABLE note")])
        #expect(throws: SQLError.self) { try database.read { try $0.rows(query) } }
    }

    /// The sum of two accounts is always the same; one of the two is asked for alone meanwhile.
    @Test(arguments: TestDatabase.both)
    func `all queries of one read see one state while others write`(kind: TestDatabase) throws {
        let accounts = ["red", "blue"].map {
            Migration(
                "accounts.\($0)",
                SQL(stringLiteral: "CREATE TABLE \($0) (id INTEGER NOT NULL PRIMARY KEY, amount BIGINT)")
            )
        }
        let database = try kind.make(with: accounts)
        let amount: [SQL] = ["SELECT amount FROM red WHERE id = 1", "SELECT amount FROM blue WHERE id = 1"]
        try database.write { db in
            try db.execute("INSERT INTO red (id, amount) VALUES (1, 1000)")
            try db.execute("INSERT INTO blue (id, amount) VALUES (1, 0)")
        }
        let sums = Mutex<Set<Int>>([]), writers = Atomic<Int>(2)

        try inParallel(6) { thread in
            if thread < 2 {
                defer { writers.subtract(1, ordering: .relaxed) }
                for turn in 0..<200 {
                    try database.write { db in
                        try db.execute("UPDATE red SET amount = amount - 1 WHERE id = 1")
                        if turn % 7 == 3 { usleep(500) }
                        try db.execute("UPDATE blue SET amount = amount + 1 WHERE id = 1")
                    }
                    if turn % 5 == 0 { usleep(1000) }
                }
                return
            }
            while writers.load(ordering: .relaxed) > 0 {
                if thread == 2 {
                    _ = try database.read { try $0.rows(amount[0]) }
                } else {
                    let order = thread % 2 == 0 ? amount : amount.reversed()
                    let sum = try database.read { db in
                        let first = try db.kept(AmountKey(number: thread % 2)) {
                            try db.rows(order[0])[0].get("amount") as Int
                        }
                        return first + (try db.rows(order[1])[0].get("amount"))
                    }
                    sums.withLock { _ = $0.insert(sum) }
                }
            }
        }

        #expect(sums.withLock { $0 } == [1000])
        #expect(try database.read { try $0.rows(amount[1]) }[0].get("amount") == 400)
    }

    @Test func `what does not come from tables is asked each time`() throws {
        let database = try SQLiteDatabase.inMemory()
        try database.migrate([.noteTable])
        try database.write { try $0.execute("INSERT INTO note (id, size) VALUES ('a', 1)") }

        let drawn = try (0..<5).map { _ in
            try database.read { try $0.rows("SELECT random() AS number FROM note")[0].get("number") as Int }
        }

        #expect(Set(drawn).count > 1)
    }

    /// A file that others may write: what they write is seen.
    @Test func `a reader beside a writer sees what it commits`() throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteDatabase(path: folder.path + "/office.db")
        try writer.migrate([.noteTable])
        let reader = try SQLiteDatabase(path: folder.path + "/office.db", readOnly: true)
        for count in 0..<3 {
            #expect(try reader.read { try $0.rows("SELECT id FROM note") }.count == count)
            try writer.write { try $0.execute("INSERT INTO note (id) VALUES (\(String(count)))") }
        }
    }
}

private func sizes(_ query: SQL, _ db: any Transaction) throws -> [String] {
    try db.rows(query).map { "\(try $0.get("id") as String)\(try $0.get("size") as Int)" }
}
