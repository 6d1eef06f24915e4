import CommandLine
import Testing

struct CommandTests {
    let serve = Command(
        "serve",
        "Answers requests",
        options: [
            .value("data", "DIR", "the data folder", isRequired: true),
            .value("port", "N", "the port", kind: .integer(in: 1...65_535), default: "8080"),
            .repeated("unit", "NAME", "a unit"),
            .flag("json", "print JSON"),
        ]
    )
    let stamp = Command(
        "stamp",
        "Stamps a PDF",
        options: [.value("box", "x,y,w,h", "where", kind: .numbers(4))],
        arguments: [
            .required("IN", "the PDF"), .required("OUT", "the copy"), .repeated("MORE", "further files"),
        ]
    )

    @Test func `options, flags and defaults come out as what they are`() throws {
        let parsed = try serve.parse(["--data", "/srv", "--unit", "ก", "--json", "--unit=ข"])

        #expect(parsed["data"] == "/srv")
        #expect(parsed.value("port", as: Int.self) == 8080)
        #expect(parsed.all("unit") == ["ก", "ข"])
        #expect(parsed.flag("json"))
        #expect(parsed["other"] == nil)
    }

    @Test func `a flag that is not given is false`() throws {
        #expect(try !serve.parse(["--data=/srv"]).flag("json"))
    }

    @Test func `arguments are taken by position, before and behind options`() throws {
        let parsed = try stamp.parse(["in.pdf", "--box", "-1,2.5,3,4", "out.pdf", "--", "--odd.pdf", "-"])

        #expect(parsed["IN"] == "in.pdf")
        #expect(parsed["OUT"] == "out.pdf")
        #expect(parsed.all("MORE") == ["--odd.pdf", "-"])
        #expect(parsed.value("box", as: [Double].self) == [-1, 2.5, 3, 4])
    }

    @Test func `all mistakes are told at once`() {
        #expect(
            mistakes { try serve.parse(["--port", "0", "--untt", "x", "--json", "--json", "word"]) } == [
                "--port must be a whole number from 1 to 65535, not “0”",
                "--untt is not an option of serve; did you mean --unit?",
                "--json is given more than once",
                "“word” is one word too many",
                "--data DIR is missing: the data folder",
            ]
        )
    }

    @Test(arguments: [
        (["--data"], "--data needs a value: DIR"),
        (["--data", "--json"], "--data needs a value: DIR"),
        (["--data="], "--data must be a text that is not empty, not “”"),
        (["--data", "/srv", "-x"], "-x is not an option of serve"),
        (["--data", "/srv", "--data", "/b"], "--data is given more than once"),
        (["--data", "/srv", "--json=maybe"], "--json must be true or false, not “maybe”"),
        (["--data", "/srv", "--port", "٣"], "--port must be a whole number from 1 to 65535, not “٣”"),
    ])
    func `a mistake is explained once`(words: [String], sentence: String) {
        #expect(mistakes { try serve.parse(words) } == [sentence])
    }

    @Test func `a missing argument is named with what it is for`() {
        #expect(mistakes { try stamp.parse(["in.pdf"]) } == ["OUT is missing: the copy"])
    }

    @Test(arguments: ["1,2,3", "1,2,3,4,5", "1,2,,4", "a,b,c,d", "inf,1,1,1", ""])
    func `a box is four numbers`(words: String) {
        #expect(throws: UsageError.self) { try stamp.parse(["a", "b", "--box=\(words)"]) }
    }

    @Test func `every mistake is told in Thai and in English`() {
        let words = ["--port", "0", "--untt", "--json", "--json", "--unit"]
        let error = #expect(throws: UsageError.self) { try serve.parse(words) }
        #expect(
            error?.mistakes == [
                Words(
                    "--port ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง 65535 ไม่ใช่ “0”",
                    "--port must be a whole number from 1 to 65535, not “0”"
                ),
                Words(
                    "serve ไม่มีตัวเลือก --untt หมายถึง --unit หรือไม่",
                    "--untt is not an option of serve; did you mean --unit?"
                ),
                Words("ระบุ --json มากกว่าหนึ่งครั้ง", "--json is given more than once"),
                Words("--unit ต้องมีค่า NAME", "--unit needs a value: NAME"),
                Words("ต้องระบุ --data DIR", "--data DIR is missing: the data folder"),
            ]
        )
    }

    @Test func `what may hold a password is never shown, whatever is wrong with it`() {
        let open = Command(
            "open",
            "Opens",
            options: [
                .value("url", "URL", "where", kind: ValueKind(secret: { _ in Words("ผิด", "is no address") }))
            ]
        )
        #expect(mistakes { try open.parse(["--url", "user:password"]) } == ["--url: is no address"])
    }

    private func mistakes(_ parse: () throws -> Parsed) -> [String] {
        do {
            _ = try parse()
            return []
        } catch {
            return (error as? UsageError)?.mistakes.map(\.english) ?? ["\(error)"]
        }
    }
}
