extension BuddhistDay {
    /// A day as clerks type it, in Thai or Arabic digits; nil for anything that is not clearly a day.
    ///
    /// `21/11/2569`, `21-11-69`, `21.11.2569`, `21 พ.ย. 2569`, `21พย69`, `21 พฤศจิกายน พ.ศ. 2569`, `21 Nov 2026` and
    /// `2026-11-21`. A year of two digits is of the Buddhist era and stands behind a number or a Thai month. One of
    /// four digits is Buddhist from 2400 to 2799 and common from 1900 to 2199; no other is taken, and ค.ศ. before it
    /// must be true.
    public init?(typed text: String) {
        // Programs and the calendar send this form.
        if let day = BuddhistDay(iso: text), (1900...2199).contains(day.commonYear) {
            self = day
            return
        }
        guard let words = TypedWords(ThaiDigits.arabic(text)), words.all.count == 3 else { return nil }
        let all = words.all
        if all[0].count == 4, let month = Self.number(all[1]), let day = Self.number(all[2]) {
            self.init(typedYear: all[0], isCommon: words.isCommonEra, takesTwoDigits: false, month, day)
        } else if let day = Self.number(all[0]), let month = Self.number(all[1]) ?? Self.thaiMonth(all[1]) {
            self.init(typedYear: all[2], isCommon: words.isCommonEra, takesTwoDigits: true, month, day)
        } else if let day = Self.number(all[0]), let month = Self.englishMonth(all[1]) {
            self.init(typedYear: all[2], isCommon: words.isCommonEra, takesTwoDigits: false, month, day)
        } else {
            return nil
        }
    }

    private init?(typedYear word: String, isCommon: Bool, takesTwoDigits: Bool, _ month: Int, _ day: Int) {
        guard let number = Int(word) else { return nil }
        switch (word.count, number) {
        case (2, _) where takesTwoDigits && !isCommon: self.init(year: 2500 + number, month: month, day: day)
        case (4, 2400...2799) where !isCommon: self.init(year: number, month: month, day: day)
        case (4, 1900...2199): self.init(year: number + 543, month: month, day: day)
        default: return nil
        }
    }

    /// A day or month of one or two digits.
    private static func number(_ word: String) -> Int? { word.count <= 2 ? Int(word) : nil }

    private static func thaiMonth(_ word: String) -> Int? {
        let index =
            longMonths.firstIndex(of: word) ?? shortMonths.firstIndex { $0.replacing(".", with: "") == word }
        return index.map { $0 + 1 }
    }

    private static func englishMonth(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        return fullEnglishMonths.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
    }

    private static let fullEnglishMonths = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november",
        "december",
    ]
}

/// The numbers and words of a typed day, without the points of abbreviations and the names of the era.
private struct TypedWords {
    private(set) var all: [String] = []
    private(set) var isCommonEra = false

    /// Nil for a text too long to be a day.
    init?(_ text: String) {
        guard text.utf8.count <= 200 else { return nil }
        var word = String.UnicodeScalarView()
        var isNumber = false
        for scalar in text.lowercased().unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            // A point ends a number but not an abbreviation.
            if scalar == ".", !isNumber { continue }
            if scalar == "." || Self.separators.contains(scalar) || isDigit != isNumber {
                take(String(word))
                word = String.UnicodeScalarView()
            }
            isNumber = isDigit
            if scalar != ".", !Self.separators.contains(scalar) { word.append(scalar) }
        }
        take(String(word))
    }

    private static let separators: Set<Unicode.Scalar> = [
        "/", "-", " ", "\t", ",", "\u{A0}", "\u{2013}", "\u{200B}",
    ]

    private mutating func take(_ word: String) {
        switch word {
        case "", "พศ", "พุทธศักราช", "วันที่", "เดือน": break
        case _ where word.hasPrefix("เดือน"): all.append(String(word.dropFirst("เดือน".count)))
        case "คศ", "คริสต์ศักราช": isCommonEra = true
        default: all.append(word)
        }
    }
}
