extension BuddhistDay {
    /// A day as clerks type it, in Thai or Arabic digits; nil for anything that is not clearly a day.
    ///
    /// `21/11/2569`, `21-11-69`, `21 พ.ย. 2569`, `21 พฤศจิกายน พ.ศ. 2569`, `21 Nov 2026` and `2026-11-21`.
    /// A year of two digits is of the Buddhist era; one of four is of the common era below 2400 and Buddhist above.
    public init?(typed text: String) {
        let words = Self.words(of: ThaiDigits.arabic(text))
        guard words.count == 3 else { return nil }
        if words[0].utf8.count == 4, let year = Int(words[0]), let month = Int(words[1]),
            let day = Int(words[2])
        {
            self.init(year: Self.buddhist(year), month: month, day: day)
        } else if let day = Int(words[0]), let month = Self.month(words[1]), let year = Int(words[2]),
            [2, 4].contains(words[2].utf8.count)
        {
            self.init(year: year < 100 ? 2500 + year : Self.buddhist(year), month: month, day: day)
        } else {
            return nil
        }
    }

    private static func buddhist(_ year: Int) -> Int { year < 2400 ? year + 543 : year }

    /// The parts between separators, without the marks of the era.
    private static func words(of text: String) -> [String] {
        text.lowercased()
            .replacing("พ.ศ.", with: " ")
            .split { "/- \t,\u{A0}".contains($0) }
            .map(String.init)
    }

    private static func month(_ word: String) -> Int? {
        if let number = Int(word) { return number }
        let plain = word.replacing(".", with: "")
        let names = [
            shortMonths.map { $0.replacing(".", with: "") }, longMonths,
            englishMonths.map { $0.lowercased() },
        ]
        for months in names {
            if let index = months.firstIndex(of: plain) { return index + 1 }
        }
        let spelled = englishMonths.firstIndex {
            plain.count > 3 && Self.englishLong(plain).hasPrefix($0.lowercased())
        }
        return spelled.map { $0 + 1 }
    }

    /// The word itself when it is an English month in full, else nothing.
    private static func englishLong(_ word: String) -> String {
        let full = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        return full.contains(word) ? word : ""
    }
}
