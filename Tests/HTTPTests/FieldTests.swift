import HTTP
import Testing

struct FieldTests {
    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (1_767_225_600, "Thu, 01 Jan 2026 00:00:00 GMT"),
    ])
    func `dates are written as HTTP writes them`(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.string(seconds) == text)
    }

    static let languages: [(String?, String)] = [
        (nil, "th"), ("", "th"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("en;q=0.2, th;q=0.3", "th"), ("fr", "th"), ("fr, en;q=0.1", "en"), ("*", "th"), ("en;q=0", "th"),
        ("EN-us", "en"), ("en;q=nonsense", "th"), (";;,,;q=1", "th"), ("th;q=0.5,en;q=0.5", "th"),
    ]

    @Test(arguments: languages)
    func `the language that the client likes best is chosen`(_ header: String?, _ language: String) {
        #expect(AcceptLanguage.best(of: ["th", "en"], for: header) == language)
    }

    @Test func `cookies are set with what keeps them safe`() {
        #expect(
            SetCookie("__Host-session", "abc", maxAge: 60, sameSite: .strict)?.field
                == "__Host-session=abc; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=60"
        )
        #expect(SetCookie("a", "", isSecure: false)?.field == "a=; Path=/; HttpOnly; SameSite=Lax")
    }

    @Test(arguments: ["a;b", "a b", "a\r\nb", "a,b", "a\"b", "ก", "a\0"])
    func `a value that a cookie cannot hold makes none`(_ value: String) {
        #expect(SetCookie("a", value) == nil)
        #expect(SetCookie(value, "a") == nil)
    }

    @Test func `the promises of name prefixes are kept`() {
        #expect(SetCookie("__Host-a", "b", isSecure: false) == nil)
        #expect(SetCookie("__Host-a", "b", path: "/c") == nil)
        #expect(SetCookie("__Secure-a", "b", isSecure: false) == nil)
        #expect(SetCookie("", "b") == nil)
        #expect(SetCookie("a=b", "c") == nil)
    }
}
