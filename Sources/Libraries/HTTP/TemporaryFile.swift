import Glibc
import Synchronization

/// A file that is removed when the last reference to it goes.
public final class TemporaryFile: Sendable {
    public let path: String
    public let size: Int

    /// Where files are written that have no better place. Set once, before the first request.
    public static var folder: String {
        get { place.withLock { $0 } }
        set { place.withLock { $0 = newValue } }
    }

    private static let place = Mutex("/tmp")

    /// Takes over a file that was written already.
    public init(takingOver path: String, size: Int) {
        self.path = path
        self.size = size
    }

    deinit { unlink(path) }

    /// All bytes of the file, for one that is known to be small.
    public func bytes() throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TemporaryFileError(code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw TemporaryFileError(code: errno) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Writes a new file with a name that nobody else has.
    public final class Writer {
        private let path: String
        private var descriptor: Int32
        private var size = 0

        public init(folder: String) throws {
            var name = Array("\(folder)/arriving-XXXXXX".utf8CString)
            descriptor = mkstemp(&name)
            guard descriptor >= 0 else { throw TemporaryFileError(code: errno) }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        deinit {
            guard descriptor >= 0 else { return }
            close(descriptor)
            unlink(path)
        }

        /// Appends bytes; throws when the disk takes no more.
        public func write(_ bytes: some Collection<UInt8>) throws {
            try Array(bytes).withUnsafeBytes { try write($0) }
        }

        public func write(_ bytes: UnsafeRawBufferPointer) throws {
            var rest = bytes
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                guard written > 0 else { throw TemporaryFileError(code: errno) }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            size += bytes.count
        }

        /// The file, complete.
        public func finish() throws -> TemporaryFile {
            // Also one that could not be closed is closed.
            let closed = close(descriptor)
            descriptor = -1
            guard closed == 0 else {
                let code = errno
                unlink(path)
                throw TemporaryFileError(code: code)
            }
            return TemporaryFile(takingOver: path, size: size)
        }
    }
}

/// The system did not let a temporary file be written.
public struct TemporaryFileError: Error, CustomStringConvertible {
    let code: Int32

    public var description: String { "cannot write a temporary file: \(String(cString: strerror(code)))" }
}
