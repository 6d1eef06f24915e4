import SQL

/// The connections for reading: opened on demand, one for each read that runs at the same time.
///
/// The last one put back is given out first, because its pages and statements are warm.
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

    private let path: String
    private let state = Locked(State())

    init(path: String) {
        self.path = path
    }

    func use<Result>(_ work: (SQLiteConnection) throws -> Result) throws -> Result {
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
        return Borrowed(connection: try SQLiteConnection(path: path, kind: .reader))
    }

    private func putBack(_ borrowed: Borrowed) {
        state.withLock { state in
            if !state.isClosed { state.idle.append(borrowed) }
        }
    }
}
