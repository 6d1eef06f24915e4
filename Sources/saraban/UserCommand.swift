import Agencies
import App
import CommandLine
import Glibc
import Kernel
import Passwords
import SQL
import ThaiText

/// `saraban user`: adds accounts and sets passwords from the command line.
enum UserCommand {
    static let add = Command(
        "user add",
        "Adds an account; the password is read from standard input",
        options: [
            OfficeOptions.data, OfficeOptions.database,
            .value("name", "TEXT", "the person's name", isRequired: true),
            .value("post", "TEXT", "the person's post", isRequired: true),
            .value(
                "unit",
                "TEXT",
                "the unit: its name, its name behind its parents' (PARENT / NAME) or its key; the first is made when there is none",
                isRequired: true
            ),
            .value(
                "level",
                "WORD",
                "generalUser, groupRegistrar, agencyRegistrar, provinceRegistrar or administrator",
                default: "generalUser"
            ),
        ],
        arguments: [.required("USERNAME", "the name to sign in with")]
    )

    static let password = Command(
        "user password",
        "Sets an account's password, read from standard input, and ends its sessions",
        options: [OfficeOptions.data, OfficeOptions.database],
        arguments: [.required("USERNAME", "the name to sign in with")]
    )

    static func runAdd(_ parsed: Parsed) throws {
        let account = NewAccount(parsed, password: readLine() ?? "")
        let configuration = OfficeOptions.configuration(parsed)
        let isNew = !configuration.hasOffice
        // A slip makes no office.
        if isNew, !account.mistakes.isEmpty { throw CommandFailures(account.mistakes) }
        try account.add(to: open(configuration), at: Clock.system.now())
        if isNew { OfficeOptions.tellNewOffice(configuration) }
        print("Added \(account.username).")
    }

    static func runPassword(_ parsed: Parsed) throws {
        let configuration = try OfficeOptions.existingOffice(parsed)
        let password = try newPassword()
        let set = SetPassword(database: try open(configuration), clock: .system, hasher: .standard)
        guard try set(password, of: parsed["USERNAME"] ?? "") else {
            throw StartError("ไม่มีบัญชีนี้", "there is no account \(parsed["USERNAME"] ?? "")")
        }
        print("Password set.")
    }

    private static func open(_ configuration: Configuration) throws -> any Database {
        let database = try Application.openDatabase(configuration)
        try database.migrate(Application.migrations)
        return database
    }

    private static func newPassword() throws -> String {
        let password = readLine() ?? ""
        if let refusal = PasswordRules.standard.refusal(of: password) {
            throw StartError(refusal.thai, refusal.english)
        }
        return password
    }
}
