import CMariaDB
import SQL

/// One prepared statement on the server, ready to be run again and again with other values.
final class MariaDBStatement {
    /// When the cache last gave it out.
    var lastUse = 0

    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let text: String
    private let placeCount: Int
    /// Made when the first rows come: of INSERT … RETURNING the server tells the columns only then.
    private var result: MariaDBResult?

    /// Prepares the text, which must be exactly one statement.
    init(_ connection: UnsafeMutablePointer<MYSQL>, _ text: String) throws {
        guard let handle = mysql_stmt_init(connection) else {
            throw MariaDBFailure(number: mysql_errno(connection), serverMessage: "no statement", text: text)
        }
        self.handle = handle
        self.text = text
        var text = text
        let code = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                mysql_stmt_prepare(handle, $0.baseAddress, UInt($0.count))
            }
        }
        placeCount = code == 0 ? Int(mysql_stmt_param_count(handle)) : 0
        guard code == 0 else { throw failure }
    }

    deinit {
        mysql_stmt_close(handle)
    }

    /// Runs it, drops the rows that it returns, and says how many it changed.
    func run(_ arguments: [SQLValue]) throws -> Int {
        try execute(arguments)
        let count = mysql_stmt_affected_rows(handle)
        if mysql_stmt_field_count(handle) > 0 { _ = try fetch() }
        return Int(exactly: count) ?? 0
    }

    func rows(_ arguments: [SQLValue]) throws -> [Row] {
        try execute(arguments)
        return mysql_stmt_field_count(handle) > 0 ? try fetch() : []
    }

    private func execute(_ arguments: [SQLValue]) throws {
        guard arguments.count == placeCount else {
            throw SQLError(.badStatement, "\(arguments.count) values for \(placeCount) places: \(text)")
        }
        var parameters = MariaDBParameters(arguments)
        let code = parameters.withBinds { binds in
            // The library copies the list of places, and reads the values while it executes.
            if placeCount > 0, mysql_stmt_bind_param(handle, binds) != 0 { return Int32(1) }
            return mysql_stmt_execute(handle)
        }
        guard code == 0 else { throw failure }
    }

    private func fetch() throws -> [Row] {
        defer { mysql_stmt_free_result(handle) }
        let result = self.result ?? MariaDBResult(handle)
        self.result = result
        guard mysql_stmt_store_result(handle) == 0, result.prepare() else { throw failure }
        var values: [SQLValue] = []
        while true {
            switch mysql_stmt_fetch(handle) {
            case 0, MYSQL_DATA_TRUNCATED: try result.appendRow(to: &values)
            case MYSQL_NO_DATA: return Row.rows(columns: result.columns, values: values)
            default: throw failure
            }
        }
    }

    private var failure: MariaDBFailure {
        MariaDBFailure(
            number: mysql_stmt_errno(handle),
            serverMessage: String(cString: mysql_stmt_error(handle)),
            text: text
        )
    }
}
