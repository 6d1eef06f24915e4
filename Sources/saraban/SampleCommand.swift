import App
import CommandLine
import Glibc
import Kernel
import Passwords
import Typesetting

/// `saraban sample`: makes the fictional office to try the program in.
enum SampleCommand {
    static let command = Command(
        "sample",
        "Makes the sample office: a fictional province with a year of letters",
        options: [
            OfficeOptions.data,
            OfficeOptions.database,
            .value("letters", "N", "how many letters", kind: .integer(in: 0...100_000), default: "600"),
        ]
    )

    static func run(_ parsed: Parsed) throws {
        let configuration = OfficeOptions.configuration(parsed)
        let database = try Application.openDatabase(configuration)
        try database.migrate(Application.migrations)
        let sample = SampleOffice(database: database, hasher: .standard)
        guard try !sample.isMade() else {
            print("The office is there already; nothing was changed.")
            return
        }
        let now = Clock.system.now()
        let report = try sample.make(
            letters: parsed.value("letters") ?? 600,
            files: Application.openFiles(configuration, database, at: now),
            at: now
        )
        close(open(configuration.data + "/sample", O_CREAT | O_WRONLY, 0o600))
        if let obstacle = report.obstacle { print("No letter carries a file: \(obstacle)") }
        print("Sample office made in \(configuration.data). Everybody's password: \(SampleOffice.password)")
        print("Sign in as klang, nuai, nuai2, klum, phuchai, phubor, lekha or admin.")
    }
}
