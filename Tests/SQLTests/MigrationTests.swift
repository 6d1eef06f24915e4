import SQL
import Synchronization
import TestSupport
import Testing

/// How a schema comes to its newest state.
@Suite(.timeLimit(.minutes(5)))
struct MigrationTests {
    static let first: [Migration] = [.counterTable, .noteTable]
    static let added = Migration("counters.003-add-note", "ALTER TABLE counter ADD COLUMN note VARCHAR(100)")

    @Test(arguments: TestDatabase.both)
    func `each is applied once, in order`(kind: TestDatabase) throws {
        let database = try kind.make()

        #expect(try database.migrate(Self.first) == Self.first.map(\.name))
        #expect(try database.migrate(Self.first) == [])
        #expect(try database.migrate(Self.first + [Self.added]) == [Self.added.name])

        try database.write { try $0.execute("INSERT INTO counter (name, last, note) VALUES ('a', 1, 'b')") }
        #expect(try database.read { try $0.rows("SELECT note FROM counter") }.count == 1)
    }

    @Test(arguments: TestDatabase.both)
    func `programs that start at once apply each only once`(kind: TestDatabase) throws {
        let database = try kind.make()
        let applied = Mutex<[String]>([])

        try inParallel(8) { _ in
            let names = try database.migrate(Self.first + [Self.added])
            applied.withLock { $0 += names }
        }

        #expect(applied.withLock { $0 } == (Self.first + [Self.added]).map(\.name))
    }

    @Test(arguments: TestDatabase.both, ["ALTER TABLE nowhere ADD COLUMN a INTEGER", "no SQL at all"])
    func `what follows a failing one is not applied, and all is once it is mended`(
        kind: TestDatabase,
        statement: String
    ) throws {
        let database = try kind.make()
        let broken = Migration("counters.003-add-note", SQL(stringLiteral: statement))

        #expect(throws: SQLError.self) { try database.migrate([.counterTable, broken, .noteTable]) }
        #expect(throws: SQLError.self) { try database.read { try $0.rows("SELECT id FROM note") } }

        try database.migrate([.counterTable, Self.added, .noteTable])
        #expect(try database.read { try $0.rows("SELECT id FROM note") }.isEmpty)
    }

    @Test(arguments: TestDatabase.both)
    func `statements prepared before a change of the schema see it`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable])
        try database.write { try $0.execute("INSERT INTO counter (name, last) VALUES ('a', 1)") }
        func columns() throws -> [Row] { try database.read { try $0.rows("SELECT * FROM counter") } }
        #expect(throws: SQLError.self) { try columns()[0].get("note") as String? }

        try database.migrate([Self.added])
        try database.write { try $0.execute("UPDATE counter SET note = 'b'") }

        #expect(try columns()[0].get("note") == "b")
        #expect(try columns()[0].get("name") == "a")
    }
}
