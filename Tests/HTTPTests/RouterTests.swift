import HTTP
import Testing

struct RouterTests {
    let router: Router

    init() {
        var router = Router()
        for (method, pattern) in [
            (Request.Method.get, "/"), (.get, "/letters"), (.post, "/letters"), (.get, "/letters/new"),
            (.get, "/letters/:letter"), (.get, "/letters/:letter/files/:file"), (.delete, "/letters/:letter"),
        ] {
            router.add(Route(method, pattern) { _ in .text("\(method.rawValue) \(pattern)") })
        }
        self.router = router
    }

    @Test(arguments: [
        ("/", "/", [:]), ("/letters", "/letters", [:]), ("/letters/new", "/letters/new", [:]),
        ("/letters/7", "/letters/:letter", ["letter": "7"]),
        ("/letters/%E0%B8%81/files/a%2Fb", "/letters/:letter/files/:file", ["letter": "ก", "file": "a/b"]),
        ("/letters/new/files/x", "/letters/:letter/files/:file", ["letter": "new", "file": "x"]),
    ])
    func `the most literal route is found, with its parameters decoded`(
        _ path: String,
        _ pattern: String,
        _ parameters: [String: String]
    ) {
        guard case .found(let route, let found) = router.match(.get, path) else {
            Issue.record("no route")
            return
        }
        #expect(route.pattern == pattern)
        #expect(found == parameters)
    }

    @Test(arguments: ["/nothing", "/letters/1/files", "/letters/%ff", "/letters/%00", "/letters/1/files/2/3"])
    func `other addresses are not there`(_ path: String) {
        guard case .nothing = router.match(.get, path) else {
            Issue.record("a route was found")
            return
        }
    }

    @Test func `HEAD finds GET, and another method is told which there are`() {
        guard case .found = router.match(.head, "/letters") else {
            Issue.record("HEAD finds nothing")
            return
        }
        guard case .otherMethods(let methods) = router.match(.put, "/letters/1") else {
            Issue.record("PUT was not told")
            return
        }
        #expect(methods == [.delete, .get, .head])
    }
}

struct HeadersTests {
    @Test func `names are compared without regard to case`() {
        var headers: Headers = ["Content-Type": "a", "X-A": "b"]
        #expect(headers["content-TYPE"] == "a")
        headers["CONTENT-type"] = "c"
        #expect(headers.fields.map(\.value) == ["b", "c"])
        #expect(headers["X\u{0D}A"] == nil)
    }

    @Test func `cookies are found by their whole name`() {
        let cookies = Cookies("ab=1; a=2;b=; a=3")
        #expect(cookies["a"] == "2")
        #expect(cookies["b"] == "")
        #expect(cookies["c"] == nil)
        #expect(Cookies(nil)["a"] == nil)
    }
}
