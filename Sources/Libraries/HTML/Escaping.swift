extension [UInt8] {
    /// Appends text with the five characters that mean something in markup written as references.
    @usableFromInline
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { appendEscaped($0) }
    }

    /// Runs between the characters are copied whole, so text without any costs one copy.
    @usableFromInline
    mutating func appendEscaped(_ source: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in source.indices where isSpecial(source[index]) {
            append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
            reference(for: source[index]).withUTF8Buffer { append(contentsOf: $0) }
            start = index + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
    }
}

/// A bit for each of the five characters, all of which lie below 64.
private let special: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E

@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool { byte < 64 && special >> byte & 1 == 1 }

private func reference(for byte: UInt8) -> StaticString {
    switch byte {
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x22: "&quot;"
    default: "&#39;"
    }
}
