import Glibc
import SQL

/// Keeps every other process, and every other part of this one, from writing to the same database.
///
/// The lock ends with the value or with the process, however that ends; the file stays.
final class FileLock {
    private let file: Int32

    init(path: String) throws {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SQLError(.failed, "cannot open \(path): \(systemError())") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else {
                throw SQLError(.failed, "cannot lock \(path): \(systemError())")
            }
            throw SQLError(.inUse, "\(path) is locked: the database is open for writing elsewhere")
        }
    }

    deinit {
        close(file)
    }
}

/// What the last failing system call says.
func systemError() -> String { String(cString: strerror(errno)) }
