import Glibc

/// Reads `multipart/form-data` (RFC 7578) in one pass; a file goes to disk as it comes and never stands in memory.
struct MultipartReader {
    private let source: BodySource
    private let delimiter: [UInt8]
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    private var fields = Fields()
    private var fieldBytes = 0
    private var files: [FormReader.File] = []

    private static let piece = 64 * 1024
    private static let longestHead = 8 * 1024

    init(boundary: String, body: BodySource) throws {
        guard (1...70).contains(boundary.utf8.count) else { throw FormError(.malformed) }
        delimiter = Array("\r\n--\(boundary)".utf8)
        source = body
        // The first delimiter has no line before it; with one, all are alike.
        buffer = [0x0D, 0x0A]
    }

    mutating func read() throws -> (fields: Fields, files: [FormReader.File]) {
        try copyUntilDelimiter { _ in }
        var parts = 0
        while try hasAnotherPart() {
            parts += 1
            // Files that were left empty count too: each costs a file of its own.
            guard parts <= FormReader.mostFields + FormReader.mostFiles else {
                throw FormError(.tooManyFields)
            }
            try readPart()
        }
        return (fields, files)
    }

    private mutating func readPart() throws {
        let disposition = HeaderParameters(try disposition())
        guard let name = disposition["name"] else { throw FormError(.malformed) }
        if let fileName = extended(disposition["filename*"]) ?? disposition["filename"] {
            try readFile(field: name, name: fileName)
        } else {
            try readField(name)
        }
    }

    private mutating func readField(_ name: String) throws {
        guard fields.pairs.count < FormReader.mostFields else { throw FormError(.tooManyFields) }
        var value: [UInt8] = []
        try copyUntilDelimiter { piece in
            guard value.count + piece.count <= FormReader.longestField else { throw FormError(.tooLarge) }
            value.append(contentsOf: piece)
        }
        guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else {
            throw FormError(.malformed)
        }
        fieldBytes += name.utf8.count + value.count
        guard fieldBytes <= FormReader.longestFields else { throw FormError(.tooLarge) }
        fields.append(name, text)
    }

    private mutating func readFile(field: String, name: String) throws {
        guard files.count < FormReader.mostFiles else { throw FormError(.tooLarge) }
        let writer = try TemporaryFile.Writer(folder: source.folder)
        try copyUntilDelimiter { try writer.write($0) }
        let content = try writer.finish()
        // A file field that was left empty comes without name and bytes.
        if !name.isEmpty || content.size > 0 {
            files.append(.init(field: field, fileName: name, content: content))
        }
    }

    /// The value of `Content-Disposition` in a part's head; the head is read to its end.
    private mutating func disposition() throws -> String {
        var found: String?
        while true {
            let line = try line()
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw FormError(.malformed) }
            if parts[0].lowercased() == "content-disposition" { found = String(parts[1]) }
        }
        guard let found else { throw FormError(.malformed) }
        return found
    }

    private mutating func line() throws -> String {
        while true {
            if let end = buffer[start...].firstIndex(of: 0x0A) {
                guard end > start, buffer[end - 1] == 0x0D else { throw FormError(.malformed) }
                let line = String(validating: buffer[start..<end - 1], as: UTF8.self)
                start = end + 1
                guard let line else { throw FormError(.malformed) }
                return line
            }
            guard buffer.count - start < Self.longestHead else { throw FormError(.tooLarge) }
            guard try fill() else { throw FormError(.malformed) }
        }
    }

    /// After a delimiter: whether another part follows, or the form ends.
    private mutating func hasAnotherPart() throws -> Bool {
        while buffer.count - start < 2 { guard try fill() else { throw FormError(.malformed) } }
        let mark = (buffer[start], buffer[start + 1])
        start += 2
        if mark == (0x2D, 0x2D) { return false }
        guard mark == (0x0D, 0x0A) else { throw FormError(.malformed) }
        return true
    }

    /// Hands over all bytes before the next delimiter and steps behind it.
    private mutating func copyUntilDelimiter(_ take: (ArraySlice<UInt8>) throws -> Void) throws {
        while true {
            if let found = indexOfDelimiter() {
                try take(buffer[start..<found])
                start = found + delimiter.count
                return
            }
            let safe = max(start, buffer.count - delimiter.count + 1)
            if safe > start {
                try take(buffer[start..<safe])
                start = safe
            }
            guard try fill() else { throw FormError(.malformed) }
        }
    }

    private func indexOfDelimiter() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, bytes.count - start >= delimiter.count else { return nil }
            var from = start
            while let hit = memchr(base + from, 0x0D, bytes.count - from) {
                let index = base.distance(to: hit)
                guard bytes.count - index >= delimiter.count else { return nil }
                if memcmp(hit, delimiter, delimiter.count) == 0 { return index }
                from = index + 1
            }
            return nil
        }
    }

    private mutating func fill() throws -> Bool {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        let piece = try source.next(Self.piece)
        buffer.append(contentsOf: piece)
        return !piece.isEmpty
    }

    /// `UTF-8''%E0%B8%81.pdf` of RFC 8187.
    private func extended(_ value: String?) -> String? {
        guard let value, value.lowercased().hasPrefix("utf-8'") else { return nil }
        return value.split(separator: "'", omittingEmptySubsequences: false).last.flatMap {
            PercentEncoding.decode($0)
        }
    }
}
