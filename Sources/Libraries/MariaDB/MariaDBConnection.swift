import CMariaDB
import SQL

/// One connection and its prepared statements, used by one thread at a time.
final class MariaDBConnection {
    enum Kind { case reader, writer }

    /// The server allows 16,382 prepared statements for all its connections together.
    private static let statementCapacity = 128

    /// Set when the connection can no longer be used.
    private(set) var isLost = false

    private let handle: UnsafeMutablePointer<MYSQL>
    private var statements: [String: MariaDBStatement] = [:]
    private var uses = 0

    init(_ address: MariaDBAddress, kind: Kind) throws {
        guard Self.libraryIsReady, let handle = mysql_init(nil) else {
            throw SQLError(.failed, "the MariaDB client library cannot be set up")
        }
        self.handle = handle
        guard mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4") == 0,
            Self.timeouts.allSatisfy({ option, seconds in
                withUnsafePointer(to: seconds) { mysql_options(handle, option, $0) == 0 }
            }),
            address.authorities.map({ Self.encrypt(handle, trusting: $0) }) ?? true
        else {
            throw SQLError(.failed, "the MariaDB client library refuses an option")
        }
        // An UPDATE then counts the rows that it found, as SQLite does, and not only those it made different.
        let connected = mysql_real_connect(
            handle,
            address.socket == nil ? address.host : "localhost",
            address.user,
            address.password,
            address.name,
            UInt32(address.port),
            address.socket,
            UInt(CLIENT_FOUND_ROWS)
        )
        guard connected != nil else { throw failure("connecting to \(address)").sqlError }
        do {
            for statement in Self.session + (kind == .reader ? Self.readerSession : Self.writerSession) {
                try send(statement)
            }
        } catch let error as MariaDBFailure {
            throw error.sqlError
        }
    }

    deinit {
        statements = [:]
        mysql_close(handle)
    }

    /// Runs a statement on the server, prepared before or now.
    func run<Result>(_ text: String, _ use: (MariaDBStatement) throws -> Result) throws -> Result {
        do {
            return try use(statement(text))
        } catch let error as MariaDBFailure {
            isLost = isLost || error.connectionIsLost
            // If the schema has changed under it, it must be prepared again.
            if !error.connectionIsLost, error.mayBeTriedAgain { statements[text] = nil }
            throw error
        }
    }

    func commit() throws {
        try send("COMMIT")
    }

    /// Ends the transaction without keeping anything; the connection counts as lost if it cannot.
    func rollback() {
        do { try send("ROLLBACK") } catch { isLost = true }
    }

    private func statement(_ text: String) throws -> MariaDBStatement {
        uses += 1
        if let statement = statements[text] {
            statement.lastUse = uses
            return statement
        }
        let statement = try MariaDBStatement(handle, text)
        statement.lastUse = uses
        if statements.count == Self.statementCapacity,
            let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            statements[oldest.key] = nil
        }
        statements[text] = statement
        return statement
    }

    /// Sends a text of ours without values, which returns no rows.
    private func send(_ text: String) throws {
        guard mysql_real_query(handle, text, UInt(text.utf8.count)) == 0 else {
            let error = failure(text)
            isLost = isLost || error.connectionIsLost
            throw error
        }
    }

    private func failure(_ text: String) -> MariaDBFailure {
        MariaDBFailure(
            number: mysql_errno(handle),
            serverMessage: String(cString: mysql_error(handle)),
            text: text
        )
    }

    /// Who asks for the server's certificate also refuses a server that speaks without TLS.
    private static func encrypt(_ handle: UnsafeMutablePointer<MYSQL>, trusting authorities: String) -> Bool {
        var yes: my_bool = 1
        return mysql_options(handle, MYSQL_OPT_SSL_CA, authorities) == 0
            && mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes) == 0
    }

    /// In seconds: a server that has vanished would else be waited for without end.
    ///
    /// Reading waits for the slowest statement, which is a migration of a large table.
    private static let timeouts: KeyValuePairs<mysql_option, UInt32> = [
        MYSQL_OPT_CONNECT_TIMEOUT: 10, MYSQL_OPT_READ_TIMEOUT: 600, MYSQL_OPT_WRITE_TIMEOUT: 60,
    ]

    /// The same SQL then means the same as on SQLite.
    ///
    /// Without `autocommit` the first statement begins the transaction, which spares a round trip.
    private static let session = [
        "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin",
        """
        SET SESSION sql_mode = 'ANSI,STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_ENGINE_SUBSTITUTION', \
        time_zone = '+00:00', default_storage_engine = 'InnoDB', autocommit = 0
        """,
    ]

    /// One consistent state for all that a read asks.
    private static let readerSession = ["SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"]

    /// Work that waited for a lock then sees what the other has committed, as on SQLite.
    ///
    /// REPEATABLE READ would show it the state from before the wait. READ COMMITTED also locks no gaps, so
    /// fewer writes meet in a dead lock.
    private static let writerSession = [
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "SET SESSION innodb_lock_wait_timeout = 5, lock_wait_timeout = 60",
    ]

    /// Must come before connections are made on several threads.
    private static let libraryIsReady = mysql_server_init(0, nil, nil) == 0
}
