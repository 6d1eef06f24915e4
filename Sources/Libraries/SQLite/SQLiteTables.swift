import CSQLite
import SQL

/// Some of the tables of one database.
struct SQLiteTables: OptionSet, Sendable {
    let rawValue: UInt64

    static let all = SQLiteTables(rawValue: .max)

    /// As many as there are bits.
    static let most = 64

    /// The places of its tables, from 0 to `most - 1`.
    var places: some Sequence<Int> {
        sequence(state: rawValue) { rest in
            guard rest != 0 else { return nil }
            defer { rest &= rest - 1 }
            return rest.trailingZeroBitCount
        }
    }
}

/// What a statement does to tables.
struct SQLiteFootprint: Sendable {
    /// The tables its rows come from; nil when they may also come from elsewhere, such as the clock.
    let reads: SQLiteTables?
    let writes: SQLiteTables
}

/// Listens to what SQLite tells of a statement while it prepares it (its authorizer).
final class SQLiteFootprintListener {
    private var reads: Set<String> = []
    private var writes: Set<String> = []
    private var readsElsewhere = false
    private var changesAnything = false

    /// Listens to a connection, which must not outlive it.
    func listen(to connection: OpaquePointer) {
        sqlite3_set_authorizer(
            connection,
            { listener, action, table, function, _, _ in
                guard let listener else { return SQLITE_OK }
                Unmanaged<SQLiteFootprintListener>.fromOpaque(listener).takeUnretainedValue()
                    .hear(
                        action,
                        table.map { String(cString: $0) } ?? "",
                        function.map { String(cString: $0) } ?? ""
                    )
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    func forget() {
        reads = []
        writes = []
        readsElsewhere = false
        changesAnything = false
    }

    /// What was heard since the last `forget`, with the tables' places from `kept`.
    func footprint(in kept: SQLiteKeptAnswers) -> SQLiteFootprint {
        SQLiteFootprint(
            reads: readsElsewhere || reads.isEmpty || !writes.isEmpty ? nil : kept.tables(reads),
            writes: changesAnything ? .all : kept.tables(writes) ?? .all
        )
    }

    private func hear(_ action: Int32, _ table: String, _ function: String) {
        switch action {
        case SQLITE_READ:
            reads.insert(table)
            // SQLite's own: schema, settings.
            if table.hasPrefix("sqlite_") || table.hasPrefix("pragma_") { readsElsewhere = true }
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: writes.insert(table)
        case SQLITE_FUNCTION:
            if !Self.plainFunctions.contains(function.lowercased()) { readsElsewhere = true }
        case SQLITE_SELECT, SQLITE_RECURSIVE: break
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: readsElsewhere = true
        default:
            readsElsewhere = true
            changesAnything = true
        }
    }

    /// Their results follow from their arguments alone.
    private static let plainFunctions: Set<String> = [
        "coalesce", "count", "ifnull", "length", "like", "lower", "max", "min", "replace", "row_number",
        "substr", "sum",
        "upper",
    ]
}
