/// Where options come from that the command line leaves open: the environment, then a file.
///
/// The option `trust-proxy` is `SARABAN_TRUST_PROXY` in the environment, for the prefix `SARABAN_`, and a line
/// `trust-proxy = true` in the file.
public struct Layers: Sendable {
    private let environment: [String: String]
    private let prefix: String
    private let file: [String: (line: Int, text: String)]
    private let fileName: String
    let mistakes: [Words]

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

    /// The environment alone, where the file cannot be read.
    init(environment: [String: String], prefix: String, unreadable fileName: String) {
        self.environment = environment
        self.prefix = prefix
        self.fileName = fileName
        file = [:]
        mistakes = [Words("อ่านไฟล์ \(fileName) ไม่ได้", "the file \(fileName) cannot be read")]
    }

    /// A value and where it was found, for mistakes.
    func find(_ option: String) -> (text: String, place: Words)? {
        let variable = prefix + option.uppercased().replacing("-", with: "_")
        if !prefix.isEmpty, let text = environment[variable], !text.isEmpty { return (text, Words(variable)) }
        return file[option].map { found in
            let place = Words(
                "\(option) ใน \(fileName) บรรทัด \(found.line)",
                "\(option) in \(fileName), line \(found.line),"
            )
            return (found.text, place)
        }
    }

    private static func read(
        _ text: String,
        _ fileName: String,
        _ known: Set<String>
    ) -> ([String: (line: Int, text: String)], [Words]) {
        var found: [String: (line: Int, text: String)] = [:]
        var mistakes: [Words] = []
        func refuse(_ line: Int, _ words: Words) {
            let place = ("\(fileName) บรรทัด \(line)", "\(fileName), line \(line)")
            mistakes.append(Words("\(place.0): \(words.thai)", "\(place.1): \(words.english)"))
        }
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let line = trimmed(raw)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                trimmed
            )
            if parts.count != 2 {
                refuse(index + 1, Words("เขียนเป็น ชื่อ = ค่า", "write name = value"))
            } else if !known.contains(parts[0]) {
                let words = Words("ไม่มีการตั้งค่า \(parts[0])", "there is no setting \(parts[0])")
                refuse(index + 1, words.suggesting(nearest(to: parts[0], among: Array(known))))
            } else if found[parts[0]] != nil {
                refuse(index + 1, Words("ตั้งค่า \(parts[0]) ซ้ำ", "\(parts[0]) is set twice"))
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
