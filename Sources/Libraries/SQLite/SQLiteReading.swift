import SQL

/// What the work of one read sees: rows that are kept and still stand, all else from the file.
///
/// All of it is as of one commit. The file is opened at the first query whose rows are not kept; when by then others have
/// written to what was shown before, the reading has moved and its result is worth nothing.
final class SQLiteReading: Transaction {
    let dialect = Dialect.sqlite
    private(set) var hasMoved = false

    private let connection: SQLiteConnection
    private let kept: SQLiteKeptRows?
    private let commit: Int
    /// Where the kept rows came from that were shown.
    private var shown: SQLiteTables = []
    private var state = State.untouched

    private enum State {
        case untouched
        /// In a transaction, which sees the file as of its first query.
        case begun
        /// The first query is answered, and what was shown before still stands.
        case reading
        case ended
    }

    init(_ connection: SQLiteConnection, _ kept: SQLiteKeptRows?) {
        self.connection = connection
        self.kept = kept
        commit = kept?.commits ?? 0
    }

    func run<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        defer {
            state = .ended
            connection.rollback()
        }
        return try work(self)
    }

    func rows(_ query: SQL) throws -> [Row] {
        if state != .ended, let found = kept?.rows(of: query, asOf: commit) {
            shown.formUnion(found.tables)
            return found.rows
        }
        let (rows, tables) = try openConnection().read(query)
        guard let kept else { return rows }
        if state == .begun {
            hasMoved = !kept.stand(shown, since: commit)
            if hasMoved { throw SQLError(.transient, "what was read before has changed") }
            state = .reading
        }
        if let tables { kept.keep(rows, of: query, from: tables, asOf: commit) }
        return rows
    }

    func execute(_ statement: SQL) throws -> Int {
        try openConnection().execute(statement)
    }

    private func openConnection() throws -> SQLiteConnection {
        switch state {
        case .untouched:
            try connection.begin(.deferred)
            state = .begun
        case .begun, .reading:
            guard connection.isInTransaction else {
                throw SQLError(.failed, "the transaction was rolled back")
            }
        case .ended: throw SQLError(.badStatement, "the transaction has ended")
        }
        return connection
    }
}
