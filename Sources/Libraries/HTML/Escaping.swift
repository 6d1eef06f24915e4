extension [UInt8] {
    /// Appends text with the five characters that mean something in markup written as references.
    ///
    /// Runs between them are copied whole, so text without any costs one copy.
    @usableFromInline
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { source in
            var start = 0
            for index in source.indices {
                guard let reference = reference(for: source[index]) else { continue }
                append(contentsOf: source[start..<index])
                append(contentsOf: reference.utf8)
                start = index + 1
            }
            append(contentsOf: source[start...])
        }
    }
}

@inline(__always)
private func reference(for byte: UInt8) -> String? {
    guard byte <= 0x3E else { return nil }
    return switch byte {
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x22: "&quot;"
    case 0x27: "&#39;"
    default: nil
    }
}
