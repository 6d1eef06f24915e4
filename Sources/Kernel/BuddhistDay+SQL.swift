package import SQL
package import ThaiText

/// A day is stored as ISO 8601 text, `2026-11-21`, which sorts as days do.
extension BuddhistDay: @retroactive SQLConvertible {
    package var sqlValue: SQLValue { .text(iso) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(iso: text)
    }
}
