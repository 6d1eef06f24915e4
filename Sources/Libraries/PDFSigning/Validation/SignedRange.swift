import CMS
import PDF

/// Which bytes a signature covers, and its message in the gap between them.
struct SignedRange {
    let gap: Range<Int>
    let end: Int
    let message: [UInt8]

    enum Flaw: Error {
        case byteRange, contents
    }

    /// Reads `/ByteRange` and `/Contents` strictly: the range covers everything from the first byte on but one
    /// hexadecimal string, and that string is this signature's own.
    init(of signature: PDFDictionary, in file: PDFFile) throws(Flaw) {
        let numbers = ((try? file.array(signature["ByteRange"])) ?? []).map { try? file.resolve($0).integer }
        let count = file.bytes.count
        guard numbers.count == 4, let start = numbers[0], let open = numbers[1], let close = numbers[2],
            let length = numbers[3], start == 0, open > 0, close > open + 1, close <= count, length >= 0,
            length <= count - close
        else { throw .byteRange }
        let bytes = file.bytes
        guard bytes[open] == UInt8(ascii: "<"), bytes[close - 1] == UInt8(ascii: ">"),
            (close - open) % 2 == 0,
            let message = Self.hexadecimal(bytes, open + 1..<close - 1),
            let contents = try? file.resolve(signature["Contents"]).string, contents == message
        else { throw .contents }
        (gap, end, self.message) = (open..<close, close + length, message)
    }

    /// The hash of the covered bytes.
    func digest(of file: PDFFile, _ algorithm: DigestAlgorithm) throws(CMSError) -> [UInt8] {
        let digest = try Digest(algorithm)
        for range in [0..<gap.lowerBound, gap.upperBound..<end] {
            try file.bytes[range].withUnsafeBytes { (bytes) throws(CMSError) in try digest.update(bytes) }
        }
        return try digest.finish()
    }

    private static func hexadecimal(_ bytes: PDFBytes, _ range: Range<Int>) -> [UInt8]? {
        bytes[range].withUnsafeBytes { digits in
            var result: [UInt8] = []
            result.reserveCapacity(digits.count / 2)
            for place in stride(from: 0, to: digits.count, by: 2) {
                guard let high = digit(digits[place]), let low = digit(digits[place + 1]) else { return nil }
                result.append(high << 4 | low)
            }
            return result
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
