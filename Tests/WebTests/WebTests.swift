import HTML
import HTTP
import Kernel
import TestSupport
import Testing
import Web

struct RequestForgeryTests {
    @Test func `a token proves its own session only`() {
        let token = RequestForgery.token(for: "session-one")
        #expect(RequestForgery.isGenuine(token, for: "session-one"))
        #expect(!RequestForgery.isGenuine(token, for: "session-two"))
        #expect(!RequestForgery.isGenuine(nil, for: "session-one"))
        #expect(!RequestForgery.isGenuine("", for: "session-one"))
    }
}

struct WordsTests {
    @Test(arguments: [
        (59, "ไม่ถึง ๑ นาที"), (60, "๑ นาที"), (3600, "๑ ชม."), (47 * 3600, "๔๗ ชม."), (48 * 3600, "๒ วัน"),
    ])
    func `a span is told in its largest unit`(_ seconds: Int, _ words: String) {
        let start = Instant(millisecond: 0)
        let told = Language.thai.span(from: start, to: start.adding(seconds: seconds))
        #expect(told == words.replacing(" ", with: "\u{A0}"))
    }

    @Test func `digits, days and sizes follow the language`() {
        let moment = Instant(millisecond: 1_768_442_520_000)
        #expect(Language.thai.moment(moment).replacing("\u{A0}", with: " ") == "๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๒ น.")
        #expect(Language.english.moment(moment).replacing("\u{A0}", with: " ") == "15 Jan 2026, 09:02")
        #expect(Language.thai.size(1_258_291) == "๑.๑ เมกะไบต์")
        #expect(Language.english.size(318 * 1024) == "318 kB")
    }
}

struct KeptMarkupTests {
    @Test func `a part is written once, and the newest stay`() {
        let kept = KeptMarkup<Int>(bytes: 200)
        var written: [Int] = []
        func part(_ key: Int) -> HTML {
            kept.part(key) {
                written.append(key)
                return "\(String(repeating: "x", count: 50))\(key)"
            }
        }
        for _ in 1...3 { _ = part(1) }
        #expect(written == [1])
        // One that is asked for again and again outlives many that are not.
        for key in 2...40 {
            _ = part(key)
            #expect(part(1).text.hasSuffix("x1"))
        }
        #expect(written == Array(1...40))
        _ = part(2)
        #expect(written.last == 2)
    }

    @Test func `parts come in the order of their keys, and only those that are missing are written`() {
        let kept = KeptMarkup<String>(bytes: 1000)
        var asked: [[String]] = []
        func parts(_ keys: [String]) -> [String] {
            kept.parts(keys) { missing in
                asked.append(missing)
                let known = missing.filter { $0 != "ง" }
                return Dictionary(uniqueKeysWithValues: known.map { ($0, "<b>\($0)</b>") })
            }.map(\.text)
        }
        #expect(parts(["ก", "ข"]) == ["<b>ก</b>", "<b>ข</b>"])
        #expect(parts(["ข", "ค", "ง", "ก"]) == ["<b>ข</b>", "<b>ค</b>", "", "<b>ก</b>"])
        #expect(asked == [["ก", "ข"], ["ค", "ง"]])
    }
}
