import Glibc

/// The colours of screens (IEC 61966-2-1) as an ICC profile of version 2.
enum ColourProfile {
    /// The profile's bytes.
    static func sRGB() -> [UInt8] {
        let curve = tag("curv", word(1024) + (0..<1024).flatMap { half(linear(Double($0) / 1023)) })
        let parts: [(names: [String], bytes: [UInt8])] = [
            (["desc"], description("sRGB")),
            (["cprt"], tag("text", Array("No copyright".utf8) + [0])),
            (["wtpt"], xyz(0.9642, 1, 0.8249)),
            (["rXYZ"], xyz(0.43607, 0.22249, 0.01392)),
            (["gXYZ"], xyz(0.38515, 0.71687, 0.09708)),
            (["bXYZ"], xyz(0.14307, 0.06061, 0.71410)),
            (["rTRC", "gTRC", "bTRC"], curve),
        ]
        let count = parts.reduce(0) { $0 + $1.names.count }
        var table = word(UInt32(count))
        var data: [UInt8] = []
        for part in parts {
            let offset = UInt32(128 + 4 + 12 * count + data.count)
            for name in part.names {
                table += Array(name.utf8) + word(offset) + word(UInt32(part.bytes.count))
            }
            data += part.bytes
            while data.count % 4 != 0 { data.append(0) }
        }
        return header(size: UInt32(128 + table.count + data.count)) + table + data
    }

    private static func header(size: UInt32) -> [UInt8] {
        let date: [UInt8] = [2026, 1, 1, 0, 0, 0].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        var bytes = word(size) + word(0) + word(0x0210_0000) + Array("mntrRGB XYZ ".utf8) + date
        bytes += Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
        bytes += fixed(0.9642) + fixed(1) + fixed(0.8249)
        return bytes + [UInt8](repeating: 0, count: 128 - bytes.count)
    }

    private static func description(_ text: String) -> [UInt8] {
        let ascii = Array(text.utf8) + [0]
        return tag("desc", word(UInt32(ascii.count)) + ascii + [UInt8](repeating: 0, count: 8 + 3 + 67))
    }

    private static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
        tag("XYZ ", fixed(x) + fixed(y) + fixed(z))
    }

    private static func tag(_ name: String, _ body: [UInt8]) -> [UInt8] { Array(name.utf8) + word(0) + body }
    private static func fixed(_ value: Double) -> [UInt8] { word(UInt32((value * 65536).rounded())) }

    private static func word(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func half(_ value: Double) -> [UInt8] {
        let number = UInt16((value * 65535).rounded())
        return [UInt8(number >> 8), UInt8(number & 255)]
    }

    /// The light that a value stands for.
    private static func linear(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
