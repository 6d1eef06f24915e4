import SQL

/// The rows that queries gave before, as long as nobody has written to the tables they came from.
///
/// One process writes the file, so it knows of every change. Commits are counted. A table is marked before the first
/// statement of a commit that changes it, and bears the commit's number once that is in the file.
final class SQLiteKeptRows: Sendable {
    private struct Answer {
        let rows: [Row]
        let tables: SQLiteTables
        /// The number of commits after which it was read.
        let asOf: Int
    }

    private struct State {
        var commits = 0
        var places: [String: Int] = [:]
        /// Which commit last wrote to each table; `beingWritten` from its first statement to its end.
        var lastWritten = [Int](repeating: 0, count: SQLiteTables.most)
        var answers = RecentValues<SQL, Answer>(weight: SQLiteKeptRows.most)

        /// Whether nobody has written to any of the tables since then.
        func stand(_ tables: SQLiteTables, since commit: Int) -> Bool {
            tables.places.allSatisfy { lastWritten[$0] <= commit }
        }
    }

    private static let beingWritten = Int.max

    /// In bytes, about.
    private static let most = 8 << 20
    private static let mostInAnswer = 256 << 10

    private let state = Locked(State())

    /// How many commits there have been: a moment to ask about.
    var commits: Int { state.withLock { $0.commits } }

    /// The rows of a query, with their tables, as they stood at a commit and stand now; nil when they must be read.
    func rows(of query: SQL, asOf commit: Int) -> (rows: [Row], tables: SQLiteTables)? {
        state.withLock { state in
            guard let answer = state.answers.value(for: query),
                state.stand(answer.tables, since: min(answer.asOf, commit))
            else { return nil }
            return (answer.rows, answer.tables)
        }
    }

    /// Keeps the rows of a query that began after a commit, unless their tables have changed since.
    func keep(_ rows: [Row], of query: SQL, from tables: SQLiteTables, asOf commit: Int) {
        let weight = query.weight + rows.weight
        guard weight <= Self.mostInAnswer else { return }
        state.withLock { state in
            guard state.stand(tables, since: commit) else { return }
            state.answers.keep(Answer(rows: rows, tables: tables, asOf: commit), for: query, weight: weight)
        }
    }

    func stand(_ tables: SQLiteTables, since commit: Int) -> Bool {
        state.withLock { $0.stand(tables, since: commit) }
    }

    /// Comes before the statement that writes to them.
    func begin(writing tables: SQLiteTables) {
        state.withLock { state in
            for place in tables.places { state.lastWritten[place] = Self.beingWritten }
        }
    }

    /// Comes after the commit, or after it was undone, and before anybody is told.
    func end(writing tables: SQLiteTables) {
        state.withLock { state in
            state.commits += 1
            for place in tables.places { state.lastWritten[place] = state.commits }
        }
    }

    /// The tables of these names; nil when there are more than can be told apart.
    func tables(_ names: Set<String>) -> SQLiteTables? {
        state.withLock { state in
            var tables: SQLiteTables = []
            for name in names {
                let place = state.places[name] ?? state.places.count
                guard place < SQLiteTables.most else { return nil }
                state.places[name] = place
                tables.formUnion(SQLiteTables(rawValue: 1 << UInt64(place)))
            }
            return tables
        }
    }
}
