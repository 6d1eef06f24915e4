import CMariaDB
import SQL

/// The memory into which a statement's rows are fetched, one row after the other.
final class MariaDBResult {
    let columns: Row.Columns

    /// How a column is read.
    private enum Kind: Equatable {
        case integer, unsigned, decimal, text, blob, null, unreadable
    }

    /// Values of up to this size come with the row; longer ones are fetched apart, straight to where they
    /// stay.
    private static let slotSize = 512

    private let statement: UnsafeMutablePointer<MYSQL_STMT>
    private let width: Int
    private var kinds: [Kind] = []
    private let slots: UnsafeMutableRawPointer
    private let lengths: UnsafeMutablePointer<UInt>
    private let nulls: UnsafeMutablePointer<my_bool>
    private let truncations: UnsafeMutablePointer<my_bool>

    /// Memory for what a statement returns that was executed at least once.
    init(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
        self.statement = statement
        let width = Int(mysql_stmt_field_count(statement))
        self.width = width
        columns = Row.Columns(
            (0..<width).map { index in
                statement.pointee.fields[index].name.map { String(cString: $0) } ?? ""
            }
        )
        slots = .allocate(byteCount: max(width, 1) * Self.slotSize, alignment: 8)
        lengths = .allocate(capacity: width)
        lengths.initialize(repeating: 0, count: width)
        nulls = .allocate(capacity: width)
        nulls.initialize(repeating: 0, count: width)
        truncations = .allocate(capacity: width)
        truncations.initialize(repeating: 0, count: width)
    }

    deinit {
        slots.deallocate()
        lengths.deallocate()
        nulls.deallocate()
        truncations.deallocate()
    }

    /// Tells the library where values go; false when it refuses.
    ///
    /// What a column holds may change from one execution to the next, as in `SELECT ?`.
    func prepare() -> Bool {
        let current = (0..<width).map { Self.kind(statement.pointee.fields[$0]) }
        guard current != kinds else { return true }
        var binds = current.enumerated().map { index, kind in bind(kind, at: index) }
        guard mysql_stmt_bind_result(statement, &binds) == 0 else { return false }
        kinds = current
        return true
    }

    /// Appends the values of the row that was just fetched.
    func appendRow(to values: inout [SQLValue]) throws {
        for index in 0..<width {
            values.append(nulls[index] != 0 ? .null : try value(index))
        }
    }

    private func bind(_ kind: Kind, at index: Int) -> MYSQL_BIND {
        var bind = MYSQL_BIND()
        bind.buffer_type =
            switch kind {
            case .integer, .unsigned: MYSQL_TYPE_LONGLONG
            case .blob: MYSQL_TYPE_BLOB
            default: MYSQL_TYPE_STRING
            }
        bind.is_unsigned = kind == .unsigned ? 1 : 0
        bind.buffer = slot(index)
        bind.buffer_length = UInt(Self.slotSize)
        bind.length = lengths + index
        bind.is_null = nulls + index
        bind.error = truncations + index
        return bind
    }

    private func slot(_ index: Int) -> UnsafeMutableRawPointer { slots + index * Self.slotSize }

    private func value(_ index: Int) throws -> SQLValue {
        let length = Int(lengths[index])
        switch kinds[index] {
        case .integer: return .integer(slot(index).load(as: Int.self))
        case .unsigned:
            if let value = Int(exactly: slot(index).load(as: UInt.self)) { return .integer(value) }
        case .decimal:
            if length <= Self.slotSize, let value = Int(text(index, length)) { return .integer(value) }
        case .text:
            if length <= Self.slotSize { return .text(text(index, length)) }
            return .text(String(decoding: try longValue(index, length), as: UTF8.self))
        case .blob:
            if length > Self.slotSize { return .blob(try longValue(index, length)) }
            return .blob(Array(UnsafeRawBufferPointer(start: slot(index), count: length)))
        case .null: return .null
        case .unreadable: break
        }
        throw SQLError(.unreadable, "column \(columns.names[index]) holds neither an integer, text nor bytes")
    }

    private func text(_ index: Int, _ length: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: slot(index), count: length), as: UTF8.self)
    }

    private func longValue(_ index: Int, _ length: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: length) { memory, count in
            var bind = MYSQL_BIND()
            var fetched: UInt = 0
            bind.buffer_type = kinds[index] == .blob ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING
            bind.buffer = UnsafeMutableRawPointer(memory.baseAddress)
            bind.buffer_length = UInt(length)
            let code = withUnsafeMutablePointer(to: &fetched) { fetched in
                bind.length = fetched
                return mysql_stmt_fetch_column(statement, &bind, UInt32(index), 0)
            }
            guard code == 0, Int(fetched) == length else {
                throw SQLError(.failed, "column \(columns.names[index]) cannot be fetched")
            }
            count = length
        }
    }

    private static func kind(_ field: MYSQL_FIELD) -> Kind {
        let isBinary = field.charsetnr == 63
        switch field.type {
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_LONG, MYSQL_TYPE_INT24: return .integer
        case MYSQL_TYPE_LONGLONG: return field.flags & UInt32(UNSIGNED_FLAG) == 0 ? .integer : .unsigned
        // A sum of integers is a decimal number without decimals.
        case MYSQL_TYPE_NEWDECIMAL: return field.decimals == 0 ? .decimal : .unreadable
        case MYSQL_TYPE_VARCHAR, MYSQL_TYPE_VAR_STRING, MYSQL_TYPE_STRING, MYSQL_TYPE_TINY_BLOB,
            MYSQL_TYPE_BLOB,
            MYSQL_TYPE_MEDIUM_BLOB, MYSQL_TYPE_LONG_BLOB:
            return isBinary ? .blob : .text
        case MYSQL_TYPE_NULL: return .null
        default: return .unreadable
        }
    }
}
