import Agencies
import Kernel
import Letters
import Passwords
import Registers
import SQL
import ThaiText

/// A fictional province to try the program in: its units, people and registers, and a year of letters.
///
/// Every name is invented. All sign-ins have the same password.
package struct SampleOffice: Sendable {
    package static let password = "saraban-2569"

    let database: any Database
    let hasher: PasswordHasher

    package init(database: any Database, hasher: PasswordHasher) {
        self.database = database
        self.hasher = hasher
    }

    /// What was made, by the short names of the sample's own lists.
    package struct Made: Sendable {
        package let units: [String: Unit.ID]
        package let people: [String: Person.ID]
        package let registers: [String: Register.ID]
    }

    /// Whether the database has units already.
    package func isMade() throws -> Bool { try database.read { try !UnitStore($0).all().isEmpty } }

    /// Makes units, people and registers, without letters. Throws when the database has units already.
    @discardableResult
    package func make(at now: Instant) throws -> Made {
        guard try !isMade() else {
            throw StartError("มีสำนักงานอยู่ในฐานข้อมูลนี้แล้ว", "this database already holds an office")
        }
        let hash = try hasher.hash(Self.password)
        return try database.write { db in
            let units = try makeUnits(at: now, db)
            let people = try makePeople(units, hash, at: now, db)
            return Made(units: units, people: people, registers: try makeRegisters(units, at: now, db))
        }
    }

    /// Makes the office with a year of letters before `now`: all of it or, where it fails, nothing.
    ///
    /// Throws when the database has units already.
    package func make(letters count: Int, files: FileStore, at now: Instant) throws -> SampleLetters.Report {
        try database.write { db in
            let whole = OneTransaction(db)
            return try SampleLetters(
                database: whole,
                made: SampleOffice(database: whole, hasher: hasher).make(at: now),
                directory: OfficeDirectory(),
                files: files
            ).make(count, until: now)
        }
    }

    private func makeUnits(at now: Instant, _ db: any Transaction) throws -> [String: Unit.ID] {
        var ids: [String: Unit.ID] = [:]
        for (position, plan) in SamplePlan.units.enumerated() {
            let unit = Unit(
                id: .new(at: now),
                parent: plan.parent.flatMap { ids[$0] },
                kind: plan.kind,
                name: plan.name,
                englishName: plan.english,
                letterCode: plan.code,
                phone: "๐ ๐๐๐๐ ๐\(ThaiDigits.thai(String(100 + position)))",
                position: position
            )
            try UnitStore(db).insert(unit)
            ids[plan.key] = unit.id
        }
        return ids
    }

    private func makePeople(
        _ units: [String: Unit.ID],
        _ hash: String,
        at now: Instant,
        _ db: any Transaction
    ) throws -> [String: Person.ID] {
        var ids: [String: Person.ID] = [:]
        let store = PersonStore(db)
        for plan in SamplePlan.people {
            guard let unit = units[plan.unit] else { continue }
            let person = Person(
                id: .new(at: now),
                username: plan.username,
                name: plan.name,
                englishName: plan.english,
                post: plan.post,
                englishPost: plan.englishPost,
                unit: unit,
                level: plan.level,
                isHead: plan.isHead,
                clearance: plan.clearance
            )
            try store.insert(person, password: hash)
            ids[plan.username] = person.id
        }
        for (secretary, executive) in SamplePlan.secretaries {
            guard let secretary = ids[secretary], let executive = ids[executive] else { continue }
            try store.link(secretary: secretary, to: executive)
        }
        return ids
    }

    private func makeRegisters(
        _ units: [String: Unit.ID],
        at now: Instant,
        _ db: any Transaction
    ) throws -> [String: Register.ID] {
        var ids: [String: Register.ID] = [:]
        for (position, plan) in SamplePlan.registers.enumerated() {
            guard let owner = units[plan.owner] else { continue }
            let register = Register(
                id: .new(at: now),
                owner: owner,
                kind: plan.kind,
                name: plan.name,
                englishName: plan.english,
                format: plan.format,
                yearBasis: plan.basis,
                takers: plan.takers,
                position: position
            )
            try RegisterStore(db).insert(register)
            ids[plan.key] = register.id
        }
        return ids
    }
}
