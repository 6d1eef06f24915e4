import Kernel
import SQL

/// The words that an office offers for a field of its letters, in its order (INC-11).
///
/// A letter takes any other word too, and keeps the one with which it was registered whatever becomes of the list.
package struct PickList: Equatable, Sendable {
    /// The field of a letter that has a list.
    package enum Field: String, CaseIterable, Sendable, SQLConvertible {
        /// หมวดเอกสาร
        case category
        /// วิธีการรับส่ง
        case method

        package func name(_ t: Language) -> String {
            switch self {
            case .category: t("หมวดเอกสาร", "Category")
            case .method: t("วิธีการรับส่ง", "Delivery method")
            }
        }
    }

    package let field: Field
    package let words: [String]
    /// Counts the changes: who changes a list that is no longer what they saw is told.
    package let version: Int

    /// The most words of a list.
    static let most = 100
    /// The most characters of a word: what the letter's own column takes.
    static let longest = 100
}
