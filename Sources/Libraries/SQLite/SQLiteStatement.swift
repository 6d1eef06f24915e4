import CSQLite
import SQL

/// One prepared statement, ready to be run again and again with other values.
final class SQLiteStatement {
    /// When the cache last gave it out.
    var lastUse = 0
    let footprint: SQLiteFootprint

    private let connection: OpaquePointer
    private let handle: OpaquePointer
    private let text: String
    private var columns: Row.Columns
    private var preparations: Int32 = 0
    /// How many values the last run gave: the next will give about as many.
    private var expected = 0

    /// Prepares the text, which must be exactly one statement; then asks what was heard of it meanwhile.
    init(_ connection: OpaquePointer, _ text: String, footprint: () -> SQLiteFootprint) throws {
        var text = text
        var prepared: OpaquePointer?
        var rest = 0
        let code = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { bytes in
                var tail: UnsafePointer<CChar>?
                let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
                let code = sqlite3_prepare_v3(
                    connection,
                    bytes.baseAddress,
                    Int32(bytes.count),
                    flags,
                    &prepared,
                    &tail
                )
                if let base = bytes.baseAddress, let tail {
                    rest = bytes[(tail - base)...].count { $0 > 0x20 }
                }
                return code
            }
        }
        guard code == SQLITE_OK else { throw SQLError(connection, code, text) }
        guard let prepared, rest == 0 else {
            sqlite3_finalize(prepared)
            throw SQLError(.badStatement, "not one statement: \(text)")
        }
        self.connection = connection
        self.text = text
        handle = prepared
        self.footprint = footprint()
        columns = Self.columns(of: prepared)
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Runs it to its end; rows that it returns are dropped.
    func run(_ arguments: [SQLValue]) throws {
        defer { clear() }
        try bind(arguments)
        while try step() {}
    }

    func rows(_ arguments: [SQLValue]) throws -> [Row] {
        defer { clear() }
        try bind(arguments)
        var values: [SQLValue] = []
        guard try step() else { return [] }
        refreshColumns()
        let width = Int32(columns.names.count)
        values.reserveCapacity(expected)
        repeat {
            for index in 0..<width { values.append(try value(index)) }
        } while try step()
        expected = values.count
        return Row.rows(columns: columns, values: values)
    }

    private func bind(_ arguments: [SQLValue]) throws {
        guard Int(sqlite3_bind_parameter_count(handle)) == arguments.count else {
            throw SQLError(.badStatement, "\(arguments.count) values for another number of places: \(text)")
        }
        for (index, argument) in arguments.enumerated() {
            let code = bind(argument, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw SQLError(connection, code, text) }
        }
    }

    private func bind(_ argument: SQLValue, at index: Int32) -> Int32 {
        switch argument {
        case .null: sqlite3_bind_null(handle, index)
        case .integer(let value): sqlite3_bind_int64(handle, index, Int64(value))
        case .text(var value):
            value.withUTF8 { utf8 in
                // No address would mean NULL.
                guard let count = Int32(exactly: utf8.count) else { return SQLITE_TOOBIG }
                guard let address = utf8.baseAddress else {
                    return saraban_sqlite_bind_text(handle, index, "", 0)
                }
                return saraban_sqlite_bind_text(handle, index, UnsafeRawPointer(address), count)
            }
        case .blob(let value):
            value.withUnsafeBytes { bytes in
                guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
                guard count > 0 else { return sqlite3_bind_zeroblob(handle, index, 0) }
                return saraban_sqlite_bind_blob(handle, index, bytes.baseAddress, count)
            }
        }
    }

    /// Goes to the next row and says whether there is one.
    private func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw SQLError(connection, code, text)
        }
    }

    /// Makes it ready for the next run; what `reset` returns was thrown by `step` already.
    private func clear() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    private func value(_ index: Int32) throws -> SQLValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(handle, index)))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, index)
            let count = Int(sqlite3_column_bytes(handle, index))
            return .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
        default:
            throw SQLError(.unreadable, "column \(columns.names[Int(index)]) holds a real number")
        }
    }

    /// SQLite prepares a statement again by itself when the schema has changed; its columns may then be
    /// others.
    private func refreshColumns() {
        let count = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        guard count != preparations else { return }
        preparations = count
        columns = Self.columns(of: handle)
    }

    private static func columns(of handle: OpaquePointer) -> Row.Columns {
        Row.Columns(
            (0..<sqlite3_column_count(handle)).map { index in
                sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
            }
        )
    }
}
