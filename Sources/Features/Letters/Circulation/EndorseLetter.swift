import Kernel
import SQL

/// Writes a minute on a letter (เกษียน). What is kept is never changed.
package struct EndorseLetter: Sendable {
    let database: any Database
    let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// With a key, asking again writes nothing more and returns the minute that was written the first time.
    ///
    /// Throws a refusal when there is no text, more than 4,000 characters of it, or the letter is not on the person's desk.
    @discardableResult
    package func callAsFunction(
        _ letter: Letter.ID,
        _ text: String,
        by actor: Actor,
        once key: IdempotencyKey? = nil
    ) throws -> Endorsement {
        guard !text.isEmpty, text.length <= 4000 else {
            throw UserError(complaints: [
                .init(
                    "text",
                    "กรุณากรอกข้อความเกษียน (ไม่เกิน ๔,๐๐๐ ตัวอักษร)",
                    "Write the minute (4,000 characters at most)"
                )
            ])
        }
        return try database.write { db in
            let desk = try LetterOnDesk(actingOn: letter, for: actor, db)
            // The letter is held, so of two who ask at once the second sees the minute of the first.
            if let earlier = try key.flatMap({ try IdempotencyStore(db).result(for: $0) }) {
                let written = try EndorsementStore(db).endorsements(of: letter)
                guard let first = written.first(where: { $0.id.rawValue == earlier }) else {
                    throw SQLError(.unreadable, "the kept answer of a request is not readable")
                }
                return first
            }
            let now = clock.now()
            try desk.require(.endorse, of: actor)
            let endorsement = Endorsement(
                id: .new(at: now),
                letter: letter,
                person: actor.id,
                unit: actor.unit,
                name: actor.name.thai,
                post: actor.post.thai,
                text: text,
                at: now
            )
            try EndorsementStore(db).insert(endorsement)
            if let key { try IdempotencyStore(db).keep(endorsement.id.rawValue, for: key, at: now) }
            try EventStore(db).record(Event("letter.endorsed", at: now, by: actor, letter: letter))
            return endorsement
        }
    }
}
