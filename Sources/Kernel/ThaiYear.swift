import SQL

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
