import CSQLite
import SQL

/// The statements that one connection has prepared, by their text.
///
/// There are at most 256; the longest unused gives way.
struct SQLiteStatementCache {
    private static let capacity = 256

    private let connection: OpaquePointer
    private let kept: SQLiteKeptAnswers?
    private let listener = SQLiteFootprintListener()
    private var statements: [String: SQLiteStatement] = [:]
    private var uses = 0

    init(_ connection: OpaquePointer, _ kept: SQLiteKeptAnswers?) {
        self.connection = connection
        self.kept = kept
        if kept != nil { listener.listen(to: connection) }
    }

    mutating func statement(_ text: String) throws -> SQLiteStatement {
        uses += 1
        if let statement = statements[text] {
            statement.lastUse = uses
            return statement
        }
        listener.forget()
        let statement = try SQLiteStatement(connection, text) {
            kept.map(listener.footprint) ?? SQLiteFootprint(reads: nil, writes: [])
        }
        statement.lastUse = uses
        if statements.count == Self.capacity,
            let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            statements[oldest.key] = nil
        }
        statements[text] = statement
        return statement
    }

    mutating func removeAll() {
        statements = [:]
    }
}
