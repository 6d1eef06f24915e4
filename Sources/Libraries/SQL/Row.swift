import Synchronization

/// One row of a result, read by column name.
public struct Row: Sendable {
    /// The names of a result's columns, shared by all its rows.
    public final class Columns: Sendable {
        public let names: [String]
        /// Where the next question will probably be: columns are mostly read in their order.
        private let likely = Atomic<Int>(0)
        private let namesAreUnique: Bool

        public init(_ names: [String]) {
            self.names = names
            namesAreUnique = Set(names).count == names.count
        }

        /// The first column of that name.
        @usableFromInline func position(of name: String) -> Int? {
            let guess = likely.load(ordering: .relaxed)
            if namesAreUnique, guess < names.count, names[guess] == name {
                likely.store(guess + 1, ordering: .relaxed)
                return guess
            }
            guard let position = names.firstIndex(of: name) else { return nil }
            likely.store(position + 1, ordering: .relaxed)
            return position
        }
    }

    @usableFromInline let columns: Columns
    /// The values of all rows of the result, one row after the other.
    @usableFromInline let values: [SQLValue]
    @usableFromInline let start: Int

    /// A row whose values stand in the order of `columns`.
    public init(columns: Columns, values: [SQLValue]) {
        self.init(columns: columns, values: values, start: 0)
    }

    private init(columns: Columns, values: [SQLValue], start: Int) {
        self.columns = columns
        self.values = values
        self.start = start
    }

    /// Cuts the values of a whole result into rows, which go on sharing them.
    ///
    /// `values` holds one row after the other, each with a value for every column.
    public static func rows(columns: Columns, values: [SQLValue]) -> [Row] {
        guard !columns.names.isEmpty else { return [] }
        precondition(
            values.count.isMultiple(of: columns.names.count),
            "every row has a value for every column"
        )
        return stride(from: 0, to: values.count, by: columns.names.count).map {
            Row(columns: columns, values: values, start: $0)
        }
    }

    /// The value of a column, in the type the caller asks for.
    ///
    /// Throws `SQLError` when there is no such column or it holds another type.
    @inlinable
    public func get<Value: SQLConvertible>(_ column: String) throws -> Value {
        guard let position = columns.position(of: column) else {
            throw SQLError(.noSuchColumn, "no column \(column)")
        }
        guard let value = Value(sqlValue: values[start + position]) else {
            throw SQLError(.unreadable, "column \(column) is not a \(Value.self)")
        }
        return value
    }
}

extension Sequence<Row> {
    /// About how many bytes of memory the rows of one result take.
    public var weight: Int {
        var weight = 100
        for row in self {
            for value in row.values[row.start..<row.start + row.columns.names.count] {
                weight += value.weight
            }
        }
        return weight
    }
}
