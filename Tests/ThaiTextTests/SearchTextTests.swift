import Testing
import ThaiText

struct SearchTextTests {
    @Test(arguments: [
        ("ที่ มท ๐๐๒๑.๑/ว ๑๒๓๔", "ที่ มท 0021.1/ว 1234"),
        ("  Memo\u{A0}\tNo.\n12 ", "memo no. 12"),
        ("ทํางาน", "ทำงาน"),
        ("ทำางาน", "ทำงาน"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเจ้ง", "แจ้ง"),
        ("ท่ี", "ที่"),
        ("ปู่", "ปู่"),
        ("ปู่", "ปู่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("การ\u{200B}ประชุม\u{FEFF}\u{200D}", "การประชุม"),
        ("cafe\u{301}", "café"),
        ("e\u{200B}\u{301}", "é"),
        ("ÀÉ", "àé"),
        ("\u{0}a\u{1}b", "a b"),
        ("", ""),
        (" \u{200B}\t", ""),
    ])
    func `the same words come out the same`(typed: String, normalised: String) {
        #expect(Array(SearchText.normalised(typed).unicodeScalars) == Array(normalised.unicodeScalars))
    }

    @Test func `what was normalised stays as it is`() {
        let letters = "กขนมเเแอาำํะิีึืุู่้๊๋์็ๆฯ๐๙ aA1\u{200B}É\u{A0}\n".unicodeScalars.map(\.self)
        var generator = Lehmer(state: 5)
        for _ in 0..<30_000 {
            let count = Int.random(in: 0...9, using: &generator)
            let scalars = (0..<count).compactMap { _ in letters.randomElement(using: &generator) }
            let once = SearchText.normalised(String(String.UnicodeScalarView(scalars)))
            let twice = SearchText.normalised(once)
            guard Array(once.unicodeScalars) == Array(twice.unicodeScalars) else {
                Issue.record(
                    "\(scalars) became \(Array(once.unicodeScalars)), then \(Array(twice.unicodeScalars))"
                )
                return
            }
        }
    }

    @Test func `texts of Thai and ASCII come out as when other letters stand beside them`() {
        let letters: [ClosedRange<UInt32>] = [0...0x7F, 0x0E30...0x0E5F, 0x0E00...0x0E7F]
        var generator = Lehmer(state: 6)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...12, using: &generator)
            let scalars = (0..<count).compactMap { _ in
                letters.randomElement(using: &generator).flatMap {
                    Unicode.Scalar(.random(in: $0, using: &generator))
                }
            }
            let text = String(String.UnicodeScalarView(scalars))
            // The letter behind takes the text off the short way.
            let long = Array(SearchText.normalised(text + " \u{E9}").unicodeScalars)
            let short = Array(SearchText.normalised(text).unicodeScalars)
            #expect(long == (short.isEmpty ? ["\u{E9}"] : short + [" ", "\u{E9}"]))
        }
    }

    @Test func `digits change their form and nothing else does`() {
        #expect(ThaiDigits.thai("ที่ 0123456789/ก") == "ที่ ๐๑๒๓๔๕๖๗๘๙/ก")
        #expect(ThaiDigits.arabic("ที่ ๐๑๒๓๔๕๖๗๘๙/ก٣") == "ที่ 0123456789/ก٣")
        #expect(ThaiDigits.arabic("๏๚฿") == "๏๚฿")
        var generator = Lehmer(state: 8)
        for _ in 0..<2000 {
            let scalars = (0..<12).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0x0E00...0x0E7F, using: &generator))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let expected = scalars.map { scalar in
                let digit = scalar.value &- 0x0E50
                return digit < 10 ? Unicode.Scalar(UInt8(0x30 + digit)) : scalar
            }
            #expect(Array(ThaiDigits.arabic(text).unicodeScalars) == expected)
            #expect(ThaiDigits.thai(ThaiDigits.arabic(text)) == text)
        }
    }

    @Test(arguments: [
        ("  เรื่อง\u{0} \u{7}ด่วน\n", "เรื่อง   ด่วน"),
        ("a\r\nb", "a  b"),
        ("ab\u{202E}cd\u{2066}", "abcd"),
        ("e\u{301}", "é"),
        ("การ\u{200B}ประชุม", "การ\u{200B}ประชุม"),
        ("\u{200B} \u{2060}\u{AD}\u{3164}\u{2800}", ""),
        ("\u{FFFF}", ""),
        ("", ""),
    ])
    func `one line of text is fit to keep`(typed: String, kept: String) {
        #expect(Array(PlainText.cleaned(typed).unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test func `several lines keep their breaks`() {
        #expect(PlainText.cleanedLines("\r\na\r\n\r\nb\rc\nd\u{B}\n ") == "a\n\nb\nc\nd")
    }

    @Test func `what was cleaned stays as it is and shows something or is empty`() {
        var generator = Lehmer(state: 9)
        let ranges: [ClosedRange<UInt32>] = [
            0...0x7F, 0x0E00...0x0E7F, 0x2000...0x206F, 0x300...0x36F, 0...0x10FFFF,
        ]
        for _ in 0..<20_000 {
            let scalars = (0..<6).compactMap { _ in
                ranges.randomElement(using: &generator).flatMap {
                    Unicode.Scalar(.random(in: $0, using: &generator))
                }
            }
            let once = PlainText.cleaned(String(String.UnicodeScalarView(scalars)))
            #expect(Array(PlainText.cleaned(once).unicodeScalars) == Array(once.unicodeScalars), "\(scalars)")
        }
    }
}

/// Chance that is the same in every run.
struct Lehmer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
