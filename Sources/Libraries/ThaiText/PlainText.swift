import CICU

/// Text that people typed, made fit to keep.
public enum PlainText {
    /// One line: NFC, control characters and line breaks as spaces, no outer spaces.
    ///
    /// What is left shows something, or is empty.
    public static func cleaned(_ text: String) -> String { clean(text, keepsLines: false) }

    /// Several lines: as `cleaned`, but with the line breaks kept as `\n`.
    public static func cleanedLines(_ text: String) -> String {
        clean(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"), keepsLines: true)
    }

    private static func clean(_ text: String, keepsLines: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in Normalisation.nfc(text).unicodeScalars {
            if scalar == "\n", keepsLines {
                scalars.append(scalar)
            } else if isControl(scalar) {
                scalars.append(" ")
            } else if !isInvisibleMark(scalar) {
                scalars.append(scalar)
            }
        }
        let trimmed = trim(String(scalars))
        return trimmed.unicodeScalars.contains { !isBlank($0) } ? trimmed : ""
    }

    private static func trim(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// Marks that turn the direction of writing or hide: they make a text read other than it is.
    private static func isInvisibleMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value == 0x200B || scalar.value == 0x200C
            || scalar.value == 0x200D
            || scalar.value == 0x2060
    }
}

/// Unicode normalisation by ICU.
enum Normalisation {
    /// Canonical composition (NFC).
    static func nfc(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var error = U_ZERO_ERROR
        guard let form = cicu_nfc(&error), error.rawValue <= U_ZERO_ERROR.rawValue else { return text }
        let source = Array(text.utf16)
        var result = [UInt16](repeating: 0, count: source.count * 3 + 16)
        let count = cicu_normalize(form, source, Int32(source.count), &result, Int32(result.count), &error)
        guard error.rawValue <= U_ZERO_ERROR.rawValue else { return text }
        return String(decoding: result[..<Int(count)], as: UTF16.self)
    }

    /// Whether a text is ASCII or Thai in an order that NFC leaves alone, as nearly all texts are.
    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar.value < 0x300
                || ((0x0E00...0x0E7F).contains(scalar.value)
                    && scalar.properties.canonicalCombiningClass == .notReordered)
        }
    }
}
