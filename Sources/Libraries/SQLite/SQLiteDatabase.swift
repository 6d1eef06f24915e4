import Glibc
public import SQL

/// A database in one file, written by one process.
///
/// Writes run one after the other on a thread of their own, and those that wait together become durable
/// together: `write` returns after the commit reached the disk. Reads run on the caller's thread, each on the
/// state that was committed when it began; they neither wait for writes nor hold them up.
///
/// Beside the file stand `PATH-wal` and `PATH-shm` (SQLite's) and `PATH.lock`, all readable by their owner
/// only.
public final class SQLiteDatabase: Database {
    public let dialect = Dialect.sqlite

    /// Nil where others may write the file.
    private let kept: SQLiteKeptAnswers?
    private let readers: SQLiteReaders
    private let writer: SQLiteWriter?
    private let folderToRemove: String?

    /// Opens the file at `path`, and makes it if there is none.
    ///
    /// Throws `SQLError(.inUse)` when another `SQLiteDatabase`, here or in another process, has it open for
    /// writing. With `readOnly` the file must exist, may be open elsewhere, and every `write` throws.
    public convenience init(path: String, readOnly: Bool = false) throws {
        try self.init(path: path, readOnly: readOnly, folderToRemove: nil)
    }

    /// A new database of its own that lives in memory and is gone with the value, for tests and trials.
    ///
    /// It is a file in a memory file system rather than one of SQLite's in-memory databases, because those
    /// have no write-ahead log and lock differently.
    public static func inMemory() throws -> SQLiteDatabase {
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/database-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SQLError(.failed, "cannot make a folder in \(parent): \(systemError())")
        }
        let folder = template.withUnsafeBytes { String(decoding: $0.dropLast(), as: UTF8.self) }
        return try SQLiteDatabase(path: folder + "/database", readOnly: false, folderToRemove: folder)
    }

    private init(path: String, readOnly: Bool, folderToRemove: String?) throws {
        self.folderToRemove = folderToRemove
        let kept = readOnly ? nil : SQLiteKeptAnswers()
        self.kept = kept
        writer = try kept.map { try SQLiteWriter(path: path, kept: $0) }
        readers = SQLiteReaders(path: path, kept: kept)
        // A file that cannot be read is refused here rather than at the first request.
        _ = try readers.use { try $0.read("PRAGMA schema_version") }
    }

    deinit {
        close()
    }

    public func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        try readers.use { connection in
            let reading = SQLiteReading(connection, kept)
            let result = Swift.Result { try reading.run(work) }
            guard reading.hasMoved else { return try result.get() }
            return try SQLiteReading(connection, nil).run(work)
        }
    }

    /// Runs work in one transaction and returns once it is on disk.
    ///
    /// It runs on the writing thread, so it should be short and must not call `write`, which is refused
    /// there.
    @discardableResult
    public func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        guard let writer else { throw SQLError(.failed, "the database was opened for reading only") }
        var result: Result?
        try writer.run { result = try work($0) }
        guard let result else { throw SQLError(.failed, "the work was not run") }
        return result
    }

    /// What is wrong with the structure of the file, in one line of SQLite's; nil for a sound one.
    ///
    /// Reads all of it. That indexes agree with their tables, which takes much longer, is not looked at.
    public func damage() throws -> String? {
        let found = try readers.use { try $0.read("PRAGMA quick_check(1)") }.rows
        let words: String? = try found.first?.get("quick_check")
        // Its heading names the database.
        let line = words?.split(separator: "\n").last.map(String.init)
        return line == "ok" ? nil : line
    }

    /// Ends the work in hand, brings everything into the one file and gives it free.
    ///
    /// Reads and writes throw from then on. It happens by itself when the value is no longer used.
    public func close() {
        readers.close()
        writer?.close()
        if let folderToRemove { removeFolder(folderToRemove) }
    }
}

/// Removes the files of a folder and the folder.
private func removeFolder(_ folder: String) {
    for suffix in ["", "-wal", "-shm", ".lock"] { unlink(folder + "/database" + suffix) }
    rmdir(folder)
}
