/// The language that a person chose for the screens.
///
/// Texts of the screens stand in both languages where they are used: `t("ลงรับ", "Register")`.
package enum Language: String, Sendable, CaseIterable {
    case thai = "th"
    case english = "en"

    package func callAsFunction(_ thai: String, _ english: String) -> String {
        self == .thai ? thai : english
    }
}

/// A name that an office gives in both languages; where it has no English one, the Thai stands in its place.
package struct Bilingual: Hashable, Sendable {
    package let thai: String
    package let english: String

    package init(_ thai: String, english: String = "") {
        self.thai = thai
        self.english = english
    }

    package func callAsFunction(_ t: Language) -> String { t(thai, english.isEmpty ? thai : english) }
}
