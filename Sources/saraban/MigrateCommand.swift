import App
import CommandLine
import SQL
import SQLite

/// `saraban migrate`: brings the schema of a database up to date and says what it did.
enum MigrateCommand {
    static let command = Command(
        "migrate",
        "Brings the database's schema up to date",
        options: [OfficeOptions.data, OfficeOptions.database]
    )

    static func run(_ parsed: Parsed) throws {
        let database = try Application.openDatabase(OfficeOptions.existingOffice(parsed))
        if let damage = try (database as? SQLiteDatabase)?.damage() {
            throw CommandFailure(
                "ไฟล์ฐานข้อมูลเสียหาย (\(damage)) ให้นำสำเนาสำรองกลับมาใช้",
                "The database file is damaged (\(damage)): bring back a backup."
            )
        }
        let applied = try database.migrate(Application.migrations)
        print(applied.isEmpty ? "Up to date." : applied.joined(separator: "\n"))
    }
}
