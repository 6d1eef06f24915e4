extension Program {
    /// The list of all commands.
    public func help() -> String { list(commands) }

    /// What one command does and takes.
    public func help(of command: Command) -> String {
        var lines = [command.summary, "", "Usage: \(name) \(command.usage)"]
        if !command.arguments.isEmpty {
            lines += ["", "Arguments:"] + table(command.arguments.map { ($0.name, $0.explanation) })
        }
        lines +=
            ["", "Options:"]
            + table(command.options.map { ($0.usage, $0.help) } + [("--help", "show this help")])
        return lines.joined(separator: "\n")
    }

    func list(_ commands: [Command]) -> String {
        let lines =
            ["\(name): \(summary)", "", "Commands:"] + table(commands.map { ($0.name, $0.summary) })
            + ["", "Each explains itself: \(name) COMMAND --help; \(name) --version shows the version"]
        return lines.joined(separator: "\n")
    }

    private func table(_ rows: [(String, String)]) -> [String] {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  \($0)\(String(repeating: " ", count: width - $0.count + 2))\($1)" }
    }
}

extension Command {
    var usage: String {
        let named = options.map {
            $0.isRequired ? $0.usage : "[\($0.usage)]\($0.arity == .repeated ? "…" : "")"
        }
        let placed = arguments.map { argument in
            switch argument.arity {
            case .required: argument.name
            case .optional: "[\(argument.name)]"
            case .repeated: "[\(argument.name)]…"
            }
        }
        return ([name] + placed + named).joined(separator: " ")
    }
}

extension Option {
    var usage: String { arity == .flag ? "--\(name)" : "--\(name) \(placeholder)" }

    var help: String {
        var notes: [String] = []
        if isRequired { notes.append("required") }
        if arity == .repeated { notes.append("may be repeated") }
        if let standard { notes.append("default \(standard)") }
        return notes.isEmpty ? explanation : "\(explanation) (\(notes.joined(separator: ", ")))"
    }
}

/// The name that was most likely meant: at most a third of its letters differ.
func nearest(to word: String, among names: [String]) -> String? {
    names.sorted().map { (name: $0, distance: distance(Array(word), Array($0))) }
        .filter { $0.distance <= max(1, $0.name.count / 3) }
        .min { $0.distance < $1.distance }?.name
}

/// How many letters must be put in, taken out, changed, or swapped with the next one.
private func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
        var current = [row + 1]
        for column in 0..<right.count {
            let change = previous[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(change, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, before[column - 1] + 1)
            }
            current.append(best)
        }
        (before, previous) = (previous, current)
    }
    return previous[right.count]
}
