extension [UInt8] {
    /// In lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: count * 2) { buffer in
            for (index, byte) in enumerated() {
                buffer[index * 2] = hexDigits[Int(byte >> 4)]
                buffer[index * 2 + 1] = hexDigits[Int(byte & 15)]
            }
            return count * 2
        }
    }

    /// In the URL-safe alphabet of RFC 4648, section 5, without padding.
    public var base64url: String {
        var text: [UInt8] = []
        text.reserveCapacity((count * 4 + 2) / 3)
        var index = 0
        while index < count {
            let group = Swift.min(3, count - index)
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < group ? Int(self[index + offset]) : 0) }
            for place in 0...group { text.append(base64Digits[bits >> (18 - 6 * place) & 63]) }
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}

private let hexDigits = Array("0123456789abcdef".utf8)
private let base64Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
