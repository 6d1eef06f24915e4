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
                "the name of the unit; the first office is made when there is none",
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
        guard let level = RightLevel(rawValue: parsed["level"] ?? "") else {
            throw StartError("ไม่มีระดับสิทธิ์นี้", "there is no right level \(parsed["level"] ?? "")")
        }
        let username = try newUsername(parsed)
        let hash = try PasswordHasher.standard.hash(try newPassword())
        let now = Clock.system.now()
        let configuration = OfficeOptions.configuration(parsed)
        let isNew = !configuration.hasOffice
        try open(configuration).write { db in
            guard try PersonStore(db).find(username: username) == nil else {
                throw StartError("มีบัญชี \(username) อยู่แล้ว", "there is an account \(username) already")
            }
            let unit = try unit(named: PlainText.cleaned(parsed["unit"] ?? ""), at: now, db)
            let person = Person(
                id: .new(at: now),
                username: username,
                name: PlainText.cleaned(parsed["name"] ?? ""),
                post: PlainText.cleaned(parsed["post"] ?? ""),
                unit: unit,
                level: level
            )
            try PersonStore(db).insert(person, password: hash)
            try EventStore(db).record(Event("person.added", at: now, actor: person.id))
        }
        if isNew { OfficeOptions.tellNewOffice(configuration) }
        print("Added \(username).")
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

    /// People sign in with it in either case.
    private static func newUsername(_ parsed: Parsed) throws -> String {
        let name = (parsed["USERNAME"] ?? "").lowercased()
        guard Person.isUsername(name) else {
            throw StartError(
                "ชื่อผู้ใช้ต้องเป็นตัวอักษร a ถึง z ตัวเลข 0 ถึง 9 หรือ . - _ @ ไม่เกิน 60 ตัว",
                "a username is made of the letters a to z, the digits 0 to 9 and . - _ @, 60 at most"
            )
        }
        return name
    }

    private static func newPassword() throws -> String {
        let password = readLine() ?? ""
        if let refusal = PasswordRules.standard.refusal(of: password) {
            throw StartError(refusal.thai, refusal.english)
        }
        return password
    }

    private static func unit(named name: String, at now: Instant, _ db: any Transaction) throws -> Unit.ID {
        let units = try UnitStore(db).all()
        if let unit = units.first(where: { $0.name == name }) { return unit.id }
        guard units.isEmpty, !name.isEmpty else {
            throw StartError("ไม่มีหน่วยงานนี้", "there is no unit \(name)")
        }
        let unit = Unit(id: .new(at: now), parent: nil, kind: .agency, name: name, englishName: "")
        try UnitStore(db).insert(unit)
        return unit.id
    }
}
