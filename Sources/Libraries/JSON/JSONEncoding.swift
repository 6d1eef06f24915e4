extension JSONValue {
    /// The value as compact JSON in UTF-8. A number that JSON cannot write (infinite, not a number) becomes null.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        append(to: &bytes)
        return bytes
    }

    func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.appendDigits(value)
        case .number(let value): bytes.append(contentsOf: (value.isFinite ? String(value) : "null").utf8)
        case .string(let value): bytes.appendQuoted(value)
        case .array(let items):
            bytes.append(0x5B)
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                item.append(to: &bytes)
            }
            bytes.append(0x5D)
        case .object(let members):
            bytes.append(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                bytes.appendQuoted(member.0)
                bytes.append(0x3A)
                member.1.append(to: &bytes)
            }
            bytes.append(0x7D)
        }
    }
}

extension [UInt8] {
    mutating func appendDigits(_ number: Int) { append(contentsOf: String(number).utf8) }

    /// Appends a text as a JSON string; runs that need no escape are copied whole.
    mutating func appendQuoted(_ text: String) {
        append(0x22)
        var text = text
        text.withUTF8 { source in
            var start = 0
            for index in source.indices {
                let byte = source[index]
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
                append(contentsOf: source[start..<index])
                appendEscape(byte)
                start = index + 1
            }
            append(contentsOf: source[start...])
        }
        append(0x22)
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: append(contentsOf: [0x5C, byte])
        case 0x0A: append(contentsOf: "\\n".utf8)
        case 0x0D: append(contentsOf: "\\r".utf8)
        case 0x09: append(contentsOf: "\\t".utf8)
        default: append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        }
    }
}
