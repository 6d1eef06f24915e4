/// Parts of a text that stay on one line: numbers with what belongs to them, as in พ.ศ. ๒๕๖๙ or ๒๑ พฤศจิกายน ๒๕๖๙.
enum UnbrokenRanges {
    private static let months = Set(ThaiNumerals.months)

    /// In bytes of UTF-8, in order, none longer than a few words.
    static func find(in text: String) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var previous: (word: Substring, start: Int)?
        var position = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if let previous, belongs(word, behind: previous.word) {
                let start = ranges.last.flatMap { $0.upperBound > previous.start ? $0.lowerBound : nil }
                if start != nil { ranges.removeLast() }
                let first = start ?? tail(of: previous.word, from: previous.start)
                ranges.append(first..<(position + head(of: word)))
            }
            previous = (word, position)
            position += word.utf8.count + 1
        }
        return ranges
    }

    private static func belongs(_ word: Substring, behind previous: Substring) -> Bool {
        guard let first = word.first, let last = previous.last else { return false }
        if first.isNumber {
            return previous.hasSuffix("พ.ศ.") || previous == "ที่" || previous == "ข้อ" || previous == "โทร."
                || months.contains(String(previous))
        }
        return last.isNumber && (months.contains(String(word)) || word == "น.")
    }

    /// A long word before the number may be broken at its beginning: only its last part is kept.
    private static func tail(of word: Substring, from start: Int) -> Int {
        let kept =
            word.hasSuffix("พ.ศ.")
            ? "พ.ศ.".utf8.count
            : word.reversed().prefix { $0.isNumber }
                .reduce(0) { $0 + $1.utf8.count }
        return start + word.utf8.count - (kept > 0 ? kept : min(word.utf8.count, 60))
    }

    /// What follows a number without a space may be broken off.
    private static func head(of word: Substring) -> Int {
        let digits = word.prefix { $0.isNumber }
        return digits.isEmpty ? word.utf8.count : digits.utf8.count
    }
}
