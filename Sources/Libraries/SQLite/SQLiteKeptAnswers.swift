import SQL
import Threads

/// What was answered once, and where it came from.
struct SQLiteKeptAnswer<Content: Sendable>: Sendable {
    let content: Content
    let tables: SQLiteTables
    /// The number of commits after which it was begun.
    let asOf: Int
    /// In bytes, about.
    let weight: Int
}

/// The rows of queries and the values made of rows, as long as nobody has written to the tables they came from.
///
/// One process writes the file, so it knows of every change. Commits are counted. A table is marked before the first
/// statement of a commit that changes it, and bears the commit's number once that is in the file.
final class SQLiteKeptAnswers: Sendable {
    typealias Rows = SQLiteKeptAnswer<[Row]>
    typealias Value = SQLiteKeptAnswer<any Sendable>

    private struct State {
        var commits = 0
        var places: [String: Int] = [:]
        /// Which commit last wrote to each table; `beingWritten` from its first statement to its end.
        var lastWritten = [Int](repeating: 0, count: SQLiteTables.most)
        var rows = RecentValues<SQL, Rows>(weight: SQLiteKeptAnswers.most)
        var values = RecentValues<AnyHashable, Value>(weight: SQLiteKeptAnswers.most)

        /// Whether nobody has written to any of the tables since then.
        func stand(_ tables: SQLiteTables, since commit: Int) -> Bool {
            tables.places.allSatisfy { lastWritten[$0] <= commit }
        }

        /// The answer, if it stood at a commit and stands now.
        func standing<Content>(_ answer: SQLiteKeptAnswer<Content>?, asOf commit: Int)
            -> SQLiteKeptAnswer<Content>?
        {
            answer.flatMap { stand($0.tables, since: min($0.asOf, commit)) ? $0 : nil }
        }

        /// Whether an answer is worth keeping and its tables have not changed since it was begun.
        func takes(_ answer: SQLiteKeptAnswer<some Any>) -> Bool {
            answer.weight <= SQLiteKeptAnswers.mostInAnswer && stand(answer.tables, since: answer.asOf)
        }
    }

    private static let beingWritten = Int.max

    /// In bytes, about: of rows and of values each.
    private static let most = 8 << 20
    private static let mostInAnswer = 256 << 10

    private let state = Locked(State())

    /// How many commits there have been: a moment to ask about.
    var commits: Int { state.withLock { $0.commits } }

    /// The rows of a query as they stood at a commit and stand now; nil when they must be read.
    func rows(of query: SQL, asOf commit: Int) -> Rows? {
        state.withLock { state in
            let kept = state.rows.value(for: query)
            return state.standing(kept, asOf: commit)
        }
    }

    func keep(_ rows: Rows, of query: SQL) {
        state.withLock { state in
            if state.takes(rows) { state.rows.keep(rows, for: query, weight: rows.weight) }
        }
    }

    /// The value of a key as it stood at a commit and stands now; nil when it must be made.
    func value(for key: AnyHashable, asOf commit: Int) -> Value? {
        state.withLock { state in
            let kept = state.values.value(for: key)
            return state.standing(kept, asOf: commit)
        }
    }

    func keep(_ value: Value, for key: AnyHashable) {
        state.withLock { state in
            if state.takes(value) { state.values.keep(value, for: key, weight: value.weight) }
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
