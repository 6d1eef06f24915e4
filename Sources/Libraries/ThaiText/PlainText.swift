/// Text that people typed, made fit to keep.
public enum PlainText {
    /// One line: NFC, control characters and line breaks as spaces, no outer spaces.
    ///
    /// Marks that hide or turn the direction of writing go, because they make a text read other than it is. What is
    /// left shows something, or is empty.
    public static func cleaned(_ text: String) -> String { clean(text, keepsLines: false) }

    /// Several lines: as `cleaned`, but with the line breaks kept as `\n`.
    public static func cleanedLines(_ text: String) -> String { clean(text, keepsLines: true) }

    /// The text in NFC: the same letters in the same bytes, however a keyboard made them.
    public static func composed(_ text: String) -> String { Normalisation.nfc(text) }

    private static func clean(_ text: String, keepsLines: Bool) -> String {
        guard !text.isEmpty else { return "" }
        if isPlain(text) { return trimmed(text) }
        var kept = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if keepsLines, scalar == "\r" || scalar == "\n" {
                // A return and the line feed behind it are one line break.
                if scalar == "\r" || !afterReturn { kept.append("\n") }
            } else if isControl(scalar) {
                kept.append(" ")
            } else if !isDeceiving(scalar) {
                kept.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        guard kept.contains(where: isVisible) else { return "" }
        return trimmed(Normalisation.nfc(String(kept)))
    }

    /// Whether nothing but its outer spaces can go from a text: it is of Thai and visible ASCII alone, and composed.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && Normalisation.isThaiOrASCII(text)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) || (0x0E01...0x0E5B).contains(scalar.value) { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isNoncharacterCodePoint
        }
    }

    /// Marks of direction, annotation and language: none is needed for Thai or English.
    private static func isDeceiving(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// White space, and what breaks or joins words unseen.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x200B...0x200D).contains(scalar.value) || scalar.value == 0x2060
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        // U+2800 is a Braille cell without dots.
        !isBlank(scalar) && !scalar.properties.isDefaultIgnorableCodePoint && scalar.value != 0x2800
    }
}
