import HTTP
import Testing

struct FileResponseTests {
    let file = FileResponse(path: "/a", size: 10, type: "application/pdf", etag: "abc")

    @Test func `without conditions the whole file is sent`() {
        let answer = file.answer(to: Request(.get, "/"))

        #expect(answer.status == 200)
        #expect(answer.headers["etag"] == "\"abc\"")
        #expect(part(answer) == "0+10")
    }

    @Test(arguments: [
        ("bytes=0-3", "0+4", "bytes 0-3/10"), ("bytes=8-", "8+2", "bytes 8-9/10"),
        ("bytes=-3", "7+3", "bytes 7-9/10"),
        ("bytes=-99", "0+10", "bytes 0-9/10"), ("bytes=5-99", "5+5", "bytes 5-9/10"),
        ("bytes=9-9", "9+1", "bytes 9-9/10"),
    ])
    func `one range is sent as a part`(_ range: String, _ sent: String, _ header: String) {
        let answer = file.answer(to: Request(.get, "/", headers: ["range": range]))

        #expect(answer.status == 206)
        #expect(part(answer) == sent)
        #expect(answer.headers["content-range"] == header)
    }

    @Test(arguments: ["bytes=10-", "bytes=99-100", "bytes=-0"])
    func `a range outside the file is told`(_ range: String) {
        let answer = file.answer(to: Request(.get, "/", headers: ["range": range]))

        #expect(answer.status == 416)
        #expect(answer.headers["content-range"] == "bytes */10")
    }

    @Test(arguments: [
        "bytes=3-1", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2", "bytes=", "bytes=--1", "bytes=+1-2",
    ])
    func `a range that is not understood is no range`(_ range: String) {
        #expect(file.answer(to: Request(.get, "/", headers: ["range": range])).status == 200)
    }

    @Test func `a range of another version is no range`() {
        let request = Request(.get, "/", headers: ["range": "bytes=0-1", "if-range": "\"old\""])

        #expect(file.answer(to: request).status == 200)
    }

    @Test(arguments: [
        ("\"abc\"", 304), ("W/\"abc\"", 304), ("\"x\", \"abc\"", 304), ("*", 304), ("\"xabc\"", 200),
        ("abc", 200),
    ])
    func `a client that has the file gets none`(_ tags: String, _ status: Int) {
        #expect(file.answer(to: Request(.get, "/", headers: ["if-none-match": tags])).status == status)
    }

    private func part(_ answer: Response) -> String {
        guard case .file(_, let offset, let count) = answer.body else { return "-" }
        return "\(offset)+\(count)"
    }
}
