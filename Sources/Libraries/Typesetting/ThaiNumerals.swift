/// Digits and days as Thai letters write them.
enum ThaiNumerals {
    /// Every digit as ๐ to ๙.
    static func digits(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(thai(scalar)) }
        return String(result)
    }

    /// The digits of a text but those of words with Latin letters: addresses of mail and pages, names as COVID-19.
    static func text(_ text: String) -> String {
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return text }
        var result = String.UnicodeScalarView()
        var word: [Unicode.Scalar] = []
        func close() {
            let isLatin = word.contains { ($0.isASCII && $0.properties.isAlphabetic) || $0 == "@" }
            result.append(contentsOf: isLatin ? word : word.map(thai))
            word = []
        }
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                close()
                result.append(scalar)
            } else {
                word.append(scalar)
            }
        }
        close()
        return String(result)
    }

    private static func thai(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x30...0x39).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(0x0E50 + scalar.value - 0x30) ?? scalar
    }

    static let months = [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
        "พฤศจิกายน", "ธันวาคม",
    ]
}
