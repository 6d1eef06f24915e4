import Glibc

/// A file as an answer: whole, in part (one range, RFC 9110 §14), or not at all when the client has it.
public struct FileResponse: Sendable {
    let path: String
    let size: Int
    let type: String
    let etag: String

    /// `etag` names the bytes; it is sent in quotes.
    public init(path: String, size: Int, type: String, etag: String) {
        self.path = path
        self.size = size
        self.type = type
        self.etag = etag
    }

    /// The answer to a GET or HEAD: 200, 206, 304 or 416.
    public func answer(to request: Request) -> Response {
        let headers: Headers = ["content-type": type, "etag": "\"\(etag)\"", "accept-ranges": "bytes"]
        if isKnown(request.headers["if-none-match"]) {
            return Response(status: 304, headers: ["etag": "\"\(etag)\""])
        }
        switch range(request) {
        case .whole:
            return Response(status: 200, headers: headers, body: .file(path: path, offset: 0, count: size))
        case .part(let first, let last):
            var answer = Response(
                status: 206,
                headers: headers,
                body: .file(path: path, offset: first, count: last - first + 1)
            )
            answer.headers.append("content-range", "bytes \(first)-\(last)/\(size)")
            return answer
        case .outside:
            return Response(status: 416, headers: ["content-range": "bytes */\(size)"])
        }
    }

    private enum Range { case whole, part(Int, Int), outside }

    private func range(_ request: Request) -> Range {
        guard let header = request.headers["range"], header.hasPrefix("bytes="), !header.contains(",") else {
            return .whole
        }
        if let condition = request.headers["if-range"], condition != "\"\(etag)\"" { return .whole }
        let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return .whole }
        switch (number(ends[0]), number(ends[1])) {
        case (let first?, let last?) where first <= last:
            return first < size ? .part(first, min(last, size - 1)) : .outside
        case (let first?, nil) where ends[1].isEmpty: return first < size ? .part(first, size - 1) : .outside
        case (nil, let count?) where ends[0].isEmpty:
            return count > 0 && size > 0 ? .part(max(0, size - count), size - 1) : .outside
        default: return .whole
        }
    }

    /// Digits only: `Int` would also take a sign.
    private func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// Whether the client's `If-None-Match` names these bytes; `*` names all (RFC 9110 §13.1.2).
    private func isKnown(_ tags: String?) -> Bool {
        guard let tags else { return false }
        return tags == "*" || tags.contains("\"\(etag)\"")
    }
}

extension FileResponse {
    /// The size of a file in bytes; nil when it is not there.
    public static func size(ofFileAt path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }
}
