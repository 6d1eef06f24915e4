import Glibc
import Testing

@testable import HTTP

struct FormTests {
    @Test(arguments: [
        ("", []), ("a=1&b=2", ["a=1", "b=2"]), ("a", ["a="]), ("&&a=1&", ["a=1"]), ("a=b=c", ["a=b=c"]),
        ("q=%E0%B8%81+%2b", ["q=ก +"]), ("a=1&a=2", ["a=1", "a=2"]),
    ])
    func `urlencoded fields are read in their order`(_ text: String, _ fields: [String]) throws {
        #expect(try FormReader.urlEncoded(text).pairs.map { "\($0.name)=\($0.value)" } == fields)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "%=a", "a=%00", "a=%ff", "a=%E0%B8"])
    func `broken escapes, NUL and what is not UTF-8 are refused`(_ text: String) {
        #expect(throws: FormError(.malformed)) { try FormReader.urlEncoded(text) }
    }

    @Test func `too many and too long fields are refused`() {
        let many = (0...FormReader.mostFields).map { "a\($0)=1" }.joined(separator: "&")
        let long = "a=" + String(repeating: "b", count: FormReader.longestField + 1)

        #expect(throws: FormError(.tooManyFields)) { try FormReader.urlEncoded(many) }
        #expect(throws: FormError(.tooLarge)) { try FormReader.urlEncoded(long) }
    }

    @Test func `fields and files of a form are read, Thai names too`() throws {
        let form = try read(
            "--B\r\nContent-Disposition: form-data; name=\"เรื่อง\"\r\n\r\nขอเชิญ\r\nประชุม\r\n"
                + "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"หนังสือ.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n\r\n--\r\n-B\r\n\r\n--B\r\n"
                + "Content-Disposition: form-data; name=file; filename=\"x\"; filename*=UTF-8''%E0%B8%81.pdf\r\n\r\n"
                + "\r\n--B--\r\n"
        )

        #expect(form.fields == ["เรื่อง": "ขอเชิญ\r\nประชุม"])
        #expect(form.files.map(\.fileName) == ["หนังสือ.pdf", "ก.pdf"])
        #expect(form.files.map(\.field) == ["file", "file"])
        #expect(try contents(of: form.files[0].content) == "\r\n--\r\n-B\r\n")
        #expect(form.files[1].content.size == 0)
    }

    @Test func `a file field that was left empty is no file`() throws {
        let form = try read(
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--B--\r\n"
        )

        #expect(form.files.isEmpty)
    }

    @Test func `quotes in file names come as browsers write them`() throws {
        let form = try read(
            "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a%22b;c.pdf\"\r\n\r\nx\r\n--B--\r\n"
        )

        #expect(form.files.map(\.fileName) == ["a\"b;c.pdf"])
    }

    @Test func `a large file in a body on disk goes to disk piece by piece, byte for byte`() throws {
        let content = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let head = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
        let writer = try TemporaryFile.Writer(folder: "/tmp")
        try writer.write(Array(head.utf8) + content + Array("\r\n--B--".utf8))

        let form = try FormReader.read(request(.file(try writer.finish())))

        #expect(form.files[0].content.size == content.count)
        #expect(try bytes(of: form.files[0].content) == content)
    }

    @Test func `files are gone with the form`() throws {
        var path = ""
        do {
            let form = try read("--B\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\nx\r\n--B--")
            path = form.files[0].content.path
            #expect(access(path, F_OK) == 0)
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test(arguments: [
        "", "x", "--B", "--B\r\n", "--B\r\n\r\n\r\n--B--",
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx", "--C\r\n\r\n--C--", "--Bx\r\n\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=a\n\nx\r\n--B--", "--B\r\nno colon\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\0\r\n--B--",
    ])
    func `hostile bodies are refused`(_ body: String) {
        #expect(throws: FormError(.malformed)) { try read(body) }
    }

    @Test func `a head without end, too many files and too much in all are refused`() {
        let head = "--B\r\n" + String(repeating: "a", count: 100_000)
        let file = "--B\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nx\r\n"

        let field = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        let long = field + String(repeating: "a", count: 60_000) + "\r\n"

        #expect(throws: FormError(.tooManyFields)) {
            try read(String(repeating: field + "\r\n", count: 2001) + "--B--")
        }
        let empty = "--B\r\nContent-Disposition: form-data; name=a; filename=\"\"\r\n\r\n\r\n"
        #expect(throws: FormError(.tooManyFields)) {
            try read(String(repeating: empty, count: 3000) + "--B--")
        }
        #expect(throws: FormError(.tooLarge)) { try read(String(repeating: long, count: 5) + "--B--") }
        #expect(throws: FormError(.tooLarge)) { try read(head) }
        #expect(throws: FormError(.tooLarge)) { try read(String(repeating: file, count: 100) + "--B--") }
    }

    @Test(arguments: ["", "text/plain", "multipart/form-data", "application/json"])
    func `what is no form is said to be none`(_ type: String) {
        #expect(throws: FormError(.notAForm)) {
            try FormReader.read(Request(.post, "/", headers: ["content-type": type], body: .bytes([1])))
        }
    }

    @Test(arguments: 0..<4) func `bytes at random are refused or read, and never end the program`(_ seed: Int)
    {
        var random = Seeded(UInt64(seed))
        let sound = Array(
            "--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nx\r\n--B--\r\n".utf8
        )
        for _ in 0..<500 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] =
                    [0, 10, 13, 34, 45, 59, 61, 66, 255].randomElement(
                        using: &random
                    ) ?? 0
            }
            do {
                _ = try FormReader.read(request(.bytes(bytes)))
            } catch {
                #expect(error is FormError)
            }
        }
    }

    private func read(_ body: String) throws -> (fields: Fields, files: [FormReader.File]) {
        try FormReader.read(request(.bytes(Array(body.utf8))))
    }

    private func request(_ body: Request.Body) -> Request {
        Request(.post, "/", headers: ["content-type": "multipart/form-data; boundary=\"B\""], body: body)
    }

    private func contents(of file: TemporaryFile) throws -> String {
        String(decoding: try bytes(of: file), as: UTF8.self)
    }

    private func bytes(of file: TemporaryFile) throws -> [UInt8] {
        let source = try BodySource(.file(file))
        var all: [UInt8] = []
        while true {
            let piece = try source.next(65536)
            if piece.isEmpty { return all }
            all += piece
        }
    }
}

/// The same numbers in every run.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
