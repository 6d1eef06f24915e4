/// Percent-encoding of RFC 3986, section 2.1.
public enum PercentEncoding {
    /// The text of a path segment; nil for a broken escape, a NUL or bytes that are not UTF-8.
    public static func decode(_ text: some StringProtocol) -> String? { decode(text.utf8) }

    /// The text of a path segment's bytes.
    static func decode(_ bytes: some Collection<UInt8>) -> String? { decode(bytes, plusIsSpace: false) }

    /// The text of a form's name or value, where `+` stands for a space.
    public static func decodeForm(_ text: some StringProtocol) -> String? {
        decode(text.utf8, plusIsSpace: true)
    }

    /// Everything but RFC 3986's unreserved characters escaped.
    public static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                encoded.append(byte)
            } else {
                encoded += [0x25, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func decode(_ encoded: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var bytes = encoded.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case 0x25:
                guard let high = bytes.next().flatMap(hexValue), let low = bytes.next().flatMap(hexValue)
                else {
                    return nil
                }
                decoded.append(high << 4 | low)
            case 0x2B where plusIsSpace: decoded.append(0x20)
            default: decoded.append(byte)
            }
        }
        guard !decoded.contains(0) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}
