import SQL

/// What the work of one read sees: answers that are kept and still stand, all else from the file.
///
/// All of it is as of one commit. The file is opened at the first query whose rows are not kept; when by then others have
/// written to what was shown before, the reading has moved and its result is worth nothing.
final class SQLiteReading: Transaction {
    let dialect = Dialect.sqlite
    private(set) var hasMoved = false

    private let connection: SQLiteConnection
    private let kept: SQLiteKeptAnswers?
    private let commit: Int
    /// Where the kept answers came from that were shown.
    private var shown: SQLiteTables = []
    /// What the value that is being made comes from.
    private var sources = Sources()
    private var state = State.untouched

    private enum State {
        case untouched
        /// In a transaction, which sees the file as of its first query.
        case begun
        /// The first query is answered, and what was shown before still stands.
        case reading
        case ended
    }

    private struct Sources {
        /// Nil when it also comes from elsewhere.
        var tables: SQLiteTables? = []
        var weight = 0

        mutating func add(_ more: SQLiteTables?, weight: Int) {
            tables = more.flatMap { tables?.union($0) }
            self.weight += weight
        }
    }

    init(_ connection: SQLiteConnection, _ kept: SQLiteKeptAnswers?) {
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
            show(found)
            return found.content
        }
        let (rows, tables) = try openConnection().read(query)
        guard let kept else { return rows }
        if state == .begun {
            hasMoved = !kept.stand(shown, since: commit)
            if hasMoved { throw SQLError(.transient, "what was read before has changed") }
            state = .reading
        }
        let weight = query.weight + rows.weight
        sources.add(tables, weight: weight)
        if let tables {
            kept.keep(.init(content: rows, tables: tables, asOf: commit, weight: weight), of: query)
        }
        return rows
    }

    func kept<Key: Hashable & Sendable, Value: Sendable>(_ key: Key, _ work: () throws -> Value) throws
        -> Value
    {
        guard let kept, state != .ended else { return try work() }
        if let found = kept.value(for: key, asOf: commit), let value = found.content as? Value {
            show(found)
            return value
        }
        let outer = sources
        sources = Sources()
        defer {
            let own = sources
            sources = outer
            sources.add(own.tables, weight: own.weight)
        }
        let value = try work()
        if let tables = sources.tables {
            kept.keep(.init(content: value, tables: tables, asOf: commit, weight: sources.weight), for: key)
        }
        return value
    }

    func execute(_ statement: SQL) throws -> Int {
        try openConnection().execute(statement)
    }

    private func show(_ answer: SQLiteKeptAnswer<some Any>) {
        shown.formUnion(answer.tables)
        sources.add(answer.tables, weight: answer.weight)
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
