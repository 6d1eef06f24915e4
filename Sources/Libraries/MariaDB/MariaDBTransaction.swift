import SQL

/// What the work of one transaction sees of its connection, until the transaction ends.
final class MariaDBTransaction: Transaction {
    let dialect = Dialect.mariaDB
    /// What undid the transaction or broke the connection while the work ran.
    private(set) var undoing: MariaDBFailure?
    /// Nil once the transaction has ended: work that keeps it cannot reach into another's.
    private var connection: MariaDBConnection?

    init(_ connection: MariaDBConnection) {
        self.connection = connection
    }

    func end() {
        connection = nil
    }

    func rows(_ query: SQL) throws -> [Row] {
        try run(query) { try $0.rows(query.arguments) }
    }

    func execute(_ statement: SQL) throws -> Int {
        try run(statement) { try $0.run(statement.arguments) }
    }

    private func run<Result>(_ query: SQL, _ use: (MariaDBStatement) throws -> Result) throws -> Result {
        guard let connection else { throw SQLError(.badStatement, "the transaction has ended") }
        // What follows would be a transaction of its own and be kept alone.
        if let undoing { throw undoing.sqlError }
        do {
            return try connection.run(query.text, use)
        } catch let error as MariaDBFailure {
            if error.mayBeTriedAgain { undoing = error }
            throw error.sqlError
        }
    }
}
