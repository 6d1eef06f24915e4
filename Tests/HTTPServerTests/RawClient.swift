import Glibc

/// A client that sends whatever bytes a test wants, and reads answers one by one.
final class RawClient {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Connects to 127.0.0.1. A read that waits longer than `patience` seconds counts as silence.
    init(_ port: Int, patience: Int = 20) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw Failure.cannotConnect }
        var time = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    enum Failure: Error { case cannotConnect, cannotSend, silence, cut, notHTTP }

    struct Answer: Equatable {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while let base = rest.baseAddress, !rest.isEmpty {
                let sent = Glibc.send(descriptor, base, rest.count, Int32(MSG_NOSIGNAL))
                guard sent > 0 else { throw Failure.cannotSend }
                rest = UnsafeRawBufferPointer(rebasing: rest[sent...])
            }
        }
    }

    func get(_ path: String) throws -> Answer {
        try send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        return try answer()
    }

    /// The next answer; `hasBody` is false after HEAD.
    func answer(hasBody: Bool = true) throws -> Answer {
        while true {
            if let answer = try take(hasBody) { return answer }
            guard try fill() else { throw Failure.cut }
        }
    }

    /// Whether the server closes now; what it still sends is read away.
    func isClosed() throws -> Bool {
        while try fill() { buffer = [] }
        return true
    }

    private func take(_ hasBody: Bool) throws -> Answer? {
        guard let end = endOfHead() else { return nil }
        var lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let first = lines.removeFirst().split(separator: " ")
        guard first.count > 1, first[0].hasPrefix("HTTP/1."), let status = Int(first[1]) else {
            throw Failure.notHTTP
        }
        var headers: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        let length = hasBody && status != 304 ? Int(headers["content-length"] ?? "0") ?? 0 : 0
        guard buffer.count >= end + 4 + length else { return nil }
        let body = String(decoding: buffer[(end + 4)..<(end + 4 + length)], as: UTF8.self)
        buffer.removeFirst(end + 4 + length)
        return Answer(status: status, headers: headers, body: body)
    }

    private func endOfHead() -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (0...(buffer.count - 4)).first { Array(buffer[$0..<$0 + 4]) == [13, 10, 13, 10] }
    }

    /// False at the end of the connection, be it closed or reset.
    private func fill() throws -> Bool {
        var piece = [UInt8](repeating: 0, count: 65536)
        let got = recv(descriptor, &piece, piece.count, 0)
        if got < 0, errno == EAGAIN { throw Failure.silence }
        guard got > 0 else { return false }
        buffer += piece[..<got]
        return true
    }
}
