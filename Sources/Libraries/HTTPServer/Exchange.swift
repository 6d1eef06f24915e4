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
    private let folder: String
    /// Nil until it outgrows memory and somebody has said whether the rest is kept.
    private var isKept: Bool?
    private var size = 0
    private var memory: [UInt8] = []
    private var writer: TemporaryFile.Writer?

    /// Bodies up to this many bytes stay in memory; of longer ones no more is there at once.
    static let largestInMemory = 256 * 1024

    /// How much of a body beyond its limit is read away so that the client comes to see its 413.
    private static let mostPassed = 4 << 20

    init(connection: OpaquePointer, request: Request, hasBody: Bool, limit: Int, folder: String) {
        self.connection = connection
        self.request = request
        self.hasBody = hasBody
        self.limit = limit
        self.folder = folder
    }

    /// Whether these bytes have no room in memory beside those that came before them: first `spill`, then `take`.
    func mustSpill(before count: Int) -> Bool {
        isKept != false && size + count <= limit && memory.count + count > Self.largestInMemory
    }

    /// Writes what is in memory to a file, on a thread that may wait for the disk; the first time only where the body is
    /// kept.
    func spill(where keeps: (Request) -> Bool) throws {
        let isKept = isKept ?? keeps(request)
        self.isKept = isKept
        guard isKept else { return memory = [] }
        try spill()
    }

    private func spill() throws {
        let writer = try writer ?? TemporaryFile.Writer(folder: folder)
        self.writer = writer
        try memory.withUnsafeBytes { try writer.write($0) }
        memory.removeAll(keepingCapacity: true)
    }

    /// Takes in bytes of the body; false when it is longer than is taken.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        size += bytes.count
        guard size <= limit else { return false }
        if isKept != false { memory.append(contentsOf: bytes) }
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
            try spill()
            request.body = .file(try writer.finish())
        } else if !memory.isEmpty {
            request.body = .bytes(memory)
        }
        memory = []
        writer = nil
    }
}
