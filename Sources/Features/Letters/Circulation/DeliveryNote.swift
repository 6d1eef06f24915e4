import Kernel
import ThaiText

/// Words that go with a step, such as what a sender asks of the receivers: at most 1,000 characters.
package struct DeliveryNote: Sendable {
    package let text: String

    /// In characters.
    static let longest = 1000

    /// No words.
    package init() { text = "" }

    /// Complains of the field in which they were typed.
    package init(_ typed: String?, in field: String = "note") throws {
        text = PlainText.cleanedLines(typed ?? "")
        guard text.length <= Self.longest else {
            throw UserError(complaints: [
                .init(field, "ข้อความยาวเกิน ๑,๐๐๐ ตัวอักษร", "The note is longer than 1,000 characters")
            ])
        }
    }
}
