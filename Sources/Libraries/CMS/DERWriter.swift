/// Writes values in the Distinguished Encoding Rules (X.690 §10): every length definite and shortest.
enum DER {
    static let null: [UInt8] = [5, 0]

    /// A value of any tag around parts that are already encoded.
    static func value(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let length = parts.reduce(0) { $0 + $1.count }
        var bytes: [UInt8] = [tag]
        bytes.reserveCapacity(length + 6)
        if length < 0x80 {
            bytes.append(UInt8(length))
        } else {
            let octets = bigEndian(length)
            bytes.append(0x80 | UInt8(octets.count))
            bytes += octets
        }
        for part in parts { bytes += part }
        return bytes
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }

    /// SET OF: the members in the order of their encodings (X.690 §11.6).
    static func set(of members: [[UInt8]]) -> [UInt8] { value(0x31, ordered(members)) }

    static func ordered(_ members: [[UInt8]]) -> [UInt8] {
        members.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }

    static func integer(_ number: Int) -> [UInt8] {
        var octets = bigEndian(number)
        if octets[0] & 0x80 != 0 { octets.insert(0, at: 0) }
        return value(0x02, octets)
    }

    /// A non-negative integer from its big-endian bytes, such as a half of an ECDSA signature.
    static func integer(unsigned bytes: some Sequence<UInt8>) -> [UInt8] {
        var octets = Array(bytes.drop { $0 == 0 })
        if octets.isEmpty || octets[0] & 0x80 != 0 { octets.insert(0, at: 0) }
        return value(0x02, octets)
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = number
        repeat {
            octets.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        } while rest > 0
        return octets.reversed()
    }
}

/// An object identifier (X.660), kept as it is encoded.
struct ObjectIdentifier: Hashable, Sendable {
    /// Tag, length and content.
    let der: [UInt8]

    init(_ arcs: UInt...) {
        var content: [UInt8] = [UInt8(arcs[0] * 40 + arcs[1])]
        for arc in arcs.dropFirst(2) {
            var groups: [UInt8] = [UInt8(arc & 0x7f)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7f) | 0x80)
                rest >>= 7
            }
            content += groups.reversed()
        }
        der = DER.value(0x06, content)
    }

    static let data = ObjectIdentifier(1, 2, 840, 113549, 1, 7, 1)
    static let signedData = ObjectIdentifier(1, 2, 840, 113549, 1, 7, 2)
    static let contentType = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 3)
    static let messageDigest = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 4)
    static let signingCertificateV2 = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 16, 2, 47)
    static let signatureTimeStamp = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 16, 2, 14)
    static let sha256 = ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1)
    static let rsaWithSHA256 = ObjectIdentifier(1, 2, 840, 113549, 1, 1, 11)
    static let ecdsaWithSHA256 = ObjectIdentifier(1, 2, 840, 10045, 4, 3, 2)
}
