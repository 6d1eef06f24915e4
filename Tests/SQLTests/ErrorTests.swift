import SQL
import TestSupport
import Testing

/// What databases refuse, in the words of `SQLError`.
@Suite(.timeLimit(.minutes(5)))
struct ErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let statement: SQL
        let code: SQLError.Code
    }

    static let secret = "ลับที่สุด-7391"

    static let cases = [
        Case(
            testDescription: "the primary key twice",
            statement: "INSERT INTO counter (name, last) VALUES (\(secret), 1)",
            code: .duplicate
        ),
        Case(
            testDescription: "a row that nothing stands behind",
            statement: "INSERT INTO taken (counter, number) VALUES (\("x" + secret), 1)",
            code: .constraint
        ),
        Case(
            testDescription: "a value that the table does not allow",
            statement: "INSERT INTO taken (counter, number) VALUES (\(secret), 0)",
            code: .constraint
        ),
        Case(
            testDescription: "nothing where something must stand",
            statement: "UPDATE counter SET last = NULL WHERE name = \(secret)",
            code: .constraint
        ),
        Case(
            testDescription: "a row that others need",
            statement: "DELETE FROM counter WHERE name = \(secret)",
            code: .constraint
        ),
        Case(testDescription: "no SQL", statement: "SELEKT \(secret)", code: .badStatement),
        Case(
            testDescription: "no such table",
            statement: "SELECT a FROM nowhere WHERE a = \(secret)",
            code: .badStatement
        ),
        Case(
            testDescription: "no such column",
            statement: "SELECT a FROM taken WHERE a = \(secret)",
            code: .badStatement
        ),
        Case(testDescription: "two statements", statement: "SELECT 1; SELECT 2", code: .badStatement),
    ]

    @Test(arguments: TestDatabase.both, cases)
    func `a refusal has its code and shows no value`(kind: TestDatabase, refused: Case) throws {
        let database = try kind.make(with: [.counterTable, .takenTable])
        try database.write { db in
            try db.execute("INSERT INTO counter (name, last) VALUES (\(Self.secret), 1)")
            try db.execute("INSERT INTO taken (counter, number) VALUES (\(Self.secret), 1)")
        }

        let error = #expect(throws: SQLError.self) {
            try database.write { try $0.execute(refused.statement) }
        }

        #expect(error?.code == refused.code, "\(error?.message ?? "")")
        #expect(error?.message.contains(Self.secret) == false)
        #expect(error?.message.contains("7391") == false)
        #expect(try database.read { try $0.rows("SELECT number FROM taken") }.count == 1)
    }

    @Test(arguments: TestDatabase.both)
    func `the wrong number of values is refused`(kind: TestDatabase) throws {
        let database = try kind.make()

        #expect { try database.read { try $0.rows(SQL(stringLiteral: "SELECT ? AS a, ? AS b")) } } throws: {
            ($0 as? SQLError)?.code == .badStatement
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a real number is refused, not rounded`(kind: TestDatabase) throws {
        let database = try kind.make()

        #expect { try database.read { try $0.rows("SELECT 1.5 AS half") } } throws: {
            ($0 as? SQLError)?.code == .unreadable
        }
        #expect(try database.read { try $0.rows("SELECT 1 AS one") }.count == 1)
    }
}
