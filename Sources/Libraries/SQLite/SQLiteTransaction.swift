import SQL

/// What the work of one transaction sees of its connection, until the transaction ends.
final class SQLiteTransaction: Transaction {
    let dialect = Dialect.sqlite
    /// Nil once the transaction has ended: work that keeps it cannot reach into another's.
    private var connection: SQLiteConnection?

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func end() {
        connection = nil
    }

    func rows(_ query: SQL) throws -> [Row] {
        try openConnection().rows(query)
    }

    func execute(_ statement: SQL) throws -> Int {
        try openConnection().execute(statement)
    }

    private func openConnection() throws -> SQLiteConnection {
        guard let connection else { throw SQLError(.badStatement, "the transaction has ended") }
        // An error such as a full disk has undone everything; what follows must not be kept alone.
        guard connection.isInTransaction else { throw SQLError(.failed, "the transaction was rolled back") }
        return connection
    }
}
