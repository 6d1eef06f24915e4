import CSQLite
import SQL

extension SQLError {
    /// What a call on a connection answered, for the statement with that text.
    ///
    /// SQLite's own words are used where they name the schema only. When a statement fails while it runs they
    /// may show values, such as a broken search expression; the general words for the code stand then.
    init(_ connection: OpaquePointer, _ extendedCode: Int32, _ text: String) {
        let code = Self.code(extendedCode)
        let mayShowValues = extendedCode == SQLITE_ERROR && sqlite3_error_offset(connection) < 0
        let words = mayShowValues ? sqlite3_errstr(extendedCode) : sqlite3_errmsg(connection)
        self.init(code, "\(words.map { String(cString: $0) } ?? "error") (\(extendedCode)) in: \(text)")
    }

    private static func code(_ extendedCode: Int32) -> Code {
        switch extendedCode {
        case 1555, 2067, 2579: return .duplicate  // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE, _ROWID
        default: break
        }
        switch extendedCode & 0xFF {
        case SQLITE_CONSTRAINT: return .constraint
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: return .transient
        case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_READONLY: return .badStatement
        default: return .failed
        }
    }
}
