import CMicrohttpd
import HTTP

/// One request on its way through the server.
///
/// Sendable by hand: the engine's thread owns it until it suspends the connection, then a worker does until it
/// resumes the connection; suspending and resuming order the two.
final class Exchange: @unchecked Sendable {
    let connection: OpaquePointer
    var request: Request
    var answer: Response?
    let hasBody: Bool
    var isDispatched = false

    private let limit: Int
    private let isKept: Bool
    private let folder: String
    private var size = 0
    private var memory: [UInt8] = []
    private var writer: TemporaryFile.Writer?

    /// Bodies up to this many bytes stay in memory.
    static let largestInMemory = 256 * 1024

    /// How much of a body beyond its limit is read away so that the client comes to see its 413.
    private static let mostPassed = 4 << 20

    init(connection: OpaquePointer, request: Request, hasBody: Bool, limit: Int, isKept: Bool, folder: String)
    {
        self.connection = connection
        self.request = request
        self.hasBody = hasBody
        self.limit = limit
        self.isKept = isKept
        self.folder = folder
    }

    /// Takes in bytes of the body; false when it is longer than is taken.
    func take(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
        size += bytes.count
        guard size <= limit else { return false }
        guard isKept else { return true }
        if let writer {
            try writer.write(bytes)
        } else if size <= Self.largestInMemory {
            memory.append(contentsOf: bytes)
        } else {
            let writer = try TemporaryFile.Writer(folder: folder)
            try writer.write(memory)
            try writer.write(bytes)
            self.writer = writer
            memory = []
        }
        return true
    }

    /// Lets bytes pass that nobody wants; false when they were too many.
    func pass(_ count: Int) -> Bool {
        size += count
        return size <= limit + Self.mostPassed
    }

    /// The body is complete.
    func finishBody() throws {
        if let writer {
            request.body = .file(try writer.finish())
        } else if !memory.isEmpty {
            request.body = .bytes(memory)
        }
        memory = []
        writer = nil
    }
}
