import Glibc
import Testing

/// What a sound client gets.
struct ExchangeTests {
    let server: TestServer
    let client: RawClient

    init() throws {
        server = try TestServer()
        client = try server.client()
    }

    @Test func `answers carry length, type and date, and the connection stays open`() throws {
        for _ in 0..<3 {
            let answer = try client.get("/")
            #expect(answer.status == 200)
            #expect(answer.body == "hello")
            #expect(answer.headers["content-length"] == "5")
            #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
        }
    }

    @Test func `parts are sent one after the other, empty ones too`() throws {
        let whole = String(decoding: TestServer.parts.joined(), as: UTF8.self)
        for _ in 0..<3 {
            let answer = try client.get("/parts")
            #expect(answer.headers["content-length"] == String(whole.utf8.count))
            #expect(answer.body == whole)
        }
        #expect(try client.get("/nothing").body == "")
        try client.send("HEAD /parts HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.answer(hasBody: false).headers["content-length"] == String(whole.utf8.count))
        #expect(try client.get("/").body == "hello")
    }

    @Test func `pipelined requests are answered in their order`() throws {
        try client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + "GET /echo HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
        )

        #expect(try client.answer().body == "POST abc")
        #expect(try client.answer().body == "GET -")
        #expect(try client.answer().body == "hello")
    }

    @Test func `chunks make one body, whatever their extensions and trailers`() throws {
        try client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nX-Trailer: y\r\n\r\n"
        )

        #expect(try client.answer().body == "POST abc0123456789")
        #expect(try client.get("/").body == "hello")
    }

    @Test func `a client that waits for 100 gets it before it sends its body`() throws {
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.answer(hasBody: false).status == 100)
        try client.send("ab")

        #expect(try client.answer().body == "POST ab")
    }

    @Test func `HTTP 1.0 needs no Host and ends the connection`() throws {
        try client.send("GET / HTTP/1.0\r\n\r\n")

        #expect(try client.answer().body == "hello")
        #expect(try client.isClosed())
    }

    @Test func `Connection close is honoured`() throws {
        try client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")

        #expect(try client.answer().body == "hello")
        #expect(try client.isClosed())
    }

    @Test func `HEAD, 204 and 304 have no body`() throws {
        try client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.answer(hasBody: false).headers["content-length"] == "5")
        #expect(try client.get("/empty").status == 204)
        let same = try client.get("/same")
        #expect(same.status == 304)
        #expect(same.headers["etag"] == "\"a\"")
        #expect(try client.get("/").body == "hello")
    }

    @Test func `a request that comes byte by byte is answered`() throws {
        for byte in "POST /echo HTTP/1.1\r\nHost: a\r\nX-A: b\r\nContent-Length: 4\r\n\r\nabcd".utf8 {
            try client.send([byte])
        }

        #expect(try client.answer().body == "POST abcd")
    }

    @Test func `a head of 18 kB that comes in pieces is taken whole`() throws {
        let fields = (0..<20).map { "X-\($0): \(String(repeating: "v", count: 900))\r\n" }
        try client.send("GET /headers HTTP/1.1\r\nHost: a\r\n")
        for field in fields { try client.send(field) }
        try client.send("X-A: end\r\n\r\n")

        #expect(try client.answer().body == "22 end")
    }

    @Test(arguments: [
        ("X-A:b", "b"), ("X-A:  b", "b"), ("X-A:\tb", "b"), ("X-A:", ""), ("X-A: ก", "ก"),
        ("x-a: b:c", "b:c"),
    ])
    func `a field's value is what stands behind the colon`(_ line: String, _ value: String) throws {
        try client.send("GET /headers HTTP/1.1\r\nHost: a\r\n\(line)\r\nX-B: c\r\n\r\n")

        #expect(try client.answer().body == "3 \(value)")
    }

    @Test(arguments: ["X-A: b ", "X-A: b\t "])
    func `space behind a value is no fault`(_ line: String) throws {
        try client.send("GET /headers HTTP/1.1\r\nHost: a\r\n\(line)\r\nX-B: c\r\n\r\n")

        #expect(try client.answer().status == 200)
    }

    @Test func `cookies do not disturb the check of the head`() throws {
        try client.send("GET /headers HTTP/1.1\r\nHost: a\r\nCookie: a=b; c=\"d\"; e\r\nX-A: b\r\n\r\n")

        #expect(try client.answer().body == "3 b")
    }

    @Test(arguments: [
        ("", ""), ("?", ""), ("?a", "a="), ("?a=", "a="), ("?a=1&b=2", "a=1,b=2"), ("?a=1&&b=2", "a=1,b=2"),
        ("?q=%E0%B8%81+%2B", "q=ก +"), ("?a=b=c", "a=b=c"), ("?a=1&a=2", "a=1,a=2"), ("?a?b=/", "a?b=/"),
    ])
    func `queries are decoded once`(_ query: String, _ fields: String) throws {
        #expect(try client.get("/query\(query)").body == fields)
    }

    @Test func `part of a file is sent from its offset`() throws {
        let answer = try client.get("/file")

        #expect(answer.status == 206)
        #expect(answer.body == "ELF")
    }

    @Test func `an answer whose file is gone becomes 500, and the server lives`() throws {
        #expect(try client.get("/gone").status == 500)
        #expect(try server.client().get("/").body == "hello")
    }
}
