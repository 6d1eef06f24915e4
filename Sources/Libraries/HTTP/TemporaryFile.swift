import Glibc

/// A file that is removed when the last reference to it goes.
public final class TemporaryFile: Sendable {
    public let path: String
    public let size: Int

    /// Takes over a file that was written already.
    public init(takingOver path: String, size: Int) {
        self.path = path
        self.size = size
    }

    deinit { unlink(path) }
}
