import App
import CommandLine
import SQL

/// `saraban check`: looks at an office's data and says what is wrong with it.
enum CheckCommand {
    static let command = Command(
        "check",
        "Checks numbers, files and the database; exit status 1 when anything is wrong",
        options: [
            OfficeOptions.data, OfficeOptions.database,
            .flag("quick", "compares files by their size only, without reading them"),
        ]
    )

    static func run(_ parsed: Parsed) throws -> Int32 {
        let configuration = try OfficeOptions.existingOffice(parsed)
        let database = try Application.openDatabase(configuration)
        let report = try OfficeCheck(
            database: database,
            data: configuration.data,
            isQuick: parsed.flag("quick")
        ).run()
        for line in report.lines { print(line) }
        return report.isSound ? 0 : 1
    }
}
