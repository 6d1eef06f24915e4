import Glibc
public import SQL
import Threads

/// A database on a MariaDB server, 10.6 or later.
///
/// Work that a dead lock or a lock held too long has undone is run again for half a minute; for a lost connection, a
/// few times.
/// When the connection breaks during the commit nobody knows whether it went through: that is
/// `SQLError(.failed)`, and the work is not run again.
public final class MariaDBDatabase: Database {
    public let dialect = Dialect.mariaDB

    private static let lostConnections = 8
    /// For how long others may be let go first: of many that meet in dead locks, one may lose to each.
    private static let patience = Duration.seconds(30)

    private let readers: MariaDBPool
    private let writers: MariaDBPool

    /// Connects to the server and checks that it keeps what it is given.
    ///
    /// Opens at most `connections` for reading and as many for writing; who needs one more waits. `url` is
    /// described at `MariaDBAddress`. An empty database gets the character set that the schema counts on.
    public init(url: String, connections: Int = 32) throws {
        let address = try MariaDBAddress(url)
        readers = MariaDBPool(address, kind: .reader, size: connections)
        writers = MariaDBPool(address, kind: .writer, size: connections)
        try writers.use { try MariaDBSettings.check($0, address) }
    }

    public func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        // Whoever works with the server waits for it most of the time.
        try WorkerPool.stepAside { try run(on: readers, work) }
    }

    @discardableResult
    public func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        try WorkerPool.stepAside { try run(on: writers, work) }
    }

    private func run<Result>(on pool: MariaDBPool, _ work: (any Transaction) throws -> Result) throws
        -> Result
    {
        let begun = ContinuousClock.now
        var (lost, yielded) = (0, 0)
        while true {
            do {
                return try pool.use { try Self.transact(on: $0, work) }
            } catch let error as MariaDBFailure {
                if error.connectionIsLost {
                    lost += 1
                    guard lost < Self.lostConnections else { throw error.sqlError }
                    pool.closeIdle()
                } else {
                    guard ContinuousClock.now - begun < Self.patience else { throw error.sqlError }
                    yielded += 1
                    Self.pause(after: yielded)
                }
            }
        }
    }

    /// Runs work once.
    ///
    /// A `MariaDBFailure` says that nothing of it is kept and that it may be run again.
    private static func transact<Result>(
        on connection: MariaDBConnection,
        _ work: (any Transaction) throws -> Result
    ) throws -> Result {
        let transaction = MariaDBTransaction(connection)
        let result = Swift.Result { try work(transaction) }
        transaction.end()
        if let undoing = transaction.undoing {
            if !connection.isLost { connection.rollback() }
            throw undoing
        }
        switch result {
        case .success(let value):
            try commit(connection)
            return value
        case .failure(let error):
            connection.rollback()
            throw error
        }
    }

    private static func commit(_ connection: MariaDBConnection) throws {
        do {
            try connection.commit()
        } catch let error as MariaDBFailure {
            guard error.connectionIsLost || !error.mayBeTriedAgain else {
                connection.rollback()
                throw error
            }
            connection.rollback()
            throw SQLError(.failed, "unknown whether it was committed: \(error.sqlError.message)")
        }
    }

    /// Lets the others in a dead lock go first; by chance, so that they do not meet again.
    private static func pause(after times: Int) {
        usleep(UInt32.random(in: 0..<(1000 << UInt32(min(times, 7)))))
    }
}
