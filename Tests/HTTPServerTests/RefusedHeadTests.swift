import HTTP
import HTTPServer
import Testing

/// Heads that two readers could understand differently are refused before anything else, and the connection ends.
struct RefusedHeadTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let head: String
        let status: Int
        var testDescription: String { name }

        init(_ name: String, _ head: String, _ status: Int = 400) {
            self.name = name
            self.head = head
            self.status = status
        }
    }

    static let cases = [
        Case("two different Content-Length", post("Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef")),
        Case("the same Content-Length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "abcde")),
        Case("Content-Length with a list", post("Content-Length: 5, 5\r\n", "abcde")),
        Case("Content-Length with a plus", post("Content-Length: +5\r\n", "abcde")),
        Case("negative Content-Length", post("Content-Length: -5\r\n", "abcde")),
        Case("hexadecimal Content-Length", post("Content-Length: 0x5\r\n", "abcde")),
        Case("empty Content-Length", post("Content-Length:\r\n", "abcde")),
        Case(
            "Content-Length of 30 digits",
            post("Content-Length: 100000000000000000000000000000\r\n", ""),
            413
        ),
        Case("Content-Length over the limit", post("Content-Length: 100000000\r\n", ""), 413),
        Case(
            "Content-Length over the limit with 100-continue",
            post("Content-Length: 99999\r\nExpect: 100-continue\r\n", ""),
            413
        ),
        Case(
            "Content-Length and Transfer-Encoding",
            post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")
        ),
        Case(
            "Transfer-Encoding twice",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")
        ),
        Case("Transfer-Encoding gzip", post("Transfer-Encoding: gzip\r\n", ""), 501),
        Case("Transfer-Encoding xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501),
        Case(
            "Transfer-Encoding gzip, chunked",
            post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
            501
        ),
        Case(
            "Transfer-Encoding in HTTP/1.0",
            "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        Case("no Host", "GET / HTTP/1.1\r\n\r\n"),
        Case("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Case("a space before the colon", get("X-A : b\r\n")),
        Case("a tab before the colon", get("X-A\t: b\r\n")),
        Case("Content-Length with a space before the colon", post("Content-Length : 5\r\n", "abcde")),
        Case("a name with a space", get("X A: b\r\n")),
        Case("a name with a slash", get("X/A: b\r\n")),
        Case("an empty name", get(": b\r\n")),
        Case("a line without a colon", get("nonsense\r\n")),
        Case("NUL in a value", get("X-A: b\0c\r\n")),
        Case("NUL in a value before another", get("X-A: b\0c\r\nX-B: d\r\n")),
        Case("NUL in a name", get("X\0A: b\r\n")),
        Case("control byte in a value", get("X-A: b\u{1}c\r\n")),
        Case("lone CR in a value", get("X-A: b\rc\r\n")),
        Case("a folded line", get("X-A: b\r\n c\r\n")),
        Case("a folded line before another", get("X-A: b\r\n\tc\r\nX-B: d\r\n")),
        Case("a folded Transfer-Encoding", post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")),
        Case("a first line that begins with a space", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        Case("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        Case("bare LF after a field", "GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n"),
        Case("bare LF after the last field", "GET / HTTP/1.1\r\nHost: a\n\r\n"),
        Case("bare LF as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        Case("bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n"),
        Case("NUL in the path", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("a path without a slash", "GET hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("a control byte in the path", "GET /a\u{1}b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("a space in the path", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("a raw Thai path", "GET /ก HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("a broken escape in the query", "GET /query?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("a NUL in the query", "GET /query?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        Case("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505),
        Case("HTTP/0.9", "GET /\r\n\r\n"),
        Case("an unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        Case("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        Case("fields of 40 kB", get("X-A: \(String(repeating: "a", count: 40_000))\r\n"), 431),
        Case("2,000 fields", get(String(repeating: "X: y\r\n", count: 2000)), 431),
        Case(
            "an address of 40 kB",
            "GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\nHost: a\r\n\r\n",
            414
        ),
        Case(
            "a chunk size that is no number",
            post("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n")
        ),
        Case("a negative chunk size", post("Transfer-Encoding: chunked\r\n", "-1\r\nabc\r\n0\r\n\r\n")),
        Case(
            "a chunk longer than its size",
            post("Transfer-Encoding: chunked\r\n", "2\r\nabcdef\r\n0\r\n\r\n")
        ),
        Case(
            "chunks over the limit",
            post(
                "Transfer-Encoding: chunked\r\n",
                "7D0\r\n\(String(repeating: "a", count: 2000))\r\n0\r\n\r\n"
            ),
            413
        ),
    ]

    @Test(arguments: cases)
    func `is refused, and the connection ends`(_ refused: Case) throws {
        let server = try TestServer()
        let client = try server.client()

        // What follows would be the smuggled request: it must never be answered.
        try client.send(refused.head + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")

        #expect(try client.answer().status == refused.status)
        #expect(throws: RawClient.Failure.cut) { try client.answer() }
        #expect(try server.client().get("/").status == 200)
    }

    @Test(arguments: ["", "Host : a\r\n", "Host: a\r\nHost: b\r\n"])
    func `a head without its one Host is answered once, in the words of the program`(_ fields: String) throws
    {
        let server = try TestServer { configuration in
            configuration.refusal = { status, path in .text("\(status) at \(path)", status: status) }
        }
        let client = try server.client()

        try client.send("GET /hello HTTP/1.1\r\n\(fields)\r\n")

        #expect(try client.answer().body == "400 at /hello")
        #expect(throws: RawClient.Failure.cut) { try client.answer() }
    }

    @Test func `a body that grows too large, and a file that is gone, are told in the words of the program`()
        throws
    {
        let server = try TestServer { configuration in
            configuration.refusal = { status, path in .text("\(status) at \(path)", status: status) }
        }

        let client = try server.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n")
        #expect(try client.answer().body == "413 at /echo")
        #expect(try server.client().get("/gone").body == "500 at /gone")
    }

    private static func get(_ fields: String) -> String { "GET /echo HTTP/1.1\r\nHost: a\r\n\(fields)\r\n" }

    private static func post(_ fields: String, _ body: String) -> String {
        "POST /echo HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\(body)"
    }
}
