/// A line of text that can be drawn: checked once, when a stamp is made.
struct StampText {
    /// More cannot be read in any stamp.
    static let mostCharacters = 500
    let words: String

    /// Trims the line; refuses what has no place on paper.
    init(_ words: String) throws(StampError) {
        var scalars = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            let plain: Unicode.Scalar = scalar == "\t" || scalar == "\u{A0}" ? " " : scalar
            guard Self.isPrintable(plain) else { throw .unprintable(scalar) }
            scalars.append(plain)
        }
        while scalars.last == " " { scalars.removeLast() }
        guard scalars.count <= Self.mostCharacters else { throw .tooMuchText }
        self.words = String(String(scalars).drop { $0 == " " })
    }

    /// The lines of several texts, without the empty ones; throws `empty` when none is left.
    static func lines(_ texts: [String]) throws(StampError) -> [String] {
        var lines: [String] = []
        for text in texts {
            for part in text.split(whereSeparator: \.isNewline) {
                let line = try StampText(String(part))
                if !line.words.isEmpty { lines.append(line.words) }
            }
        }
        guard !lines.isEmpty else { throw .empty }
        guard lines.count <= 40 else { throw .tooMuchText }
        return lines
    }

    /// Letters, marks, digits, punctuation and signs. Joiners and the break mark help Thai text and cannot be seen;
    /// direction marks could make a line read as something else.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}"].contains(scalar) { return true }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return false
        default: return !properties.isEmojiPresentation && !properties.isVariationSelector
        }
    }
}
