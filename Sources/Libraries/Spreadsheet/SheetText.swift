/// Text as an Excel file can hold it.
enum SheetText {
    /// Without control characters, which XML forbids, and cut at so many characters.
    static func plain(_ text: String, most: Int = 32_767) -> String {
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            // Excel counts in UTF-16.
            count += scalar.value > 0xFFFF ? 2 : 1
            guard count <= most else { break }
            kept.append(isAllowed(scalar) ? scalar : " ")
        }
        return String(kept)
    }

    /// A name for a tab: 1 to 31 characters without `[]:*?/\`, no apostrophe at either end.
    static func name(_ text: String) -> String {
        let replaced = text.unicodeScalars.map { "[]:*?/\\'".unicodeScalars.contains($0) ? "-" : $0 }
        let name = plain(String(String.UnicodeScalarView(replaced)), most: 31)
        return name.allSatisfy(\.isWhitespace) ? "1" : name
    }

    /// Whether a program might take the text for a formula.
    static func looksLikeFormula(_ text: String) -> Bool {
        text.unicodeScalars.first { !$0.properties.isWhitespace }.map { "=+-@".unicodeScalars.contains($0) }
            ?? false
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
