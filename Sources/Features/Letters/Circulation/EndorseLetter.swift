import Kernel
import SQL

/// Writes a minute on a letter (เกษียณ). What is kept is never changed.
package struct EndorseLetter: Sendable {
    let database: any Database
    let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// Throws a refusal when there is no text, more than 4,000 characters of it, or the letter is not on the person's desk.
    @discardableResult
    package func callAsFunction(_ letter: Letter.ID, _ text: String, by actor: Actor) throws -> Endorsement {
        guard !text.isEmpty, text.length <= 4000 else {
            throw UserError(complaints: [
                .init(
                    "text",
                    "กรุณากรอกข้อความเกษียณ (ไม่เกิน ๔,๐๐๐ ตัวอักษร)",
                    "Write the minute (4,000 characters at most)"
                )
            ])
        }
        return try database.write { db in
            let desk = try LetterOnDesk(actingOn: letter, for: actor, db)
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
            try EventStore(db).record(Event("letter.endorsed", at: now, by: actor, letter: letter))
            return endorsement
        }
    }
}
