import Glibc
import SQL
import Threads

/// The connections for reading, opened on demand and kept: as many as there is work for the processors.
///
/// More would not read faster, but take memory. A read that waits long gets one more all the same, closed
/// after it: slow reads do not hold up quick ones, and a read inside a read cannot wait for itself.
final class SQLiteReaders: Sendable {
    private struct State {
        var idle: [Borrowed] = []
        var isClosed = false
    }

    /// A connection on its way between threads.
    private struct Borrowed: @unchecked Sendable {
        // Unchecked: it is either in the list or with the one thread that took it out.
        let connection: SQLiteConnection
    }

    /// In milliseconds.
    private static let longestWait = 250

    private let path: String
    private let kept: SQLiteKeptAnswers?
    private let free: ThreadSemaphore
    private let state = Locked(State())

    init(path: String, kept: SQLiteKeptAnswers?) {
        self.path = path
        self.kept = kept
        free = ThreadSemaphore(max(8, 4 * sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    func use<Result>(_ work: (SQLiteConnection) throws -> Result) throws -> Result {
        guard free.wait(milliseconds: Self.longestWait) else {
            return try work(SQLiteConnection(path: path, kind: .reader, kept: kept))
        }
        defer { free.signal() }
        let borrowed = try takeOrOpen()
        defer { putBack(borrowed) }
        return try work(borrowed.connection)
    }

    /// Closes the idle connections at once and the others when their work is done.
    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        withExtendedLifetime(idle) {}
    }

    private func takeOrOpen() throws -> Borrowed {
        let idle = try state.withLock { state in
            guard !state.isClosed else { throw SQLError(.failed, "the database is closed") }
            return state.idle.popLast()
        }
        if let idle { return idle }
        return Borrowed(connection: try SQLiteConnection(path: path, kind: .reader, kept: kept))
    }

    private func putBack(_ borrowed: Borrowed) {
        state.withLock { state in
            if !state.isClosed { state.idle.append(borrowed) }
        }
    }
}
