import App
import CommandLine
import SQL

/// `saraban migrate`: brings the schema of a database up to date and says what it did.
enum MigrateCommand {
    static let command = Command(
        "migrate",
        "Brings the database's schema up to date",
        options: [OfficeOptions.data, OfficeOptions.database]
    )

    static func run(_ parsed: Parsed) throws {
        let database = try Application.openDatabase(OfficeOptions.existingOffice(parsed))
        let applied = try database.migrate(Application.migrations)
        print(applied.isEmpty ? "Up to date." : applied.joined(separator: "\n"))
    }
}
