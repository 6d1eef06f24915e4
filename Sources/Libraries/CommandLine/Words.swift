/// What is said to whoever gave the words, in Thai and in English.
public struct Words: Equatable, Sendable, CustomStringConvertible {
    public let thai: String
    public let english: String

    public init(_ thai: String, _ english: String) { (self.thai, self.english) = (thai, english) }

    /// The same in both languages, such as the name of an option.
    init(_ name: String) { self.init(name, name) }

    /// Both on one line.
    public var description: String { thai == english ? english : "\(thai) / \(english)" }
}
