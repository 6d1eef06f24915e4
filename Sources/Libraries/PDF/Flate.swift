import CZlib

/// Deflate as PDF uses it (RFC 1950).
enum Flate {
    /// Unpacks; a stream that breaks off or whose sum is wrong gives what could be read, as readers do.
    static func inflate(_ packed: PDFBytes, limit: Int) throws(PDFError) -> [UInt8] {
        try packed.withUnsafeBytes { source throws(PDFError) in try inflate(source, limit: limit) }
    }

    private static func inflate(_ source: UnsafeRawBufferPointer, limit: Int) throws(PDFError) -> [UInt8] {
        var state = z_stream()
        guard saraban_inflateInit(&state) == Z_OK else { throw PDFError(.limitExceeded) }
        defer { inflateEnd(&state) }
        guard source.count <= Int(UInt32.max) else { throw PDFError(.limitExceeded) }
        let input = source.assumingMemoryBound(to: UInt8.self).baseAddress
        state.next_in = UnsafeMutablePointer(mutating: input)
        state.avail_in = UInt32(source.count)
        var result: [UInt8] = []
        let room = min(max(4096, source.count * 4), 1 << 20)
        while true {
            guard result.count <= limit else { throw PDFError(.limitExceeded) }
            var code = Z_OK
            var written = 0
            result.append(
                contentsOf: [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    state.next_out = buffer.baseAddress
                    state.avail_out = UInt32(room)
                    code = CZlib.inflate(&state, Z_NO_FLUSH)
                    written = room - Int(state.avail_out)
                    count = written
                }
            )
            if code == Z_STREAM_END { return result }
            if code != Z_OK || written == 0 {
                guard !result.isEmpty || source.isEmpty else { throw PDFError(.malformed) }
                return result
            }
        }
    }

    /// Packs; the same bytes always give the same result.
    static func deflate(_ plain: [UInt8]) -> [UInt8] {
        var size = compressBound(UInt(plain.count))
        return [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            // The only failures are a lack of memory or of room, and the room is what zlib asked for.
            let code = compress2(buffer.baseAddress, &size, plain, UInt(plain.count), 6)
            precondition(code == Z_OK, "zlib has no memory")
            count = Int(size)
        }
    }
}
