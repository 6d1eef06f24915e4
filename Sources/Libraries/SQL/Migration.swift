/// One step of a schema's history.
///
/// Once released it never changes. It is one statement, because MariaDB cannot roll back a second one.
public struct Migration: Sendable {
    public let name: String
    public let statement: SQL

    /// A step with a name of its own of at most 100 characters, such as `letters.001-create-letter`.
    public init(_ name: String, _ statement: SQL) {
        self.name = name
        self.statement = statement
    }
}

extension Database {
    /// Applies the migrations that this database has not seen, in order, and names those it applied.
    ///
    /// Programs that start at once may call it at once: one goes first, the others then find it done. On
    /// SQLite all are applied or none. MariaDB keeps each that succeeded, so after a failure the rest is
    /// applied next time; should the server break down between a change and its entry in the table
    /// `migration`, the next attempt says that the change stands already, and the entry must be made by hand.
    @discardableResult
    public func migrate(_ migrations: [Migration]) throws -> [String] {
        try write { transaction in
            try transaction.alone {
                try transaction.execute(
                    "CREATE TABLE IF NOT EXISTS migration (name VARCHAR(100) NOT NULL PRIMARY KEY)"
                )
                let seen = Set(
                    try transaction.rows("SELECT name FROM migration").map { try $0.get("name") as String }
                )
                let fresh = migrations.filter { !seen.contains($0.name) }
                for migration in fresh {
                    try transaction.apply(migration)
                    try transaction.execute("INSERT INTO migration (name) VALUES (\(migration.name))")
                    try transaction.keepOnServer()
                }
                return fresh.map(\.name)
            }
        }
    }
}

extension Transaction {
    /// Runs work while nobody else migrates this database.
    ///
    /// SQLite's one writer is alone as it is. On MariaDB each change of the schema ends the transaction with
    /// its locks, so the lock is one that belongs to the connection; if that breaks, the server frees it.
    fileprivate func alone<Result>(_ work: () throws -> Result) throws -> Result {
        guard dialect == .mariaDB else { return try work() }
        let lock = try rows("SELECT GET_LOCK(CONCAT('migrate ', MD5(DATABASE())), 60) AS taken")
        guard try lock.first?.get("taken") == 1 else {
            throw SQLError(.transient, "another program has been migrating the database for a minute")
        }
        let result = Swift.Result { try work() }
        _ = try? rows("SELECT RELEASE_LOCK(CONCAT('migrate ', MD5(DATABASE()))) AS freed")
        return try result.get()
    }

    fileprivate func apply(_ migration: Migration) throws {
        do {
            try execute(migration.statement)
        } catch let error as SQLError {
            throw SQLError(error.code, "migration \(migration.name): \(error.message)")
        }
    }

    /// Makes a migration's entry as final as MariaDB makes the change of the schema, before anybody else may
    /// go on.
    fileprivate func keepOnServer() throws {
        if dialect == .mariaDB { try execute("COMMIT") }
    }
}
