/// Parts of a text that stay on one line: numbers with what belongs to them, as in พ.ศ. ๒๕๖๙ or ๒๑ พฤศจิกายน ๒๕๖๙.
enum UnbrokenRanges {
    private typealias Bytes = ArraySlice<UInt8>

    private static let months = ThaiNumerals.months.map { ArraySlice($0.utf8) }
    /// A number belongs to these words before it.
    private static let heads = (["ที่", "ข้อ", "โทร."] + ThaiNumerals.months).map { ArraySlice($0.utf8) }
    private static let year = ArraySlice("พ.ศ.".utf8)
    private static let hour = ArraySlice("น.".utf8)

    /// In bytes of UTF-8, in order; ranges that meet are one.
    static func find(in text: String) -> [Range<Int>] {
        let bytes = ArraySlice(text.utf8)
        var ranges: [Range<Int>] = []
        var previous: Bytes = []
        for word in bytes.split(separator: 0x20, omittingEmptySubsequences: false) {
            if let start = start(of: previous, before: word) {
                let end = digitsEnd(of: word) ?? word.endIndex
                if let last = ranges.last, last.upperBound >= start {
                    ranges[ranges.count - 1] = last.lowerBound..<end
                } else {
                    ranges.append(start..<end)
                }
            }
            previous = word
        }
        return ranges
    }

    /// The parts that spaces that do not break hold together. Pango breaks Thai behind such a space all the same.
    ///
    /// Of the word before the first one only its digits belong to them: `ลงรับแล้ว (๑๖`.
    static func held(in text: String) -> [Range<Int>] {
        ArraySlice(text.utf8).split(separator: 0x20).compactMap { word in
            guard
                let space = word.indices.dropLast().first(where: { word[$0] == 0xC2 && word[$0 + 1] == 0xA0 })
            else { return nil }
            return (digitsStart(of: word[..<space]) ?? word.startIndex)..<word.endIndex
        }
    }

    /// Where the part of a word begins that the word behind it belongs to; nil where it belongs to nothing.
    private static func start(of previous: Bytes, before word: Bytes) -> Int? {
        if digitsEnd(of: word) != nil {
            if ends(previous, with: year) { return previous.endIndex - year.count }
            return heads.contains(previous) ? previous.startIndex : nil
        }
        guard months.contains(word) || word == hour else { return nil }
        return digitsStart(of: previous)
    }

    private static func ends(_ word: Bytes, with end: Bytes) -> Bool {
        word.count >= end.count && word.suffix(end.count) == end
    }

    /// Where the digits at a word's beginning end; nil where it begins otherwise.
    private static func digitsEnd(of word: Bytes) -> Int? {
        var index = word.startIndex
        while let length = digitLength(in: word, at: index) { index += length }
        return index > word.startIndex ? index : nil
    }

    /// Where the digits at a word's end begin, dots and colons between them included.
    private static func digitsStart(of word: Bytes) -> Int? {
        var start: Int?
        var index = word.startIndex
        while index < word.endIndex {
            if let length = digitLength(in: word, at: index) {
                start = start ?? index
                index += length
            } else {
                let isMark = word[index] == 0x2E || word[index] == 0x3A
                if !isMark { start = nil }
                index += 1
            }
        }
        return start
    }

    /// The bytes of the digit at a place: one for 0 to 9, three for ๐ to ๙.
    private static func digitLength(in word: Bytes, at index: Int) -> Int? {
        guard index < word.endIndex else { return nil }
        if (0x30...0x39).contains(word[index]) { return 1 }
        guard index + 2 < word.endIndex, word[index] == 0xE0, word[index + 1] == 0xB9 else { return nil }
        return (0x90...0x99).contains(word[index + 2]) ? 3 : nil
    }
}
