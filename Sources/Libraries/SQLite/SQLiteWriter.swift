import Glibc
import SQL
import Threads

/// The one writing connection and its thread.
///
/// Work that arrives while a commit is on its way waits, and is then run as one batch with one commit, so
/// that one sync of the disk serves all. When one of a batch throws, all is undone and the batch is run again
/// with a savepoint for each work, so that it undoes itself alone.
final class SQLiteWriter: @unchecked Sendable {
    // Unchecked: `connection`, `fileLock` and `thread` change only before the first work comes and after the
    // thread has ended; between these only the thread uses the connection. All else is behind `queue`.

    /// One caller's work; the caller waits on `done` while the writing thread has it.
    private final class Job: @unchecked Sendable {
        // Unchecked: the caller does not look at it between handing it over and `done`.
        var work: ((any Transaction) throws -> Void)?
        var failure: (any Error)?
        let done = ThreadSemaphore()

        init(_ work: @escaping (any Transaction) throws -> Void) {
            self.work = work
        }
    }

    private struct Queue {
        var jobs: [Job] = []
        var threadWaits = false
        var isClosed = false
    }

    /// More would make the first in a batch wait longer than the sync that they share.
    private static let largestBatch = 64

    private let queue = Locked(Queue())
    private let jobsArrived = ThreadSemaphore()
    private var connection: SQLiteConnection?
    private var fileLock: FileLock?
    private var thread: SystemThread?

    init(path: String, kept: SQLiteKeptAnswers) throws {
        fileLock = try FileLock(path: path + ".lock")
        try createFile(path)
        connection = try SQLiteConnection(path: path, kind: .writer, kept: kept)
        thread = SystemThread("writer", runBatches)
        guard thread != nil else { throw SQLError(.failed, "cannot start the writing thread") }
    }

    /// Runs the work on the writing thread and returns once it is durable, or throws what the work threw.
    func run(_ work: (any Transaction) throws -> Void) throws {
        guard thread?.isCurrent != true else {
            throw SQLError(.badStatement, "a write inside a write")
        }
        try withoutActuallyEscaping(work) { work in
            let job = Job(work)
            try enqueue(job)
            job.done.wait()
            // The writing thread may hold the job a moment longer, but not the caller's closure.
            job.work = nil
            if let failure = job.failure { throw failure }
        }
    }

    /// Lets the work in hand end, then ends the thread and closes the connection.
    func close() {
        let (wasOpen, threadWaits) = queue.withLock { queue in
            defer {
                queue.isClosed = true
                queue.threadWaits = false
            }
            return (!queue.isClosed, queue.threadWaits)
        }
        guard wasOpen else { return }
        if threadWaits { jobsArrived.signal() }
        thread?.join()
        connection?.checkpoint()
        connection = nil
        fileLock = nil
    }

    private func enqueue(_ job: Job) throws {
        let threadWaits = try queue.withLock { queue in
            guard !queue.isClosed else { throw SQLError(.failed, "the database is closed") }
            queue.jobs.append(job)
            defer { queue.threadWaits = false }
            return queue.threadWaits
        }
        if threadWaits { jobsArrived.signal() }
    }

    /// The life of the thread.
    private func runBatches() {
        while let batch = nextBatch() {
            run(batch)
            for job in batch { job.done.signal() }
        }
    }

    /// Waits for work; nil when the writer is closed and nothing is left to do.
    private func nextBatch() -> [Job]? {
        while true {
            let (batch, isClosed) = queue.withLock { queue in
                let batch = Array(queue.jobs.prefix(Self.largestBatch))
                queue.jobs.removeFirst(batch.count)
                queue.threadWaits = batch.isEmpty && !queue.isClosed
                return (batch, queue.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            jobsArrived.wait()
        }
    }

    private func run(_ batch: [Job]) {
        // A savepoint copies every page that a work changes, and nearly none throws.
        if let failure = commit(batch, each: run) {
            if batch.count == 1 {
                batch[0].failure = failure
            } else if let failure = commit(batch, each: runAlone) {
                for job in batch where job.failure == nil { job.failure = failure }
            }
        }
    }

    /// Runs the works in one transaction; the error that undid it, if one did.
    private func commit(_ batch: [Job], each run: (Job, SQLiteConnection) throws -> Void) -> (any Error)? {
        guard let connection else { return nil }
        do {
            try connection.begin(.immediate)
            for job in batch { try run(job, connection) }
            try connection.commit()
            return nil
        } catch {
            connection.rollback()
            return error
        }
    }

    private func run(_ job: Job, on connection: SQLiteConnection) throws {
        let transaction = SQLiteTransaction(connection)
        defer { transaction.end() }
        try job.work?(transaction)
        // A full disk and the like undo everything that the batch has done.
        guard connection.isInTransaction else { throw SQLError(.failed, "the transaction was rolled back") }
    }

    /// Runs one work, undoes it when it throws, and throws only what ends the whole transaction.
    private func runAlone(_ job: Job, on connection: SQLiteConnection) throws {
        _ = try connection.execute("SAVEPOINT work")
        do {
            try run(job, on: connection)
        } catch {
            job.failure = error
            guard connection.isInTransaction else { throw error }
            _ = try connection.execute("ROLLBACK TO work")
        }
        _ = try connection.execute("RELEASE work")
    }
}

/// Makes the file, for its owner only, unless it is there.
///
/// SQLite gives its other files the same rights.
private func createFile(_ path: String) throws {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SQLError(.failed, "cannot create \(path): \(systemError())") }
    Glibc.close(file)
    let folder = open(path.parentFolder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SQLError(.failed, "cannot open the folder of \(path): \(systemError())") }
    defer { Glibc.close(folder) }
    // Without it a power cut could take away the file with everything in it.
    guard fsync(folder) == 0 else {
        throw SQLError(.failed, "cannot sync the folder of \(path): \(systemError())")
    }
}

extension String {
    fileprivate var parentFolder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
