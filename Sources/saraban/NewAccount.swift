import Agencies
import CommandLine
import Kernel
import Passwords
import SQL
import ThaiText

/// An account as the operator described it.
struct NewAccount {
    /// People sign in with it in either case.
    let username: String
    private let name: String
    private let post: String
    private let unit: String
    private let level: String
    private let password: String

    init(_ parsed: Parsed, password: String) {
        username = (parsed["USERNAME"] ?? "").lowercased()
        name = PlainText.cleaned(parsed["name"] ?? "")
        post = PlainText.cleaned(parsed["post"] ?? "")
        unit = PlainText.cleaned(parsed["unit"] ?? "")
        level = parsed["level"] ?? ""
        self.password = password
    }

    /// What is wrong with the words in any office.
    var mistakes: [CommandFailure] {
        let isLevel = RightLevel(rawValue: level) != nil
        let isUsername = Person.isUsername(username)
        let refusal = PasswordRules.standard.refusal(of: password)
        return [
            isLevel ? nil : .noSuchLevel(level), isUsername ? nil : .badUsername,
            refusal.map { CommandFailure($0.thai, $0.english) },
        ].compactMap(\.self)
    }

    /// What is wrong with them in this office.
    func mistakes(in db: any Transaction) throws -> [CommandFailure] {
        var mistakes: [CommandFailure] = []
        let tree = UnitTree(try UnitStore(db).all())
        let found = tree.units(called: unit)
        if found.isEmpty, !tree.units.isEmpty || unit.isEmpty { mistakes.append(.noSuchUnit(unit)) }
        if found.count > 1 { mistakes.append(.severalUnits(unit, found, tree)) }
        if try PersonStore(db).find(username: username) != nil { mistakes.append(.usernameTaken(username)) }
        return mistakes
    }

    /// Adds the account, and the office's first unit where there is none.
    ///
    /// Throws `CommandFailures` with all that is wrong.
    func add(to database: any Database, at now: Instant) throws {
        let mistakes = try self.mistakes + database.read { try self.mistakes(in: $0) }
        guard mistakes.isEmpty, let level = RightLevel(rawValue: level) else {
            throw CommandFailures(mistakes)
        }
        let hash = try PasswordHasher.standard.hash(password)
        try database.write { db in
            let person = Person(
                id: .new(at: now),
                username: username,
                name: name,
                post: post,
                unit: try unit(at: now, db),
                level: level
            )
            try PersonStore(db).insert(person, password: hash)
            // The operator has no account.
            try EventStore(db).record(
                Event("person.added", at: now, actor: nil, detail: ["person": .string(person.id.rawValue)])
            )
        }
    }

    private func unit(at now: Instant, _ db: any Transaction) throws -> Unit.ID {
        if let unit = UnitTree(try UnitStore(db).all()).units(called: unit).first { return unit.id }
        let first = Unit(id: .new(at: now), parent: nil, kind: .agency, name: unit, englishName: "")
        try UnitStore(db).insert(first)
        return first.id
    }
}

extension CommandFailure {
    fileprivate static let badUsername = CommandFailure(
        "ชื่อผู้ใช้ต้องเป็นตัวอักษร a ถึง z ตัวเลข 0 ถึง 9 หรือ . - _ @ ไม่เกิน 60 ตัว",
        "a username is made of the letters a to z, the digits 0 to 9 and . - _ @, 60 at most"
    )

    fileprivate static func noSuchLevel(_ level: String) -> CommandFailure {
        let levels = RightLevel.allCases.map(\.rawValue).joined(separator: ", ")
        return CommandFailure(
            "ไม่มีระดับสิทธิ์ \(level) ระดับสิทธิ์ที่มีคือ \(levels)",
            "there is no right level \(level), only \(levels)"
        )
    }

    fileprivate static func noSuchUnit(_ words: String) -> CommandFailure {
        CommandFailure("ไม่มีหน่วยงาน \(words)", "there is no unit \(words)")
    }

    fileprivate static func usernameTaken(_ username: String) -> CommandFailure {
        CommandFailure("มีบัญชี \(username) อยู่แล้ว", "there is an account \(username) already")
    }

    fileprivate static func severalUnits(_ words: String, _ units: [Unit], _ tree: UnitTree) -> CommandFailure
    {
        let list = units.map { "“\(tree.path(of: $0))” (\($0.id))" }.joined(separator: ", ")
        return CommandFailure(
            "มีหน่วยงานชื่อ \(words) \(ThaiDigits.thai(String(units.count))) แห่ง กรุณาระบุชื่อพร้อมหน่วยงานต้นสังกัด หรือรหัสในวงเล็บ: \(list)",
            "\(units.count) units are called \(words): name one with its parents, or by its key in brackets: \(list)"
        )
    }
}
