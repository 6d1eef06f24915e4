/// A program of several commands.
///
///     switch program.read(Array(CommandLine.arguments.dropFirst()), environment: environment) {
///     case .run(let parsed): try start(parsed)
///     case .show(let text): print(text)                      // exit status 0
///     case .refuse(let text): printToStandardError(text)     // exit status 2
///     }
public struct Program: Sendable {
    /// What the words ask for.
    public enum Request: Sendable {
        case run(Parsed)
        /// Help that was asked for.
        case show(String)
        /// All that was wrong, and how to get help.
        case refuse(String)
    }

    /// The exit status of a program that was asked wrongly.
    public static let refusedStatus: Int32 = 2

    public let name: String
    public let summary: String
    /// What `--version` shows behind the name.
    public let version: String
    public let commands: [Command]
    private let prefix: String

    /// Options also come from the environment under the prefix.
    ///
    /// An option named `config`, where a command has one, names a file of further settings.
    public init(
        _ name: String,
        _ summary: String,
        version: String,
        environmentPrefix: String = "",
        commands: [Command]
    ) {
        self.name = name
        self.summary = summary
        self.version = version
        self.commands = commands
        prefix = environmentPrefix
    }

    /// Reads the words after the program's name.
    ///
    /// `readFile` gives the text of the settings file, or nil.
    public func read(
        _ words: [String],
        environment: [String: String] = [:],
        readFile: (String) -> String? = { _ in nil }
    ) -> Request {
        guard let command = command(named: words) else { return withoutCommand(words) }
        let rest = Array(words.dropFirst(command.wordCount))
        if asksForHelp(rest) { return .show(help(of: command)) }
        do {
            return .run(try command.parse(rest, layers: layers(command, rest, environment, readFile)))
        } catch {
            return refusal(error.mistakes, help: "\(name) \(command.name) --help")
        }
    }

    /// The command whose name the words begin with; of two such commands, the longer.
    private func command(named words: [String]) -> Command? {
        commands.filter { words.starts(with: $0.name.split(separator: " ").map(String.init)) }
            .max { $0.wordCount < $1.wordCount }
    }

    private func withoutCommand(_ words: [String]) -> Request {
        if words == ["--version"] { return .show("\(name) \(version)") }
        let said = Array(words.prefix { !$0.hasPrefix("-") })
        if said.isEmpty || said == ["help"] {
            return words.isEmpty
                ? .refuse(help()) : asksForHelp(words) || !said.isEmpty ? .show(help()) : unknown(words[0])
        }
        let group = commands.filter { $0.name.split(separator: " ").map(String.init).starts(with: said) }
        guard !group.isEmpty else { return unknown(said.joined(separator: " ")) }
        return asksForHelp(words) ? .show(list(group)) : .refuse(list(group))
    }

    private func unknown(_ word: String) -> Request {
        let words = Words("\(name) ไม่มีคำสั่ง \(word)", "\(name) has no command \(word)")
        return refusal(
            [words.suggesting(nearest(to: word, among: commands.map(\.name)))],
            help: "\(name) --help"
        )
    }

    private func refusal(_ mistakes: [Words], help: String) -> Request {
        let lines = mistakes.map { "\(name): \($0)" } + ["\(Words("วิธีใช้", "Help")): \(help)"]
        return .refuse(lines.joined(separator: "\n"))
    }

    private func asksForHelp(_ words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }

    private func layers(
        _ command: Command,
        _ words: [String],
        _ environment: [String: String],
        _ readFile: (String) -> String?
    ) -> Layers {
        let plain = Layers(environment: environment, prefix: prefix)
        guard command.options.contains(where: { $0.name == "config" }),
            let path = said("config", in: words) ?? plain.find("config")?.text
        else { return plain }
        guard let text = readFile(path) else {
            return Layers(environment: environment, prefix: prefix, unreadable: path)
        }
        return Layers(
            environment: environment,
            prefix: prefix,
            file: text,
            fileName: path,
            known: Set(commands.flatMap(\.options).map(\.name)).subtracting(["config"])
        )
    }

    /// The value of an option, found before the words are checked.
    private func said(_ option: String, in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if word.hasPrefix("--\(option)=") { return String(word.dropFirst(option.count + 3)) }
            if word == "--\(option)", index + 1 < words.count { return words[index + 1] }
        }
        return nil
    }
}

extension Command {
    var wordCount: Int { name.split(separator: " ").count }
}
