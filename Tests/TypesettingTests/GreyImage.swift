import Testing

@testable import PDF

/// A picture of 8-bit greys, read as pdftoppm writes it (PGM) and kept as PNG.
struct GreyImage: Equatable {
    let width: Int
    let height: Int
    let pixels: [UInt8]

    /// "P5", width, height and 255, then the dots.
    init(pgm: [UInt8]) throws {
        let words = pgm.prefix(40).split(separator: 10).prefix(3).map { String(decoding: $0, as: UTF8.self) }
        let sizes = words[1].split(separator: " ").compactMap { Int($0) }
        try #require(words[0] == "P5" && words[2] == "255" && sizes.count == 2)
        (width, height) = (sizes[0], sizes[1])
        pixels = Array(pgm.suffix(width * height))
    }

    /// Reads only what `png` writes: one IDAT and rows without a filter.
    init(png: [UInt8]) throws {
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        try #require(png.count > 60 && png[24] == 8 && png[25] == 0, "not a grey PNG of 8 bits")
        let (width, height) = (number(16), number(20))
        let packed = Array(png[41..<41 + number(33)])
        let rows = try Flate.inflate(PDFBytes(packed), limit: 1 << 24)
        try #require(rows.count == (width + 1) * height)
        (self.width, self.height) = (width, height)
        pixels = (0..<height).flatMap { rows[($0 * (width + 1) + 1)..<(($0 + 1) * (width + 1))] }
    }

    /// The picture as PNG.
    var png: [UInt8] {
        let rows = (0..<height).flatMap { [0] + pixels[($0 * width)..<(($0 + 1) * width)] }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + Self.chunk("IHDR", Self.bytes(width) + Self.bytes(height) + [8, 0, 0, 0, 0])
            + Self.chunk("IDAT", Flate.deflate(rows)) + Self.chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        var sum = UInt32.max
        for byte in content {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return bytes(body.count) + content + bytes(Int(~sum))
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// How many dots are clearly darker or lighter than the other picture's.
    func differences(from other: GreyImage) -> Int {
        zip(pixels, other.pixels).reduce(0) { $0 + (abs(Int($1.0) - Int($1.1)) > 60 ? 1 : 0) }
    }
}
