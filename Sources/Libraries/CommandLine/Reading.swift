/// One reading of the words given to a command.
struct Reading {
    let command: Command
    private var words: [String: [String]] = [:]
    private var values: [String: [any Sendable]] = [:]
    /// Options whose words were wrong, so that they are not also called missing.
    private var failed: Set<String> = []
    private var positional: [String] = []
    private var mistakes: [Words] = []

    init(command: Command) { self.command = command }

    mutating func take(_ given: [String]) {
        var rest = given[...]
        while let word = rest.popFirst() {
            if word == "--" {
                positional += rest
                break
            } else if word.hasPrefix("-"), word != "-" {
                takeOption(word, from: &rest)
            } else {
                positional.append(word)
            }
        }
        takePositional()
    }

    /// Takes what was not said from the environment, the file and the defaults, in this order.
    mutating func fill(from layers: Layers) {
        mistakes += layers.mistakes
        for option in command.options where words[option.name] == nil && !failed.contains(option.name) {
            if let found = layers.find(option.name) {
                keep(found.text, option.name, option.kind, said: found.place)
            } else if let standard = option.standard {
                keep(
                    standard,
                    option.name,
                    option.kind,
                    said: Words("ค่าตั้งต้นของ --\(option.name)", "the default of --\(option.name)")
                )
            } else if option.isRequired {
                mistakes.append(.missing("--\(option.name) \(option.placeholder)", option.explanation))
            }
        }
    }

    func finish() throws(UsageError) -> Parsed {
        guard mistakes.isEmpty else { throw UsageError(mistakes: mistakes) }
        return Parsed(command: command.name, words: words, values: values)
    }

    private mutating func takeOption(_ word: String, from rest: inout ArraySlice<String>) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init
        )
        guard let option = command.options.first(where: { "--" + $0.name == parts[0] }) else {
            mistakes.append(unknown(parts[0]))
            // The word behind it is most likely its value, and no argument.
            if parts.count == 1, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
            return
        }
        guard let text = text(of: option, parts, &rest) else { return }
        if option.arity != .repeated, words[option.name] != nil {
            mistakes.append(
                Words("ระบุ \(parts[0]) มากกว่าหนึ่งครั้ง", "\(parts[0]) is given more than once")
            )
        } else {
            keep(text, option.name, option.kind, said: Words(parts[0]))
        }
    }

    private mutating func text(of option: Option, _ parts: [String], _ rest: inout ArraySlice<String>)
        -> String?
    {
        if parts.count == 2 { return parts[1] }
        if option.arity == .flag { return "true" }
        if let next = rest.first, !next.hasPrefix("--") { return rest.removeFirst() }
        failed.insert(option.name)
        mistakes.append(
            Words(
                "\(parts[0]) ต้องมีค่า \(option.placeholder)",
                "\(parts[0]) needs a value: \(option.placeholder)"
            )
        )
        return nil
    }

    private mutating func takePositional() {
        var rest = positional[...]
        for argument in command.arguments {
            if argument.arity == .repeated {
                for word in rest { keep(word, argument.name, argument.kind, said: Words(argument.name)) }
                rest = []
            } else if let word = rest.popFirst() {
                keep(word, argument.name, argument.kind, said: Words(argument.name))
            } else if argument.arity == .required {
                mistakes.append(.missing(argument.name, argument.explanation))
            }
        }
        mistakes += rest.map { Words("คำว่า “\($0)” เกินมา", "“\($0)” is one word too many") }
    }

    private mutating func keep(_ text: String, _ name: String, _ kind: ValueKind, said place: Words) {
        switch kind.read(text, place) {
        case .value(let value):
            words[name, default: []].append(text)
            values[name, default: []].append(value)
        case .mistake(let mistake):
            failed.insert(name)
            mistakes.append(mistake)
        }
    }

    private func unknown(_ word: String) -> Words {
        Words("\(command.name) ไม่มีตัวเลือก \(word)", "\(word) is not an option of \(command.name)")
            .suggesting(nearest(to: word, among: command.options.map { "--" + $0.name } + ["--help"]))
    }
}

extension Words {
    /// What has to be given was not.
    fileprivate static func missing(_ name: String, _ explanation: String) -> Words {
        Words("ต้องระบุ \(name)", "\(name) is missing: \(explanation)")
    }

    /// With the name that was most likely meant.
    func suggesting(_ near: String?) -> Words {
        guard let near else { return self }
        return Words("\(thai) หมายถึง \(near) หรือไม่", "\(english); did you mean \(near)?")
    }
}
