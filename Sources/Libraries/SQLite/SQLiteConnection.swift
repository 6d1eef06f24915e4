import CSQLite
import SQL

/// One connection and its prepared statements, used by one thread at a time.
final class SQLiteConnection {
    enum Kind { case reader, writer }

    enum TransactionStart: String {
        /// A consistent state to read, as of the first statement.
        case deferred = "BEGIN"
        /// The right to write, from the start.
        case immediate = "BEGIN IMMEDIATE"
    }

    private let handle: OpaquePointer
    private var statements: SQLiteStatementCache
    private let kept: SQLiteKeptAnswers?
    /// What the transaction has written to, and after which commit it began.
    private var written: SQLiteTables = []
    private var began = 0

    /// With `kept`, the connection is one of the only process that writes the file, and says there what it writes.
    init(path: String, kind: Kind, kept: SQLiteKeptAnswers?) throws {
        guard Self.libraryIsReady else { throw SQLError(.failed, "SQLite cannot be set up") }
        let access = kind == .reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw SQLError(.failed, "cannot open \(path): \(String(cString: sqlite3_errstr(code)))")
        }
        handle = opened
        self.kept = kept
        statements = SQLiteStatementCache(opened, kept)
        try setUp(kind)
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// The rows of a query as the transaction sees them, and the tables they come from alone.
    func read(_ query: SQL) throws -> (rows: [Row], tables: SQLiteTables?) {
        let statement = try statements.statement(query.text)
        return (try statement.rows(query.arguments), statement.footprint.reads)
    }

    /// The rows that a statement of the writer returns.
    func rows(_ query: SQL) throws -> [Row] {
        if let found = kept?.rows(of: query, asOf: began) { return found.content }
        let statement = try statements.statement(query.text)
        announce(statement.footprint)
        let rows = try statement.rows(query.arguments)
        if let kept, let tables = statement.footprint.reads {
            let weight = query.weight + rows.weight
            kept.keep(.init(content: rows, tables: tables, asOf: began, weight: weight), of: query)
        }
        return rows
    }

    /// How many rows were changed; 0 for a statement that changes the schema.
    func execute(_ query: SQL) throws -> Int {
        let before = sqlite3_total_changes64(handle)
        let statement = try statements.statement(query.text)
        announce(statement.footprint)
        try statement.run(query.arguments)
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    func begin(_ start: TransactionStart) throws {
        if start == .immediate, let kept { began = kept.commits }
        try statements.statement(start.rawValue).run([])
    }

    func commit() throws {
        try statements.statement("COMMIT").run([])
        endWriting()
    }

    /// Ends the transaction, if there still is one: some errors, such as a full disk, have ended it already.
    func rollback() {
        defer { endWriting() }
        guard isInTransaction else { return }
        // For a reader there is nothing to lose; a writer that cannot roll back cannot begin again either,
        // and says so then.
        try? statements.statement("ROLLBACK").run([])
    }

    private func announce(_ footprint: SQLiteFootprint) {
        guard let kept, !written.isSuperset(of: footprint.writes) else { return }
        kept.begin(writing: footprint.writes)
        written.formUnion(footprint.writes)
    }

    private func endWriting() {
        guard let kept, !written.isEmpty else { return }
        kept.end(writing: written)
        written = []
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Copies the write-ahead log into the file and empties it, as far as nobody reads it.
    ///
    /// When it fails, nothing is lost: the log stays beside the file and is read with it next time.
    func checkpoint() {
        sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    }

    private func setUp(_ kind: Kind) throws {
        sqlite3_busy_timeout(handle, 5000)
        for (option, value) in Self.options {
            guard saraban_sqlite_set_option(handle, option, value) == SQLITE_OK else {
                throw SQLError(.failed, "SQLite refuses option \(option)")
            }
        }
        for pragma in Self.pragmas + (kind == .writer ? Self.writerPragmas : []) {
            let code = sqlite3_exec(handle, "PRAGMA " + pragma, nil, nil, nil)
            guard code == SQLITE_OK else { throw SQLError(handle, code, "PRAGMA " + pragma) }
        }
        // On file systems without shared memory SQLite stays in another mode and gives no error.
        guard kind == .writer else { return }
        let mode: String? = try read("PRAGMA journal_mode").rows.first?.get("journal_mode")
        guard mode == "wal" else {
            throw SQLError(.failed, "the file system does not allow a write-ahead log")
        }
    }

    /// `"name"` is a column and never a text, as on MariaDB; the schema may not call risky functions.
    private static let options: KeyValuePairs<Int32, Int32> = [
        SQLITE_DBCONFIG_DQS_DML: 0, SQLITE_DBCONFIG_DQS_DDL: 0,
        SQLITE_DBCONFIG_DEFENSIVE: 1, SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
    ]

    /// No memory map: it read no faster, and a fault of the disk would end the process instead of one
    /// request.
    private static let pragmas = ["cache_size = -2000", "temp_store = MEMORY", "case_sensitive_like = ON"]

    /// `FULL` syncs the log at every commit: what was answered survives a power cut.
    private static let writerPragmas = [
        "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -16000",
        "wal_autocheckpoint = 4000", "journal_size_limit = 67108864",
    ]

    /// Must come before the first connection.
    private static let libraryIsReady = saraban_sqlite_stop_counting_memory() == SQLITE_OK
}
