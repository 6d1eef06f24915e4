/// Digits as Thai letters write them.
enum ThaiNumerals {
    static let months = [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
        "พฤศจิกายน", "ธันวาคม",
    ]

    /// Every digit as ๐ to ๙.
    static func digits(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 { append(byte, to: &result) }
        return String(decoding: result, as: UTF8.self)
    }

    /// The digits of a text but those of words with Latin letters: addresses of mail and pages, names as COVID-19.
    static func text(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: isDigit) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 32)
        var start = 0
        while start < bytes.count {
            var end = start
            var isLatin = false
            while end < bytes.count, bytes[end] != 0x20, bytes[end] != 0x0A {
                isLatin = isLatin || isLetter(bytes[end])
                end += 1
            }
            // The space belongs to the word before it.
            end = min(end + 1, bytes.count)
            if isLatin {
                result += bytes[start..<end]
            } else {
                for byte in bytes[start..<end] { append(byte, to: &result) }
            }
            start = end
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == 0x40
    }

    /// ๐ is U+0E50, three bytes in UTF-8.
    private static func append(_ byte: UInt8, to result: inout [UInt8]) {
        if isDigit(byte) { result += [0xE0, 0xB9, 0x90 + byte - 0x30] } else { result.append(byte) }
    }
}
