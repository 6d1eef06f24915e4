import SQL
import ThaiText

/// A day is stored as ISO 8601 text, `2026-11-21`, which sorts as days do.
extension BuddhistDay: SQLConvertible {
    public var sqlValue: SQLValue { .text(iso) }

    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(iso: text)
    }
}
