import CommandLine
import Testing

struct ProgramTests {
    let program = Program(
        "saraban",
        "keeps registers",
        version: "1.2.3",
        environmentPrefix: "SARABAN_",
        commands: [
            Command(
                "serve",
                "Answers requests",
                options: [
                    .value("data", "DIR", "the data folder", isRequired: true),
                    .value("port", "N", "the port", kind: .integer(in: 1...65_535), default: "8080"),
                    .value("config", "FILE", "further settings"),
                    .flag("trust-proxy", "a proxy stands in front"),
                ]
            ),
            Command("user add", "Adds a person", arguments: [.required("NAME", "who")]),
            Command("user password", "Sets a password", arguments: [.required("NAME", "who")]),
        ]
    )

    @Test func `a command of two words is found`() {
        #expect(parsed(program.read(["user", "password", "klang"]))?.command == "user password")
        #expect(parsed(program.read(["user", "add", "klang"]))?["NAME"] == "klang")
    }

    @Test func `the command line wins over the environment, that over the file, and that over the default`() {
        let file = "# settings\ndata = /file\nport = 1\r\n\ntrust-proxy = yes\n"
        let environment = [
            "SARABAN_DATA": "/environment", "SARABAN_PORT": "2", "SARABAN_CONFIG": "/etc/saraban",
        ]
        func read(_ words: [String], _ environment: [String: String], _ file: String?) -> Parsed? {
            parsed(program.read(["serve"] + words, environment: environment) { _ in file })
        }

        #expect(read(["--port", "3"], environment, file)?["port"] == "3")
        #expect(read([], environment, file)?["port"] == "2")
        #expect(read(["--config", "f"], [:], file)?["port"] == "1")
        #expect(read(["--data", "d"], [:], file)?["port"] == "8080")
        #expect(read([], environment, file)?.flag("trust-proxy") == true)
    }

    @Test func `mistakes of all layers are told together`() {
        let answer = program.read(
            ["serve", "--prot", "1", "--config", "f"],
            environment: ["SARABAN_PORT": "many"]
        ) { _ in "dta = /srv\nnonsense\ntrust-proxy = perhaps\ntrust-proxy = no\n" }

        #expect(
            refusal(answer) == """
                saraban: serve ไม่มีตัวเลือก --prot หมายถึง --port หรือไม่ / --prot is not an option of serve; did you mean --port?
                saraban: f บรรทัด 1: ไม่มีการตั้งค่า dta หมายถึง data หรือไม่ / f, line 1: there is no setting dta; did you mean data?
                saraban: f บรรทัด 2: เขียนเป็น ชื่อ = ค่า / f, line 2: write name = value
                saraban: f บรรทัด 4: ตั้งค่า trust-proxy ซ้ำ / f, line 4: trust-proxy is set twice
                saraban: ต้องระบุ --data DIR / --data DIR is missing: the data folder
                saraban: SARABAN_PORT ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง 65535 ไม่ใช่ “many” / SARABAN_PORT must be a whole number from 1 to 65535, not “many”
                saraban: trust-proxy ใน f บรรทัด 3 ต้องเป็น true หรือ false ไม่ใช่ “perhaps” / trust-proxy in f, line 3, must be true or false, not “perhaps”
                วิธีใช้ / Help: saraban serve --help
                """
        )
    }

    @Test func `a settings file that is not there is a mistake beside the others`() {
        let text = refusal(program.read(["serve", "--data", "d", "--port", "0", "--config", "f"]))
        #expect(text?.contains("อ่านไฟล์ f ไม่ได้ / the file f cannot be read") == true)
        #expect(text?.contains("--port must be") == true)
    }

    @Test func `the version is shown`() {
        #expect(shown(program.read(["--version"])) == "saraban 1.2.3")
        #expect(program.help().contains("saraban --version"))
    }

    @Test(arguments: [
        (["srve"], "saraban has no command srve; did you mean serve?"),
        (["user", "ad"], "saraban has no command user ad; did you mean user add?"),
        (["xyzzy"], "saraban has no command xyzzy"),
        (["--data", "x"], "saraban has no command --data"),
    ])
    func `an unknown command is refused with the nearest one`(words: [String], sentence: String) {
        #expect(refusal(program.read(words))?.contains(" / \(sentence)\n") == true)
    }

    @Test func `help of a command shows all that it takes`() {
        #expect(
            shown(program.read(["serve", "--help"])) == """
                Answers requests

                Usage: saraban serve --data DIR [--port N] [--config FILE] [--trust-proxy]

                Options:
                  --data DIR     the data folder (required)
                  --port N       the port (default 8080)
                  --config FILE  further settings
                  --trust-proxy  a proxy stands in front
                  --help         show this help
                """
        )
    }

    @Test func `help of a group lists its commands and no others`() {
        let text = shown(program.read(["user", "--help"]))

        #expect(text?.contains("user password") == true)
        #expect(text?.contains("serve") == false)
    }

    @Test(arguments: [["--help"], ["-h"], ["help"]])
    func `help of the program lists every command`(words: [String]) {
        #expect(shown(program.read(words)) == program.help())
    }

    @Test(arguments: [[], ["user"]])
    func `without a command the list comes as a refusal`(words: [String]) {
        #expect(refusal(program.read(words))?.contains("Commands:") == true)
    }

    @Test func `random words are answered and never taken for a full command`() {
        let words = [
            "--data", "--data=", "=", "--", "-", "-h x", "serve", "user", "add", "ก", "--port", "-1", "",
        ]
        var generator = Lehmer(state: 1)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...6, using: &generator)
            let said = (0..<count).compactMap { _ in words.randomElement(using: &generator) }
            if let parsed = parsed(program.read(said)), parsed.command == "serve" {
                #expect(parsed["data"]?.isEmpty == false)
            }
        }
    }

    private func parsed(_ request: Program.Request) -> Parsed? {
        if case .run(let parsed) = request { parsed } else { nil }
    }

    private func shown(_ request: Program.Request) -> String? {
        if case .show(let text) = request { text } else { nil }
    }

    private func refusal(_ request: Program.Request) -> String? {
        if case .refuse(let text) = request { text } else { nil }
    }
}

/// Chance that is the same in every run.
private struct Lehmer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
