import SQL
import Threads

/// A bounded number of connections of one kind, opened on demand and kept.
final class MariaDBPool: Sendable {
    /// A connection on its way between threads.
    private struct Borrowed: @unchecked Sendable {
        // Unchecked: it is either in the list or with the one thread that took it out.
        let connection: MariaDBConnection
    }

    private static let longestWait = 30

    private let address: MariaDBAddress
    private let kind: MariaDBConnection.Kind
    private let free: ThreadSemaphore
    private let idle = Locked<[Borrowed]>([])

    init(_ address: MariaDBAddress, kind: MariaDBConnection.Kind, size: Int) {
        self.address = address
        self.kind = kind
        free = ThreadSemaphore(size)
    }

    /// Runs work on a connection of its own; waits for one while all are in use.
    ///
    /// A connection that broke is not put back.
    func use<Result>(_ work: (MariaDBConnection) throws -> Result) throws -> Result {
        guard free.wait(milliseconds: Self.longestWait * 1000) else {
            throw SQLError(.transient, "no connection became free for \(Self.longestWait) seconds")
        }
        defer { free.signal() }
        let borrowed = try idle.withLock { $0.popLast() } ?? open()
        defer {
            if !borrowed.connection.isLost { idle.withLock { $0.append(borrowed) } }
        }
        return try work(borrowed.connection)
    }

    /// Closes the idle connections, which probably broke together with one that did.
    func closeIdle() {
        let closed = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        withExtendedLifetime(closed) {}
    }

    private func open() throws -> Borrowed {
        Borrowed(connection: try MariaDBConnection(address, kind: kind))
    }
}
