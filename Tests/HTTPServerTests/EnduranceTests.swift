import Glibc
import HTTPServer
import TestPrograms
import Testing
import Threads

/// Clients that are slow, rude or many.
@Suite(.serialized) struct EnduranceTests {
    @Test func `a head that drips is cut at its deadline, and others are served meanwhile`() throws {
        let server = try TestServer { $0.headDeadline = 0.3 }
        let slow = try server.client()
        try slow.send("GET / HTTP/1.1\r\n")

        let isCut = eventually {
            (try? slow.send("X")) == nil
        }

        #expect(isCut)
        #expect(try server.client().get("/").body == "hello")
    }

    @Test func `a connection without a word is cut at the same deadline`() throws {
        let server = try TestServer { $0.headDeadline = 0.3 }

        #expect(try server.client().isClosed())
    }

    @Test func `half-open heads do not hinder others, and their sockets are given back`() throws {
        let server = try TestServer { $0.headDeadline = 0.3 }
        let before = openDescriptors()
        var idle = try (0..<200).map { _ in
            let client = try server.client()
            try client.send("GET / HTTP/1.1\r\nHost: ")
            return client
        }

        for _ in 0..<10 { #expect(try server.client().get("/").body == "hello") }

        for client in idle { #expect(try client.isClosed()) }
        idle = []
        #expect(eventually { openDescriptors() <= before })
    }

    @Test func `clients that never read are served in vain, and give everything back`() throws {
        let server = try TestServer()
        _ = try server.client().get("/")
        let before = openDescriptors()
        do {
            let deaf = try (0..<50).map { _ in try server.client() }
            for client in deaf { try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n") }
            #expect(try server.client().get("/").body == "hello")
        }

        #expect(eventually { openDescriptors() <= before })
    }

    @Test func `clients that leave within an upload give everything back`() throws {
        let server = try TestServer()
        _ = try server.client().get("/")
        let before = openDescriptors()
        for _ in 0..<20 {
            let leaving = try server.client()
            try leaving.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n")
            try leaving.send([UInt8](repeating: 0x61, count: 400_000))
        }

        #expect(eventually { openDescriptors() <= before })
    }

    @Test func `clients that leave while their handler works leak nothing`() throws {
        let server = try TestServer()
        _ = try server.client().get("/")
        let before = openDescriptors()
        do {
            let leaving = try (0..<20).map { _ in try server.client() }
            for client in leaving { try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") }
            #expect(eventually { server.gate.waiting == 4 })
        }

        server.gate.open()

        #expect(eventually { openDescriptors() <= before })
        #expect(try server.client().get("/").body == "hello")
    }

    @Test func `an upload of 100 MB goes to a file that is gone afterwards, and not through memory`() throws {
        let server = try TestServer()
        let client = try server.client()
        _ = try client.get("/")
        let before = residentMegabytes()
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)

        try client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(100 << 20)\r\n\r\n")
        var most = 0
        for _ in 0..<100 {
            try client.send(piece)
            most = max(most, residentMegabytes() - before)
        }
        let words = try client.answer().body.split(separator: " ")

        #expect(words[0] == "file")
        #expect(words[1] == "\(100 << 20)")
        #expect(eventually { access(String(words[2]), F_OK) != 0 })
        #expect(most < 32)
    }

    @Test func `a body of 256 kB stays in memory, one byte more does not`() throws {
        let client = try TestServer.shared.client()
        for (count, word) in [(262_144, "memory 262144"), (262_145, "file 262145")] {
            try client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
            try client.send([UInt8](repeating: 0x61, count: count))
            #expect(try client.answer().body.hasPrefix(word))
        }
    }

    @Test(arguments: [262_145, 262_144 * 2, 3_000_001], [false, true])
    func `a large body comes whole, also in chunks, and what follows is answered`(
        _ count: Int,
        _ isChunked: Bool
    )
        throws
    {
        let client = try TestServer.shared.client()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let rest = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        if isChunked {
            try client.send("POST /sum HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for start in stride(from: 0, to: count, by: 70_001) {
                let chunk = bytes[start..<min(count, start + 70_001)]
                try client.send(
                    Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
                )
            }
            try client.send(Array("0\r\n\r\n".utf8) + rest)
        } else {
            try client.send("POST /sum HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
            try client.send(bytes + rest)
        }

        #expect(try client.answer().body == TestServer.sum(of: bytes))
        #expect(try client.answer().body == "hello")
    }

    @Test func `a large body that the disk does not take is refused, and the next one too`() throws {
        let server = try TestServer { $0.bodyFolder = "/nowhere/at/all" }
        for _ in 0..<3 {
            let client = try server.client()
            try client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(1 << 20)\r\n\r\n")
            try client.send([UInt8](repeating: 0x61, count: 1 << 20))
            #expect(try client.answer().status == 503)
        }
        #expect(try server.client().get("/").body == "hello")
    }

    /// Where bodies would be written there is no folder.
    @Test func `a large body that is not kept is read away and stands nowhere`() throws {
        let server = try TestServer { $0.bodyFolder = "/nowhere/at/all" }
        let client = try server.client()
        for (count, body) in [
            (10, "memory 10"), (262_144, "memory 262144"), (262_145, "none"), (3 << 20, "none"),
        ] {
            try client.send("POST /drop HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
            try client.send([UInt8](repeating: 0x61, count: count))
            #expect(try client.answer().body == body)
        }
    }

    @Test func `chunks without end are cut off`() throws {
        let server = try TestServer()
        let client = try server.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x61, count: 65536) + [13, 10]

        #expect(throws: RawClient.Failure.cannotSend) {
            for _ in 0..<10_000 { try client.send(chunk) }
        }
    }

    @Test func `more than the queue holds is answered 503 with Retry-After`() throws {
        let server = try TestServer {
            $0.workers = 1
            $0.longestQueue = 1
        }
        let working = try server.client()
        try working.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { server.gate.waiting == 1 })
        let others = try (0..<4).map { _ in try server.client() }
        for client in others { try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") }

        // One of them waits in the queue; the rest are refused at once.
        let refused = try others.dropLast(0).compactMap { try answered($0) }
        #expect(refused.count == 3)
        #expect(refused.allSatisfy { $0.status == 503 && $0.headers["retry-after"] != nil })

        server.gate.open()
        #expect(try working.answer().body == "waited")
    }

    @Test func `stopping answers what is under way and takes nothing more`() throws {
        let server = try TestServer { $0.workers = 8 }
        let port = server.port
        let clients = try (0..<32).map { _ in try server.client() }
        for client in clients { try client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(eventually { server.gate.waiting == 8 })

        let stopping = Stopping(server.server)
        #expect(eventually { (try? RawClient(port)) == nil })
        server.gate.open()

        for client in clients {
            #expect(try client.answer().body == "waited")
            #expect(try client.isClosed())
        }
        stopping.join()
    }

    @Test(arguments: 0..<8) func `random bytes never end the server`(_ seed: Int) throws {
        let server = TestServer.shared
        var random = Seeded(UInt64(seed))
        let sound = Array(
            "POST /echo?a=b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                .utf8
        )
        for _ in 0..<60 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: 0...255,
                    using: &random
                )
            }
            if Bool.random(using: &random) { bytes.shuffle(using: &random) }
            let client = try server.client()
            try? client.send(bytes)
            shutdown(client.descriptor, Int32(SHUT_WR))
            _ = try client.isClosed()
        }
        #expect(try server.client().get("/").body == "hello")
    }

    /// The answer of a refused client; nil when it is kept waiting.
    private func answered(_ client: RawClient) throws -> RawClient.Answer? {
        var time = timeval(tv_sec: 0, tv_usec: 500_000)
        setsockopt(client.descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        do {
            return try client.answer()
        } catch RawClient.Failure.silence {
            return nil
        }
    }
}

extension TestServer {
    nonisolated(unsafe) static let shared: TestServer = {
        do { return try TestServer() } catch { preconditionFailure("\(error)") }
    }()
}

/// `stop` on a thread of its own.
private final class Stopping {
    private let thread: SystemThread?

    init(_ server: HTTPServer) { thread = SystemThread("stop") { server.stop() } }

    func join() { thread?.join() }
}

/// The same numbers in every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// Without pipes, of which a connection has none: what other tests start at the same time keeps one for good.
private func openDescriptors() -> Int {
    guard let folder = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        var target = [CChar](repeating: 0, count: 256)
        _ = readlink("/proc/self/fd/\(name)", &target, 255)
        let leads = String(decoding: target.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if !leads.hasPrefix("pipe:") { count += 1 }
    }
    return count
}
