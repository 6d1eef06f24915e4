import SQL
import SQLite

/// The databases that the product runs on, each to be had fresh and empty for one test.
public enum TestDatabase: String, CaseIterable, Sendable {
    case sqlite

    /// For `@Test(arguments:)` where a test must hold on every database.
    public static let both = allCases

    /// A new, empty database of its own.
    public func make() throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase.inMemory()
        }
    }
}

/// A fresh database with these tables: SQLite.
public func testDatabase(_ migrations: [Migration] = []) throws -> any Database {
    let database = try TestDatabase.sqlite.make()
    try database.migrate(migrations)
    return database
}
