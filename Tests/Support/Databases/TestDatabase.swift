import Glibc
import MariaDB
import SQL
import SQLite

/// The databases that the product runs on, each to be had fresh and empty for one test.
public enum TestDatabase: String, CaseIterable, Sendable {
    case sqlite, mariadb

    /// For `@Test(arguments:)` where a test must hold on every database.
    public static let both = allCases

    /// What `DATABASE` in the environment asks for, and SQLite when it asks for nothing.
    public static var asked: TestDatabase {
        get throws {
            guard let name = getenv("DATABASE").map({ String(cString: $0) }) else { return .sqlite }
            guard let database = TestDatabase(rawValue: name) else {
                throw ServerFailure("DATABASE is \(name), which is neither sqlite nor mariadb")
            }
            return database
        }
    }

    /// A new, empty database of its own.
    ///
    /// Throws in plain words where MariaDB is not installed: what was not tested must not look as if it
    /// passed.
    public func make() throws -> any Database {
        switch self {
        case .sqlite: try SQLiteDatabase.inMemory()
        case .mariadb: try MariaDBDatabase(url: MariaDBServer.shared.get().makeDatabase())
        }
    }
}

/// A fresh database with these tables, of the kind that `DATABASE` in the environment asks for.
public func testDatabase(_ migrations: [Migration] = []) throws -> any Database {
    let database = try TestDatabase.asked.make()
    try database.migrate(migrations)
    return database
}
