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
