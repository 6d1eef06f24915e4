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
        (59, "๐ นาที"), (60, "๑ นาที"), (3600, "๑ ชม."), (47 * 3600, "๔๗ ชม."), (48 * 3600, "๒ วัน"),
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
