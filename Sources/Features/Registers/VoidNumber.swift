import JSON
import Kernel
import SQL

/// Gives up a number with a reason (ยกเลิกเลข, NUM-26). The line stays and the number is never given again.
package struct VoidNumber: Sendable {
    package let database: any Database
    package let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// Throws a refusal when the person may not, the number is not there or is void already, or no reason is given.
    package func callAsFunction(
        _ number: Int,
        of year: ThaiYear,
        in register: Register.ID,
        because reason: String,
        by actor: Actor
    ) throws {
        guard !reason.isEmpty, reason.length <= 500 else {
            throw UserError(complaints: [
                .init(
                    "reason",
                    "กรุณาระบุเหตุผลที่ยกเลิกเลข (ไม่เกิน ๕๐๐ ตัวอักษร)",
                    "Say why the number is void (500 characters at most)"
                )
            ])
        }
        try database.write { db in
            let entries = RegisterEntryStore(db)
            guard let book = try RegisterStore(db).find(register) else { throw UserError.noSuchRegister }
            try actor.require(.void, book)
            guard let entry = try entries.find(register, year, number), actor.sees(entry, in: book) else {
                throw UserError(.notFound, "ไม่พบเลขนี้ในทะเบียน", "This number is not in the register")
            }
            let now = clock.now()
            guard try entries.void(entry, .init(at: now, by: actor.id, reason: reason)) else {
                throw UserError(.conflict, "เลขนี้ยกเลิกไปแล้ว", "This number is void already")
            }
            try EventStore(db).record(
                Event(
                    "number.voided",
                    at: now,
                    by: actor,
                    letter: entry.letter,
                    detail: [
                        "register": .string(register.rawValue), "year": .integer(year.rawValue),
                        "number": .integer(number),
                    ]
                )
            )
        }
    }
}

extension Actor {
    /// Whether a line of a register may be shown to this person.
    package func sees(_ entry: RegisterEntry, in register: Register) -> Bool {
        may(.seeAllRows, register) || (may(.open, register) && sight.contains(entry.unit))
    }
}
