/// Where options come from that the command line leaves open: the environment, then a file.
///
/// The option `trust-proxy` is `SARABAN_TRUST_PROXY` in the environment, for the prefix `SARABAN_`, and a line
/// `trust-proxy = true` in the file.
public struct Layers: Sendable {
    private let environment: [String: String]
    private let prefix: String
    private let file: [String: (line: Int, text: String)]
    private let fileName: String
    let mistakes: [String]

    /// Nothing but the command line and the defaults.
    public static let none = Layers(environment: [:], prefix: "")

    /// Lines of a file are `name = value`; those that are blank or begin with `#` are left out.
    ///
    /// A name that is not among `known` is a mistake, and so is one that is set twice.
    public init(
        environment: [String: String],
        prefix: String,
        file text: String = "",
        fileName: String = "",
        known: Set<String> = []
    ) {
        self.environment = environment
        self.prefix = prefix
        self.fileName = fileName
        (file, mistakes) = Self.read(text, fileName, known)
    }

    /// A value and where it was found, for mistakes.
    func find(_ option: String) -> (text: String, place: String)? {
        let variable = prefix + option.uppercased().replacing("-", with: "_")
        if !prefix.isEmpty, let text = environment[variable], !text.isEmpty { return (text, variable) }
        return file[option].map { ($0.text, "\(option) in \(fileName), line \($0.line),") }
    }

    private static func read(
        _ text: String,
        _ fileName: String,
        _ known: Set<String>
    ) -> ([String: (line: Int, text: String)], [String]) {
        var found: [String: (line: Int, text: String)] = [:]
        var mistakes: [String] = []
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let line = trimmed(raw)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let place = "\(fileName), line \(index + 1)"
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                trimmed
            )
            if parts.count != 2 {
                mistakes.append("\(place): write name = value")
            } else if !known.contains(parts[0]) {
                let near = nearest(to: parts[0], among: Array(known)).map { "; did you mean \($0)?" } ?? ""
                mistakes.append("\(place): there is no setting \(parts[0])\(near)")
            } else if found[parts[0]] != nil {
                mistakes.append("\(place): \(parts[0]) is set twice")
            } else {
                found[parts[0]] = (index + 1, parts[1])
            }
        }
        return (found, mistakes)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
