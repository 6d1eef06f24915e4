import Agencies
import JSON
import Kernel
import Registers
import SQL
import ThaiText

/// Enters a letter in a register: it gets the next number of the year (ลงทะเบียน, NUM-01, NUM-05, INC-01).
package struct RegisterLetter: Sendable {
    package let database: any Database
    package let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// What a letter was given.
    package struct Registered: Sendable {
        package let letter: Letter.ID
        package let register: Register
        package let number: Int
        package let year: ThaiYear
        package let registeredAt: Instant
        /// Whether the same request was given it before.
        package var isAgain = false

        package var display: String { register.display(number, year) }
    }

    /// The letter, its line, its number and the event are kept together or not at all.
    ///
    /// With a key, asking again returns what was given the first time. Throws a refusal when the person may not
    /// take numbers from the register, or is not cleared for the letter's class and would never see it again.
    package func callAsFunction(
        _ form: RegisterLetterForm,
        in register: Register.ID,
        by actor: Actor,
        once key: IdempotencyKey? = nil
    ) throws -> Registered {
        do {
            return try attempt(form, in: register, by: actor, once: key)
        } catch let error as SQLError where error.code == .duplicate && key != nil {
            // The same request came twice at one moment and the other was first: its answer stands now.
            return try attempt(form, in: register, by: actor, once: key)
        }
    }

    /// What a request under this key was given before, where one was.
    ///
    /// Throws `UserError.keyOfAnotherRequest` when that request was another.
    package func given(under key: IdempotencyKey, in register: Register.ID) throws -> Registered? {
        try database.read { db in
            try RegisterStore(db).find(register).flatMap { try earlier(key, in: $0, db) }
        }
    }

    private func attempt(
        _ form: RegisterLetterForm,
        in register: Register.ID,
        by actor: Actor,
        once key: IdempotencyKey?
    ) throws -> Registered {
        try database.write { db in
            guard let book = try RegisterStore(db).hold(register) else { throw UserError.noSuchRegister }
            try actor.require(.take, book)
            try refuseUncleared(form.particulars, actor)
            if let earlier = try key.flatMap({ try earlier($0, in: book, db) }) { return earlier }

            let now = clock.now()
            let letter = Letter(
                id: .new(at: now),
                owner: owner(of: book, for: actor),
                registeredAt: now,
                registeredBy: actor.id,
                particulars: form.particulars
            )
            let given = try enter(letter, in: book, at: now, db)
            try LetterStore(db).insert(letter)
            try LetterConcernStore(db).insert(letter.id, unit: letter.owner, at: now)
            try EventStore(db).record(
                Event(
                    "letter.registered",
                    at: now,
                    by: actor,
                    letter: letter.id,
                    detail: .string("\(given.number)/\(given.year)")
                )
            )
            if let key {
                try IdempotencyStore(db).keep("\(letter.id) \(given.year) \(given.number)", for: key, at: now)
            }
            return given
        }
    }

    private func refuseUncleared(_ about: Letter.Particulars, _ actor: Actor) throws {
        guard actor.clearance < about.secrecy else { return }
        throw UserError(complaints: [
            .init(
                "secrecy",
                "ท่านไม่ได้รับอนุญาตให้เข้าถึงหนังสือชั้น\(about.secrecy.name(.thai)) กรุณาส่งให้นายทะเบียนข้อมูลข่าวสารลับลงทะเบียน",
                "You are not cleared for letters of this class: pass it to the registrar of classified letters"
            )
        ])
    }

    private func enter(_ letter: Letter, in book: Register, at now: Instant, _ db: any Transaction) throws
        -> Registered
    {
        let year = book.year(at: now)
        let number = try RegisterStore(db).takeNumber(from: book.id, year: year)
        let line = letter.particulars.line()
        try RegisterEntryStore(db).insert(
            RegisterEntry(
                register: book.id,
                year: year,
                number: number,
                letter: letter.id,
                unit: letter.owner,
                issuedAt: now,
                issuedBy: letter.registeredBy,
                line: line
            )
        )
        return Registered(letter: letter.id, register: book, number: number, year: year, registeredAt: now)
    }

    /// The unit in whose name the number is taken: the register's owner for its own registrars, else the person's agency,
    /// or where they do not keep its desk, their own unit.
    private func owner(of book: Register, for actor: Actor) -> Unit.ID {
        [book.owner, actor.agency].first(where: actor.keepsDesk) ?? actor.unit
    }

    private func earlier(_ key: IdempotencyKey, in book: Register, _ db: any Transaction) throws
        -> Registered?
    {
        guard let result = try IdempotencyStore(db).result(for: key) else { return nil }
        let parts = result.split(separator: " ").map(String.init)
        guard parts.count == 3, let year = Int(parts[1]), let number = Int(parts[2]),
            let letter = try LetterStore(db).find(Letter.ID(rawValue: parts[0]))
        else { throw SQLError(.unreadable, "the kept answer of a request is not readable") }
        return Registered(
            letter: letter.id,
            register: book,
            number: number,
            year: ThaiYear(rawValue: year),
            registeredAt: letter.registeredAt,
            isAgain: true
        )
    }
}
