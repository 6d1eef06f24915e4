import Glibc
import SQL
import SQLite
import Synchronization
import TestSupport
import Testing

/// What is true of SQLite's file and of its one writer.
@Suite(.timeLimit(.minutes(5)))
struct SQLiteTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/office.db" }

    init() throws { folder = try TemporaryFolder() }

    @Test func `what was committed is there when it is opened again`() throws {
        try SQLiteDatabase(path: path).write { db in
            try db.execute("CREATE TABLE note (body VARCHAR(20))")
            try db.execute("INSERT INTO note (body) VALUES ('เรื่อง')")
        }

        let database = try SQLiteDatabase(path: path)

        #expect(try database.read { try $0.rows("SELECT body FROM note") }[0].get("body") == "เรื่อง")
    }

    @Test func `every file is for its owner only`() throws {
        let database = try SQLiteDatabase(path: path)
        try database.migrate([.noteTable])

        for suffix in ["", "-wal", "-shm", ".lock"] {
            var status = stat()
            #expect(stat(path + suffix, &status) == 0, "\(suffix)")
            #expect(status.st_mode & 0o777 == 0o600, "\(suffix)")
        }
    }

    @Test func `a second writer is refused while the first is open, and a reader is not`() throws {
        let database = try SQLiteDatabase(path: path)
        try database.migrate([.noteTable])

        let error = #expect(throws: SQLError.self) { try SQLiteDatabase(path: path) }
        #expect(error?.code == .inUse)

        let reader = try SQLiteDatabase(path: path, readOnly: true)
        #expect(try reader.read { try $0.rows("SELECT id FROM note") }.isEmpty)
        #expect(throws: SQLError.self) { try reader.write { _ in } }

        database.close()
        #expect(throws: Never.self) { try SQLiteDatabase(path: path) }
    }

    @Test func `the durable settings are on`() throws {
        let database = try SQLiteDatabase(path: path)

        func setting(_ query: SQL) throws -> SQLValue {
            try database.write { try ($0.rows(query)[0].get("value") as Setting).sqlValue }
        }

        #expect(try setting("SELECT journal_mode AS value FROM pragma_journal_mode") == .text("wal"))
        #expect(try setting("SELECT synchronous AS value FROM pragma_synchronous") == .integer(2))
        #expect(try setting("SELECT foreign_keys AS value FROM pragma_foreign_keys") == .integer(1))
    }

    @Test func `closing brings everything into the one file`() throws {
        let database = try SQLiteDatabase(path: path)
        try database.migrate([.noteTable])
        database.close()

        #expect(access(path + "-wal", F_OK) != 0)
        #expect(throws: SQLError.self) { try database.read { _ in } }
        #expect(throws: SQLError.self) { try database.write { _ in } }
        #expect(
            try SQLiteDatabase(path: path, readOnly: true).read { try $0.rows("SELECT id FROM note") }.isEmpty
        )
    }

    @Test func `a file that is no database, and one that is not there, are refused`() throws {
        let file = try #require(fopen(path, "w"))
        fputs(String(repeating: "ไม่ใช่ฐานข้อมูล ", count: 100), file)
        fclose(file)

        #expect { try SQLiteDatabase(path: path) } throws: { ($0 as? SQLError)?.code == .failed }
        #expect { try SQLiteDatabase(path: path) } throws: { ($0 as? SQLError)?.code == .failed }
        #expect(throws: SQLError.self) { try SQLiteDatabase(path: path, readOnly: true) }
        #expect(throws: SQLError.self) { try SQLiteDatabase(path: folder.path + "/none.db", readOnly: true) }
        #expect(throws: SQLError.self) { try SQLiteDatabase(path: folder.path + "/none/office.db") }
    }

    @Test func `a damaged page is told, and of a sound file nothing`() throws {
        let database = try SQLiteDatabase(path: path)
        try database.migrate([.noteTable])
        try database.write { db in
            for id in 1...200 {
                let body = String(repeating: "ก", count: 300)
                try db.execute("INSERT INTO note (id, body) VALUES (\(String(id)), \(body))")
            }
        }
        #expect(try database.damage() == nil)
        database.close()

        let file = open(path, O_WRONLY)
        try #require(pwrite(file, [UInt8](repeating: 0xA5, count: 4096), 4096, 10 * 4096) == 4096)
        close(file)

        let damage = try #require(try SQLiteDatabase(path: path).damage())
        #expect(damage.contains("11") && !damage.contains("\n"), "\(damage)")
    }

    @Test func `a full disk fails the work, and what fits is kept afterwards`() throws {
        let database = try SQLiteDatabase(path: path)
        try database.migrate([.noteTable])
        try database.write { db in
            try db.execute("INSERT INTO note (id) VALUES ('a')")
            let pages: Int = try db.rows("SELECT page_count AS count FROM pragma_page_count")[0].get("count")
            _ = try db.rows(SQL(stringLiteral: "PRAGMA max_page_count = \(pages + 4)"))
        }

        let error = #expect(throws: SQLError.self) {
            try database.write { db in
                try db.execute("INSERT INTO note (id) VALUES ('b')")
                // Work that goes on after the error must not be kept either.
                _ = try? db.execute(
                    "INSERT INTO note (id, bytes) VALUES ('c', \([UInt8](repeating: 1, count: 100_000)))"
                )
                try db.execute("INSERT INTO note (id) VALUES ('d')")
            }
        }

        #expect(error?.code == .failed)
        try database.write { try $0.execute("INSERT INTO note (id) VALUES ('e')") }
        let rows = try database.read { try $0.rows("SELECT id FROM note ORDER BY id") }
        #expect(try rows.map { try $0.get("id") } == ["a", "e"])
    }

    @Test func `a write inside a write is refused instead of waiting for itself`() throws {
        let database = try SQLiteDatabase(path: path)

        #expect { try database.write { _ in try database.write { _ in } } } throws: {
            ($0 as? SQLError)?.code == .badStatement
        }
    }

    @Test func `reads inside reads come to their end, however many`() throws {
        let database = try SQLiteDatabase(path: path)

        func nested(_ depth: Int) throws -> Int {
            try database.read { _ in depth == 0 ? 0 : try nested(depth - 1) + 1 }
        }

        #expect(try nested(24) == 24)
    }

    /// The first work holds the writing thread until all the others wait, so that these become one batch.
    @Test func `of a batch only those who fail are undone`() throws {
        let database = try SQLiteDatabase(path: path)
        try database.migrate([.noteTable])
        let waiting = Atomic<Int>(0)
        let outcomes = Mutex<[Int: Bool]>([:])

        try inParallel(33) { index in
            if index == 0 {
                try database.write { _ in
                    while waiting.load(ordering: .acquiring) < 32 { sched_yield() }
                    // Those who have said that they wait are about to; a moment lets them.
                    usleep(20_000)
                }
                return
            }
            waiting.add(1, ordering: .releasing)
            do {
                try database.write { db in
                    try db.execute("INSERT INTO note (id) VALUES (\(String(index)))")
                    if index % 2 == 0 { throw Refusal() }
                    if index % 3 == 0 { try db.execute("INSERT INTO note (id) VALUES (\(String(index)))") }
                }
                outcomes.withLock { $0[index] = true }
            } catch {
                outcomes.withLock { $0[index] = false }
            }
        }

        let expected = (1...32).filter { $0 % 2 != 0 && $0 % 3 != 0 }
        #expect(outcomes.withLock { outcomes in outcomes.filter(\.value).keys.sorted() } == expected)
        let rows = try database.read { try $0.rows("SELECT id FROM note") }
        #expect(try rows.map { try Int($0.get("id") as String) ?? 0 }.sorted() == expected)
    }

    @Test func `a database in memory is its own and leaves nothing behind`() throws {
        var first: SQLiteDatabase? = try SQLiteDatabase.inMemory()
        let second = try SQLiteDatabase.inMemory()
        try first?.migrate([.noteTable])
        let file = try first?.read {
            try $0.rows("SELECT file FROM pragma_database_list")[0].get("file") as String
        }

        #expect(throws: SQLError.self) { try second.read { try $0.rows("SELECT id FROM note") } }
        first = nil

        #expect(access(try #require(file), F_OK) != 0)
    }
}

private struct Setting: SQLConvertible {
    let sqlValue: SQLValue

    init?(sqlValue: SQLValue) { self.sqlValue = sqlValue }
}
