import CICU

/// Unicode normalisation by ICU.
enum Normalisation {
    /// Canonical composition (NFC).
    static func nfc(_ text: String) -> String {
        guard !isComposed(text) else { return text }
        var error = U_ZERO_ERROR
        guard let form = cicu_nfc(&error), error.rawValue <= U_ZERO_ERROR.rawValue else { return text }
        let source = Array(text.utf16)
        // NFC makes no text longer than three times its UTF-16 (Unicode FAQ, “Normalization”).
        var result = [UInt16](repeating: 0, count: source.count * 3 + 16)
        let count = cicu_normalize(form, source, Int32(source.count), &result, Int32(result.count), &error)
        guard error.rawValue <= U_ZERO_ERROR.rawValue else { return text }
        return String(decoding: result[..<Int(count)], as: UTF16.self)
    }

    /// Whether a text is of Thai and ASCII alone, with its marks in canonical order.
    static func isThaiOrASCII(_ text: String) -> Bool { isComposed(text, latinBelow: 0x80) }

    /// Whether a text is Latin or Thai with its marks in canonical order, as nearly all texts are.
    private static func isComposed(_ text: String, latinBelow limit: UInt32 = 0x300) -> Bool {
        var previous = 0
        for scalar in text.unicodeScalars {
            guard scalar.value < limit || (0x0E00...0x0E7F).contains(scalar.value) else { return false }
            let rank = rank(scalar.value)
            if rank != 0, rank < previous { return false }
            previous = rank
        }
        return true
    }

    /// The canonical combining class of a Thai character (UnicodeData.txt).
    private static func rank(_ value: UInt32) -> Int {
        switch value {
        case 0x0E38, 0x0E39: 103
        case 0x0E3A: 9
        case 0x0E48...0x0E4B: 107
        default: 0
        }
    }
}
