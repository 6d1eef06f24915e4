/// What was said to a command.
public struct Parsed: Sendable {
    /// The name of the command.
    public let command: String
    let words: [String: [String]]
    let values: [String: [any Sendable]]

    /// The words of an option or argument; nil when it was left out and has no default.
    public subscript(_ name: String) -> String? { words[name]?.first }

    /// All words of a repeated option or argument, in their order.
    public func all(_ name: String) -> [String] { words[name] ?? [] }

    /// Whether a flag is set.
    public func flag(_ name: String) -> Bool { value(name, as: Bool.self) ?? false }

    /// The value that the option's kind made; nil when it was left out or its kind makes another type.
    public func value<Value>(_ name: String, as type: Value.Type = Value.self) -> Value? {
        values[name]?.first as? Value
    }
}

/// What was wrong with the words given to a command: all of it.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One sentence for each mistake.
    public let mistakes: [Words]

    public init(mistakes: [Words]) { self.mistakes = mistakes }

    public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
