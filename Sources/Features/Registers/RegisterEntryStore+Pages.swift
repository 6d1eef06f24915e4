import Agencies
import Kernel
import SQL
import ThaiText

/// The lines of a register's year that somebody sees and asks for.
package struct RegisterSlice: Sendable {
    package let register: Register.ID
    package let year: ThaiYear
    /// The units that took the numbers; nil for all.
    package let units: [Unit.ID]?
    /// From which the days of the filter count.
    package let today: BuddhistDay
    package let filter: RegisterFilter

    /// How many lines a filter looks at for one page.
    static let mostLookedAt = 10_000

    package init(
        _ register: Register,
        year: ThaiYear,
        for actor: Actor,
        today: BuddhistDay,
        filter: RegisterFilter = RegisterFilter()
    ) {
        self.register = register.id
        self.year = year
        units = actor.rows(of: register)
        self.today = today
        self.filter = filter
    }
}

/// A page of such lines.
package struct RegisterPage<Line> {
    package let lines: [Line]
    /// The number below which the next page is looked for; nil where there is none.
    ///
    /// Where a filter looks at each line, a page ends after a number of them, whatever was found.
    package let next: Int?
}

extension RegisterEntryStore {
    /// A page of a register's year, newest first, from below a number.
    package func page(of slice: RegisterSlice, before number: Int?, limit: Int) throws
        -> RegisterPage<RegisterEntry>
    {
        try page(of: slice, before: number, limit: limit, RegisterEntry.columns, RegisterEntry.init(row:)) {
            $0.number
        }
    }

    /// The same page, of each line only which it is and how it stands.
    package func states(of slice: RegisterSlice, before number: Int?, limit: Int) throws
        -> RegisterPage<RegisterEntry.State>
    {
        try page(
            of: slice,
            before: number,
            limit: limit,
            "number, version, issued_at, voided_by",
            RegisterEntry.State.init(row:)
        ) { $0.number }
    }

    private func page<Line>(
        of slice: RegisterSlice,
        before number: Int?,
        limit: Int,
        _ columns: SQL,
        _ read: (Row) throws -> Line,
        _ numberOf: (Line) -> Int
    ) throws -> RegisterPage<Line> {
        let numbers = try numbers(of: slice, before: number)
        let mine: SQL = slice.units.map { " AND unit_id IN \(list: $0)" } ?? ""
        let rows = try db.rows(
            """
            SELECT \(columns) FROM register_entry \(slice.units == nil ? db.dialect.using(index: "PRIMARY") : "")
            WHERE register_id = \(slice.register) AND year = \(slice.year) AND number < \(numbers.below)
                AND number > \(numbers.above)\(mine)\(slice.filter.conditions)
            ORDER BY number DESC LIMIT \(limit + 1)
            """
        )
        let lines = try rows.prefix(limit).map(read)
        let next = rows.count > limit ? lines.last.map(numberOf) : numbers.isCut ? numbers.above + 1 : nil
        return RegisterPage(lines: lines, next: next)
    }

    /// The numbers among which a page is looked for.
    private func numbers(of slice: RegisterSlice, before number: Int?) throws
        -> (above: Int, below: Int, isCut: Bool)
    {
        let days = slice.filter.days(today: slice.today)
        let first = try days.from.map { try last(of: slice, before: $0) } ?? 0
        let end = try days.to.map { try last(of: slice, before: $0.adding(days: 1)) + 1 } ?? Int(Int32.max)
        let below = min(number ?? Int(Int32.max), end)
        guard slice.filter.looksAtLines else { return (first, below, false) }
        let newest = try number == nil && days.to == nil ? lastNumber(of: slice) + 1 : below
        let above = newest - 1 - RegisterSlice.mostLookedAt
        return (max(first, above), below, above > first)
    }

    /// The last number of the slice's year that was taken before a day; 0 where none was.
    private func last(of slice: RegisterSlice, before day: BuddhistDay) throws -> Int {
        let rows = try db.rows(
            """
            SELECT year, number FROM register_entry
            WHERE register_id = \(slice.register) AND issued_at < \(Instant(millisecond: BangkokTime.start(of: day)))
            ORDER BY issued_at DESC, year DESC, number DESC LIMIT 1
            """
        )
        guard let row = rows.first else { return 0 }
        let year: ThaiYear = try row.get("year")
        return year < slice.year ? 0 : year > slice.year ? Int(Int32.max) - 1 : try row.get("number")
    }

    /// The last number of a year; 0 where none was taken.
    package func lastNumber(of slice: RegisterSlice) throws -> Int {
        try db.rows(
            "SELECT last_number FROM number_sequence WHERE register_id = \(slice.register) AND year = \(slice.year)"
        ).first?.get("last_number") ?? 0
    }
}

extension RegisterEntry.State {
    fileprivate init(row: Row) throws {
        self.init(
            number: try row.get("number"),
            version: try row.get("version"),
            issuedAt: try row.get("issued_at"),
            voidedBy: try row.get("voided_by")
        )
    }
}
