/// One step of a schema's history.
///
/// Once released it never changes. It is one statement, because MariaDB cannot roll back a second one.
public struct Migration: Sendable {
    public let name: String
    public let statement: SQL

    public init(_ name: String, _ statement: SQL) {
        self.name = name
        self.statement = statement
    }
}

extension Database {
    /// Applies the migrations that this database has not seen, in order, and names those it applied.
    @discardableResult
    public func migrate(_ migrations: [Migration]) throws -> [String] {
        try write { try $0.execute("CREATE TABLE IF NOT EXISTS migration (name VARCHAR(100) NOT NULL PRIMARY KEY)") }
        let seen = try read { Set(try $0.rows("SELECT name FROM migration").map { try $0.get("name") as String }) }
        let fresh = migrations.filter { !seen.contains($0.name) }
        for migration in fresh {
            try write { transaction in
                try transaction.execute(migration.statement)
                try transaction.execute("INSERT INTO migration (name) VALUES (\(migration.name))")
            }
        }
        return fresh.map(\.name)
    }
}
