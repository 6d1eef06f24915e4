import SQL
import ThaiText

/// A year of the Buddhist era, as registers count them: 2569, not 2026.
package struct ThaiYear: RawRepresentable, Hashable, Comparable, Sendable, SQLConvertible,
    CustomStringConvertible
{
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    // Written out: the general forms for raw values are several times slower.
    package static func == (left: ThaiYear, right: ThaiYear) -> Bool { left.rawValue == right.rawValue }
    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
    package static func < (left: ThaiYear, right: ThaiYear) -> Bool { left.rawValue < right.rawValue }

    package var description: String { String(rawValue) }
}

extension ThaiYear {
    /// A year of four digits as people and programs write it, in Thai or Arabic digits, from 2400 to 3000; nil for a year
    /// of the common era and for anything else.
    package init?(typed text: String) {
        guard let year = Int(ThaiDigits.arabic(PlainText.cleaned(text))), (2400...3000).contains(year) else {
            return nil
        }
        self.init(rawValue: year)
    }
}

extension UserError.Complaint {
    /// That a field holds no year of the Buddhist era.
    package static func notThaiYear(_ field: String) -> Self {
        Self(
            field,
            "ปีต้องเป็น พ.ศ. สี่หลัก เช่น ๒๕๖๙",
            "The year must have four digits and be of the Buddhist era, such as 2569"
        )
    }
}
