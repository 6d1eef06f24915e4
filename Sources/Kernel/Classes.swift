import SQL

/// How fast a letter must be dealt with (ชั้นความเร็ว, clause 28).
package enum Speed: Int, CaseIterable, Comparable, Sendable, SQLConvertible {
    case normal, urgent, veryUrgent, mostUrgent

    package static func < (left: Speed, right: Speed) -> Bool { left.rawValue < right.rawValue }

    package func name(_ t: Language) -> String {
        switch self {
        case .normal: t("ปกติ", "Normal")
        case .urgent: t("ด่วน", "Urgent")
        case .veryUrgent: t("ด่วนมาก", "Very urgent")
        case .mostUrgent: t("ด่วนที่สุด", "Most urgent")
        }
    }

    /// The word that programs use for it.
    package var word: String { String(describing: self) }
}

/// How secret a letter is (ชั้นความลับ, Secrecy Regulation 2544).
package enum Secrecy: Int, CaseIterable, Comparable, Sendable, SQLConvertible {
    case none, confidential, secret, topSecret

    package static func < (left: Secrecy, right: Secrecy) -> Bool { left.rawValue < right.rawValue }

    package func name(_ t: Language) -> String {
        switch self {
        case .none: t("ปกติ", "Not secret")
        case .confidential: t("ลับ", "Confidential")
        case .secret: t("ลับมาก", "Secret")
        case .topSecret: t("ลับที่สุด", "Top secret")
        }
    }

    /// The word that programs use for it.
    package var word: String { String(describing: self) }
}

extension Speed: LetterClass {
    package var words: [String] { [word, name(.thai)] }
}

extension Secrecy: LetterClass {
    package var words: [String] { [word, name(.thai)] + (self == .none ? ["normal"] : []) }
}

/// A class of letters that forms and programs choose.
package protocol LetterClass: CaseIterable, RawRepresentable<Int>, Sendable {
    /// What it may be called, first as programs are told it.
    var words: [String] { get }
}

extension LetterClass {
    /// The case whose number or word was sent; nil for anything else.
    package init?(sent text: String) {
        let match = Self.allCases.first { String($0.rawValue) == text || $0.words.contains(text) }
        guard let match else { return nil }
        self = match
    }

    /// All words that are taken.
    package static var taken: [String] { allCases.flatMap(\.words) }
}
