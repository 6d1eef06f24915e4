import Agencies
import JSON
import Kernel
import Registers
import SQL

/// The steps of a delivery that its receiver and its sender take.
///
/// Each is one transaction; of two who step at once, one is refused with the reason.
package struct StepDelivery: Sendable {
    let database: any Database
    let clock: Clock
    let directory: OfficeDirectory

    package init(database: any Database, clock: Clock, directory: OfficeDirectory) {
        self.database = database
        self.clock = clock
        self.directory = directory
    }

    /// Receives a letter without typing anything (ลงรับ, INC-07).
    ///
    /// The unit's own register gives the number; a letter that was there before keeps the number it has (NUM-04).
    /// A unit that keeps no register, and a person, receive without a number.
    @discardableResult
    package func receive(_ id: Delivery.ID, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.received") { delivery, desk, step, db in
            try actor.require(.receive, desk.standing(for: actor, receiving: delivery))
            try DeliveryStep.receive.require(delivery)
            let number = delivery.toPerson == nil ? try number(for: delivery, desk, step, db) : nil
            guard try DeliveryStore(db).receive(id, step, as: number) else { throw Overtaken() }
        }
    }

    /// Sends a letter back that is not for this unit (ตีกลับ, INC-08). A reason is demanded.
    @discardableResult
    package func `return`(_ id: Delivery.ID, because reason: String, by actor: Actor) throws -> Delivery {
        guard !reason.isEmpty, reason.unicodeScalars.count <= 1000 else {
            throw UserError(complaints: [
                .init(
                    "reason",
                    "กรุณาระบุเหตุผลที่ตีกลับ (ไม่เกิน ๑,๐๐๐ ตัวอักษร)",
                    "Say why the letter is returned (1,000 characters at most)"
                )
            ])
        }
        return try step(id, by: actor, "delivery.returned") { delivery, desk, step, db in
            try actor.require(.return, desk.standing(for: actor, receiving: delivery))
            try DeliveryStep.return.require(delivery)
            let end = Delivery.End(kind: .returned, step: step, words: reason)
            guard try DeliveryStore(db).endUnreceived(id, end) else { throw Overtaken() }
        }
    }

    /// Takes back what was sent, while it is not received (ดึงกลับ, INC-09).
    @discardableResult
    package func recall(_ id: Delivery.ID, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.recalled") { delivery, desk, step, db in
            try actor.require(.recall, desk.standing(for: actor, sending: delivery))
            try DeliveryStep.recall.require(delivery)
            let end = Delivery.End(kind: .recalled, step: step, words: "")
            guard try DeliveryStore(db).endUnreceived(id, end) else { throw Overtaken() }
        }
    }

    /// Closes a matter that is dealt with at this desk (ปิดเรื่อง, INC-10), with a note or none.
    @discardableResult
    package func close(_ id: Delivery.ID, note: DeliveryNote, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.closed") { delivery, desk, step, db in
            try actor.require(.close, desk.standing(for: actor, receiving: delivery))
            try DeliveryStep.close.require(delivery)
            let end = Delivery.End(kind: .closed, step: step, words: note.text)
            guard try DeliveryStore(db).close(id, end) else { throw Overtaken() }
        }
    }

    /// Takes note that a letter came back (รับทราบการตีกลับ, INC-08), so that it waits no longer.
    @discardableResult
    package func acknowledge(_ id: Delivery.ID, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.acknowledged") { delivery, desk, step, db in
            try actor.require(.acknowledge, desk.standing(for: actor, sending: delivery))
            try DeliveryStep.acknowledge.require(delivery)
            guard delivery.isBack else { throw DeliveryStep.acknowledge.refusal(in: delivery.state) }
            guard try DeliveryStore(db).acknowledge(id, step) else { throw Overtaken() }
        }
    }

    /// Records that the receiver opened a letter: once, by whoever was first (เปิดอ่านแล้ว, INC-06).
    package func open(_ deliveries: [Delivery], by actor: Actor) throws {
        let fresh = deliveries.filter { DeliveryStep.open.isAllowed(from: $0.state) }
        guard !fresh.isEmpty else { return }
        let now = clock.now()
        try database.write { db in
            for delivery in fresh where try DeliveryStore(db).open(delivery.id, .init(by: actor.id, at: now))
            {
                try EventStore(db).record(
                    Event(
                        "delivery.opened",
                        at: now,
                        by: actor,
                        letter: delivery.letter,
                        detail: .string(delivery.id.rawValue)
                    )
                )
            }
        }
    }

    /// Somebody else stepped between our reading and our writing; the work runs again and reads what they did.
    private struct Overtaken: Error {}

    private func step(
        _ id: Delivery.ID,
        by actor: Actor,
        _ kind: String,
        _ change: (Delivery, LetterOnDesk, Delivery.Step, any Transaction) throws -> Void
    ) throws -> Delivery {
        do {
            return try attempt(id, by: actor, kind, change)
        } catch is Overtaken {
            return try attempt(id, by: actor, kind, change)
        }
    }

    private func attempt(
        _ id: Delivery.ID,
        by actor: Actor,
        _ kind: String,
        _ change: (Delivery, LetterOnDesk, Delivery.Step, any Transaction) throws -> Void
    ) throws -> Delivery {
        let now = clock.now()
        return try database.write { db in
            guard let delivery = try DeliveryStore(db).find(id) else { throw UserError.noSuchLetter }
            let desk = try LetterOnDesk(delivery.letter, for: actor, db)
            try change(delivery, desk, .init(by: actor.id, at: now), db)
            try EventStore(db).record(
                Event(kind, at: now, by: actor, letter: delivery.letter, detail: .string(id.rawValue))
            )
            try RouteWriter(db, directory: directory).write(delivery.letter)
            guard let after = try DeliveryStore(db).find(id) else { throw UserError.noSuchLetter }
            return after
        }
    }

    private func number(
        for delivery: Delivery,
        _ desk: LetterOnDesk,
        _ step: Delivery.Step,
        _ db: any Transaction
    ) throws -> Delivery.Number? {
        guard let register = try RegisterStore(db).incoming(of: delivery.toUnit) else { return nil }
        if let standing = try RegisterEntryStore(db).standing(of: delivery.letter, in: register.id) {
            return .init(register: register.id, year: standing.year, number: standing.number)
        }
        let year = register.year(at: step.at)
        let number = try RegisterStore(db).takeNumber(from: register.id, year: year)
        try RegisterEntryStore(db).insert(
            RegisterEntry(
                register: register.id,
                year: year,
                number: number,
                letter: delivery.letter,
                unit: delivery.toUnit,
                issuedAt: step.at,
                issuedBy: step.by,
                line: desk.letter.particulars.line()
            )
        )
        return .init(register: register.id, year: year, number: number)
    }
}

extension DeliveryStep {
    /// Refuses with the reason when the step does not fit.
    fileprivate func require(_ delivery: Delivery) throws {
        guard isAllowed(from: delivery.state) else { throw refusal(in: delivery.state) }
    }
}
