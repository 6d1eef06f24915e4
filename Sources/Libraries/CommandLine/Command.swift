/// One thing that a program does, and what may be said to it.
///
///     let stamp = Command(
///         "stamp", "Draws text on a page of a PDF",
///         options: [.value("text", "TEXT", "what to draw", isRequired: true), .flag("json", "print JSON")],
///         arguments: [.required("IN", "the PDF"), .required("OUT", "where the stamped copy goes")]
///     )
///     let parsed = try stamp.parse(["in.pdf", "out.pdf", "--text", "รับแล้ว"])
///     parsed["text"]      // "รับแล้ว"
///     parsed["IN"]        // "in.pdf"
///     parsed.flag("json") // false
public struct Command: Sendable {
    /// One word, or several as in `user add`.
    public let name: String
    /// One line for the list of commands.
    public let summary: String
    /// What may be given by name, in the order of the help.
    public let options: [Option]
    /// What is given by position.
    ///
    /// Only the last may be repeated, and optional ones stand behind required ones.
    public let arguments: [Argument]

    public init(_ name: String, _ summary: String, options: [Option] = [], arguments: [Argument] = []) {
        self.name = name
        self.summary = summary
        self.options = options
        self.arguments = arguments
    }

    /// The values of the words after the command's name; throws with all mistakes at once.
    ///
    /// `--name value` and `--name=value` mean the same; `--` ends the options. A value that begins with `--` needs
    /// the form with `=`. What the words leave open is taken from the layers, then from the defaults.
    public func parse(_ words: [String], layers: Layers = .none) throws(UsageError) -> Parsed {
        var reading = Reading(command: self)
        reading.take(words)
        reading.fill(from: layers)
        return try reading.finish()
    }
}

/// What is given by name: `--data DIR`.
public struct Option: Sendable {
    enum Arity: Sendable { case flag, once, repeated }

    /// The name without its dashes.
    public let name: String
    let placeholder: String
    let explanation: String
    let arity: Arity
    let kind: ValueKind
    let standard: String?
    let isRequired: Bool

    /// An option with one value.
    ///
    /// Given twice, it is a mistake. The help shows the standard value.
    public static func value(
        _ name: String,
        _ placeholder: String,
        _ explanation: String,
        kind: ValueKind = .text,
        default standard: String? = nil,
        isRequired: Bool = false
    ) -> Option {
        Option(
            name: name,
            placeholder: placeholder,
            explanation: explanation,
            arity: .once,
            kind: kind,
            standard: standard,
            isRequired: isRequired
        )
    }

    /// An option that may be given any number of times, each time with a value.
    public static func repeated(
        _ name: String,
        _ placeholder: String,
        _ explanation: String,
        kind: ValueKind = .text
    ) -> Option {
        Option(
            name: name,
            placeholder: placeholder,
            explanation: explanation,
            arity: .repeated,
            kind: kind,
            standard: nil,
            isRequired: false
        )
    }

    /// An option without a value.
    ///
    /// In the environment and in files it is `true` or `false`.
    public static func flag(_ name: String, _ explanation: String) -> Option {
        Option(
            name: name,
            placeholder: "",
            explanation: explanation,
            arity: .flag,
            kind: .truth,
            standard: nil,
            isRequired: false
        )
    }
}

/// What is given by position: `OUT.pdf`.
public struct Argument: Sendable {
    enum Arity: Sendable { case required, optional, repeated }

    /// The name in the help and in `Parsed`, in capitals so that it differs from every option.
    public let name: String
    let explanation: String
    let arity: Arity
    let kind: ValueKind

    /// Must be given.
    public static func required(_ name: String, _ explanation: String, kind: ValueKind = .text) -> Argument {
        Argument(name: name, explanation: explanation, arity: .required, kind: kind)
    }

    /// May be left out.
    public static func optional(_ name: String, _ explanation: String, kind: ValueKind = .text) -> Argument {
        Argument(name: name, explanation: explanation, arity: .optional, kind: kind)
    }

    /// All words that are left, none included.
    public static func repeated(_ name: String, _ explanation: String, kind: ValueKind = .text) -> Argument {
        Argument(name: name, explanation: explanation, arity: .repeated, kind: kind)
    }
}
