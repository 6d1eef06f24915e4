/// Everything that is wrong with a letter's fields.
public struct FieldMistakes: Error, Equatable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Mistake: Equatable, Sendable {
        /// Where, as in `signer.post[1]`.
        public let key: String
        /// What is wrong, in words that follow the key.
        public let english: String
        /// The same in Thai.
        public let thai: String
    }

    /// In the order in which they were found; never empty.
    public let mistakes: [Mistake]

    /// One line for each.
    public var description: String {
        mistakes.map { "\($0.key) \($0.english) (\($0.thai))" }.joined(separator: "\n")
    }
}

/// Collects mistakes while fields are read, so that all are told at once.
final class MistakeList {
    private(set) var mistakes: [FieldMistakes.Mistake] = []

    func add(_ key: String, _ english: String, _ thai: String) {
        mistakes.append(.init(key: key, english: english, thai: thai))
    }
}
