import CMS
import Glibc
public import PDF

/// A signature in the making: everything stands but the signature's own bytes.
///
/// The steps may lie far apart, in time or place:
///
///     let session = try SigningSession(file, request)
///     let attributes = try SignedAttributes(digest: session.digest, certificate: certificate)
///     // … somebody signs `attributes.der` …
///     let signed = try session.finish(attributes.signedData(signature: signature))
///     try signed.write(to: path)
public struct SigningSession {
    /// The SHA-256 hash of all bytes but those kept free.
    public let digest: [UInt8]
    private let original: PDFBytes
    private var tail: [UInt8]
    /// Where in the tail the hexadecimal digits stand.
    private let room: Range<Int>

    /// Adds a signature to a file as a new revision; the file's bytes stay.
    ///
    /// `adding` may put further objects into the same revision. Throws `.fieldTaken` for a field that cannot be signed.
    public init(
        _ file: PDFFile,
        _ request: SignatureRequest,
        adding further: (IncrementalUpdate) throws(PDFError) -> Void = { _ in }
    ) throws(SigningError) {
        let update = try reading { () throws(PDFError) in try IncrementalUpdate(file) }
        try reading { () throws(PDFError) in try further(update) }
        var field = SignatureFieldWriter(update: update, request: request)
        let signature = try field.write()
        let written = try reading { () throws(PDFError) in try update.tail() }
        guard let start = written.places[signature.number],
            let ranges = Self.ranges(in: written.bytes, from: start, room: request.room)
        else { throw .file(PDFError(.malformed)) }
        var tail = written.bytes
        let base = file.bytes.count
        // The range names what stands before `<` and after `>`.
        let (gap, end) = (base + ranges.room.lowerBound - 1, base + ranges.room.upperBound + 1)
        let numbers = [0, gap, end, base + tail.count - end].map(String.init)
        let text = Array("[\(numbers.joined(separator: " "))".utf8)
        // Spaces fill up to the closing bracket.
        let padded = text + Array(repeating: 32, count: SignatureFieldWriter.byteRange.count - text.count - 1)
        tail.replaceSubrange(ranges.byteRange.lowerBound..<ranges.byteRange.upperBound - 1, with: padded)
        original = file.bytes
        room = ranges.room
        digest = try signing { () throws(CMSError) in
            try Self.hash(file.bytes, tail, but: ranges.room)
        }
        self.tail = tail
    }

    /// The signed file. Throws `.tooLong` when the message does not fit.
    public func finish(_ message: [UInt8]) throws(SigningError) -> SignedFile {
        guard message.count * 2 <= room.count else { throw .tooLong(message.count) }
        var tail = tail
        let digits = Array("0123456789abcdef".utf8)
        var place = room.lowerBound
        for byte in message {
            tail[place] = digits[Int(byte >> 4)]
            tail[place + 1] = digits[Int(byte & 15)]
            place += 2
        }
        return SignedFile(original: original, tail: tail)
    }

    private static func hash(
        _ original: PDFBytes,
        _ tail: [UInt8],
        but room: Range<Int>
    ) throws(CMSError) -> [UInt8] {
        let digest = try Digest()
        try original.withUnsafeBytes { (bytes) throws(CMSError) in try digest.update(bytes) }
        try tail.withUnsafeBufferPointer { (buffer) throws(CMSError) in
            let bytes = UnsafeRawBufferPointer(buffer)
            try digest.update(UnsafeRawBufferPointer(rebasing: bytes[..<(room.lowerBound - 1)]))
            try digest.update(UnsafeRawBufferPointer(rebasing: bytes[(room.upperBound + 1)...]))
        }
        return try digest.finish()
    }

    /// Where the two placeholders of an object stand.
    private static func ranges(
        in bytes: [UInt8],
        from start: Int,
        room: Int
    ) -> (byteRange: Range<Int>, room: Range<Int>)? {
        let byteRange = SignatureFieldWriter.byteRange
        let zeros = Array(repeating: UInt8(ascii: "0"), count: 64)
        guard let range = find(byteRange, in: bytes, from: start),
            let open = find([UInt8(ascii: "<")] + zeros, in: bytes, from: start)
        else { return nil }
        return (range..<range + byteRange.count, open + 1..<open + 1 + room * 2)
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            pattern.withUnsafeBytes { pattern in
                guard let base = bytes.baseAddress, let wanted = pattern.baseAddress else { return nil }
                var place = start
                while place + pattern.count <= bytes.count {
                    if memcmp(base + place, wanted, pattern.count) == 0 { return place }
                    place += 1
                }
                return nil
            }
        }
    }
}

/// A file and the revision that signs it.
public struct SignedFile: Sendable {
    /// The file as it was.
    public let original: PDFBytes
    /// What was put behind it.
    public let tail: [UInt8]

    /// Writes both as a new file that appears whole or not at all.
    public func write(to path: String) throws(PDFError) {
        try OutputFile.write([original, PDFBytes(tail)], to: path)
    }

    /// Both in one piece of memory.
    public var bytes: [UInt8] { original.array + tail }

    /// The signed file, to be signed again or checked.
    public func file() throws(PDFError) -> PDFFile { try PDFFile(bytes: PDFBytes(bytes)) }
}
