import Glibc
import HTTP
import HTTPServer
import Synchronization

/// A server on a port of its own that is stopped with the test.
final class TestServer {
    let server: HTTPServer
    let gate = Gate()
    var port: Int { server.port }

    init(_ adjust: (inout HTTPServer.Configuration) -> Void = { _ in }) throws {
        var configuration = HTTPServer.Configuration()
        configuration.port = 0
        configuration.workers = 4
        configuration.longestBody = { request in
            ["/upload", "/sum", "/drop"].contains(request.path) ? 200 << 20 : 1000
        }
        configuration.keepsLargeBody = { $0.path != "/drop" }
        adjust(&configuration)
        let gate = gate
        server = HTTPServer(configuration) { Self.answer($0, gate) }
        try server.start()
    }

    deinit {
        gate.open()
        server.stop()
    }

    func client() throws -> RawClient { try RawClient(port) }

    private static func answer(_ request: Request, _ gate: Gate) -> Response {
        switch request.path {
        case "/wait":
            gate.pass()
            return .text("waited")
        case "/echo": return .text("\(request.method.rawValue) \(text(request.body))")
        case "/upload", "/drop": return .text(size(request.body))
        case "/sum": return .text(sum(request.body))
        case "/empty": return Response(status: 204)
        case "/same": return Response(status: 304, headers: ["etag": "\"a\""])
        case "/large": return .bytes([UInt8](repeating: 0x61, count: 8 << 20), type: "text/plain")
        case "/parts": return Response(status: 200, body: .parts(parts))
        case "/nothing": return Response(status: 200, body: .parts([[], []]))
        case "/gone": return Response(status: 200, body: .file(path: "/nowhere/at/all", offset: 0, count: 1))
        case "/file": return Response(status: 206, body: .file(path: "/proc/self/exe", offset: 1, count: 3))
        case "/query":
            return .text(request.query.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: ","))
        case "/headers": return .text("\(request.headers.fields.count) \(request.headers["x-a"] ?? "-")")
        default: return .text("hello")
        }
    }

    /// Of all lengths, also longer than what a socket takes at once.
    static let parts: [[UInt8]] = [0, 1, 100_000, 0, 3_000_000, 7, 0].enumerated().map { index, count in
        [UInt8](repeating: 0x61 + UInt8(index), count: count)
    }

    private static func text(_ body: Request.Body) -> String {
        guard case .bytes(let bytes) = body else { return "-" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Tells bytes that are lost, doubled or in another place.
    static func sum(of bytes: [UInt8]) -> String {
        String(bytes.reduce(UInt64(bytes.count)) { ($0 &+ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
    }

    private static func sum(_ body: Request.Body) -> String {
        switch body {
        case .none: sum(of: [])
        case .bytes(let bytes): sum(of: bytes)
        case .file(let file): (try? file.bytes()).map { sum(of: $0) } ?? "unreadable"
        }
    }

    private static func size(_ body: Request.Body) -> String {
        switch body {
        case .none: "none"
        case .bytes(let bytes): "memory \(bytes.count)"
        case .file(let file): "file \(file.size) \(file.path)"
        }
    }
}

/// Holds handlers back until a test lets them go.
final class Gate: Sendable {
    private let state = Mutex((isOpen: false, waiting: 0))

    var waiting: Int { state.withLock { $0.waiting } }

    func open() { state.withLock { $0.isOpen = true } }

    func pass() {
        state.withLock { $0.waiting += 1 }
        while !state.withLock({ $0.isOpen }) { usleep(1000) }
        state.withLock { $0.waiting -= 1 }
    }
}

/// Waits until something becomes true; false after ten seconds.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<10_000 {
        if try condition() { return true }
        usleep(1000)
    }
    return false
}
