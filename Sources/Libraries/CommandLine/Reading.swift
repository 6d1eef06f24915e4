/// One reading of the words given to a command.
struct Reading {
    let command: Command
    private var words: [String: [String]] = [:]
    private var values: [String: [any Sendable]] = [:]
    /// Options whose words were wrong, so that they are not also called missing.
    private var failed: Set<String> = []
    private var positional: [String] = []
    private var mistakes: [String] = []

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
                keep(standard, option.name, option.kind, said: "the default of --\(option.name)")
            } else if option.isRequired {
                mistakes.append("--\(option.name) \(option.placeholder) is missing: \(option.explanation)")
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
            mistakes.append("\(parts[0]) is given more than once")
        } else {
            keep(text, option.name, option.kind, said: parts[0])
        }
    }

    private mutating func text(of option: Option, _ parts: [String], _ rest: inout ArraySlice<String>)
        -> String?
    {
        if parts.count == 2 { return parts[1] }
        if option.arity == .flag { return "true" }
        if let next = rest.first, !next.hasPrefix("--") { return rest.removeFirst() }
        failed.insert(option.name)
        mistakes.append("\(parts[0]) needs a value: \(option.placeholder)")
        return nil
    }

    private mutating func takePositional() {
        var rest = positional[...]
        for argument in command.arguments {
            if argument.arity == .repeated {
                for word in rest { keep(word, argument.name, argument.kind, said: argument.name) }
                rest = []
            } else if let word = rest.popFirst() {
                keep(word, argument.name, argument.kind, said: argument.name)
            } else if argument.arity == .required {
                mistakes.append("\(argument.name) is missing: \(argument.explanation)")
            }
        }
        mistakes += rest.map { "“\($0)” is one word too many" }
    }

    private mutating func keep(_ text: String, _ name: String, _ kind: ValueKind, said place: String) {
        guard let value = kind.parse(text) else {
            failed.insert(name)
            mistakes.append("\(place) must be \(kind.wanted), not “\(text)”")
            return
        }
        words[name, default: []].append(text)
        values[name, default: []].append(value)
    }

    private func unknown(_ word: String) -> String {
        let names = command.options.map { "--" + $0.name } + ["--help"]
        guard let near = nearest(to: word, among: names) else {
            return "\(word) is not an option of \(command.name)"
        }
        return "\(word) is not an option of \(command.name); did you mean \(near)?"
    }
}
