import SQL

/// What the server must be set to, so that the same SQL means the same and what was committed is kept.
enum MariaDBSettings {
    private static let collation = "utf8mb4_nopad_bin"

    /// Throws `SQLError(.failed)` with everything that must be changed on the server.
    static func check(_ connection: MariaDBConnection, _ address: MariaDBAddress) throws {
        let transaction = MariaDBTransaction(connection)
        defer {
            transaction.end()
            connection.rollback()
        }
        try adoptCollationIfEmpty(transaction, address)
        let row = try transaction.rows(
            """
            SELECT VERSION() AS version, @@collation_database AS collation, @@max_allowed_packet AS packet,
                @@innodb_flush_log_at_trx_commit AS flush, @@log_bin AS binlog, @@sync_binlog AS binlog_sync
            """
        ).first
        guard let row else { throw SQLError(.failed, "the server does not tell its settings") }
        let mistakes = try mistakes(row, address)
        guard mistakes.isEmpty else {
            throw SQLError(.failed, "\(address): " + mistakes.joined(separator: "; "))
        }
    }

    private static func mistakes(_ row: Row, _ address: MariaDBAddress) throws -> [String] {
        let version: String = try row.get("version")
        let numbers = version.split(separator: ".").prefix(2).compactMap { Int($0) }
        let isMariaDB = version.contains("MariaDB") && numbers.count == 2
        var mistakes: [String] = []
        if !isMariaDB || (numbers[0], numbers[1]) < (10, 6) {
            mistakes.append("the server is \(version), needed is MariaDB 10.6 or later")
        }
        if try row.get("collation") != collation {
            mistakes.append("run ALTER DATABASE `\(address.name)` CHARACTER SET utf8mb4 COLLATE \(collation)")
        }
        if try row.get("packet") < 16 * 1024 * 1024 {
            mistakes.append("set max_allowed_packet to 16M or more")
        }
        if try row.get("flush") != 1 {
            mistakes.append("set innodb_flush_log_at_trx_commit to 1, or a power cut loses numbers given out")
        }
        if try row.get("binlog") == 1, try row.get("binlog_sync") != 1 {
            mistakes.append("set sync_binlog to 1, or a power cut makes replicas differ")
        }
        return mistakes
    }

    /// Tables are created in the database's collation, and no session can choose another for them.
    private static func adoptCollationIfEmpty(_ transaction: MariaDBTransaction, _ address: MariaDBAddress)
        throws
    {
        let tables = try transaction.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() LIMIT 1"
        )
        let current: String? = try transaction.rows("SELECT @@collation_database AS collation").first?.get(
            "collation"
        )
        guard tables.isEmpty, current != collation else { return }
        let alter = "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin" as SQL
        _ = try transaction.execute(alter)
    }
}
