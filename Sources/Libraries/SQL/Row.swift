/// One row of a result, read by column name.
public struct Row: Sendable {
    /// The names of a result's columns, shared by all its rows.
    public final class Columns: Sendable {
        let names: [String]

        public init(_ names: [String]) { self.names = names }

        func position(of name: String) -> Int? { names.firstIndex(of: name) }
    }

    private let columns: Columns
    private let values: [SQLValue]

    /// A row whose values stand in the order of `columns`.
    public init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column, in the type the caller asks for.
    ///
    /// Throws `SQLError` when there is no such column or it holds another type.
    public func get<Value: SQLConvertible>(_ column: String) throws -> Value {
        guard let position = columns.position(of: column) else {
            throw SQLError(.noSuchColumn, "no column \(column)")
        }
        guard let value = Value(sqlValue: values[position]) else {
            throw SQLError(.unreadable, "column \(column) is not a \(Value.self)")
        }
        return value
    }
}
