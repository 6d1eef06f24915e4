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

    public func answer(to request: Request) -> Response {
        let headers: Headers = ["content-type": type, "etag": "\"\(etag)\"", "accept-ranges": "bytes"]
        if request.headers["if-none-match"]?.contains("\"\(etag)\"") == true {
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
        switch (Int(ends[0]), Int(ends[1])) {
        case (let first?, let last?) where first <= last:
            return first < size ? .part(first, min(last, size - 1)) : .outside
        case (let first?, nil) where ends[1].isEmpty: return first < size ? .part(first, size - 1) : .outside
        case (nil, let count?) where ends[0].isEmpty:
            return count > 0 && size > 0 ? .part(max(0, size - count), size - 1) : .outside
        default: return .whole
        }
    }
}

extension FileResponse {
    /// The size of a file in bytes; nil when it is not there.
    public static func size(ofFileAt path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }
}
