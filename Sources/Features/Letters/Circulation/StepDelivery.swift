import Agencies
import JSON
import Kernel
import Registers
import SQL

/// The steps of a delivery that its receiver and its sender take.
///
/// Each is one transaction that holds the letter; of two who step at once, one is refused with the reason.
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
        try step(id, by: actor, "delivery.received") { delivery, desk, db in
            try actor.require(.receive, desk.standing(for: actor, receiving: delivery))
            try DeliveryStep.receive.require(delivery)
            try desk.refuseIfCancelled()
            let register =
                delivery.toPerson == nil ? try RegisterStore(db).hold(incomingOf: delivery.toUnit) : nil
            let step = stepNow(by: actor)
            let number = try register.map { try enter(delivery, in: $0, desk, step, db) }
            return try DeliveryStore(db).receive(id, step, as: number) ? step : nil
        }
    }

    /// Sends a letter back that is not for this unit (ตีกลับ, INC-08). A reason is demanded.
    @discardableResult
    package func `return`(_ id: Delivery.ID, because reason: String, by actor: Actor) throws -> Delivery {
        guard !reason.isEmpty, reason.length <= 1000 else {
            throw UserError(complaints: [
                .init(
                    "reason",
                    "กรุณาระบุเหตุผลที่ตีกลับ (ไม่เกิน ๑,๐๐๐ ตัวอักษร)",
                    "Say why the letter is returned (1,000 characters at most)"
                )
            ])
        }
        return try step(id, by: actor, "delivery.returned") { delivery, desk, db in
            try actor.require(.return, desk.standing(for: actor, receiving: delivery))
            try DeliveryStep.return.require(delivery)
            let end = Delivery.End(kind: .returned, step: stepNow(by: actor), words: reason)
            return try DeliveryStore(db).endUnreceived(id, end) ? end.step : nil
        }
    }

    /// Takes back what was sent, while it is not received (ดึงกลับ, INC-09). It then concerns its receiver no longer.
    @discardableResult
    package func recall(_ id: Delivery.ID, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.recalled") { delivery, desk, db in
            try actor.require(.recall, desk.standing(for: actor, sending: delivery))
            try DeliveryStep.recall.require(delivery)
            let end = Delivery.End(kind: .recalled, step: stepNow(by: actor), words: "")
            guard try DeliveryStore(db).endUnreceived(id, end) else { return nil }
            if !desk.concernsReceiver(besides: delivery) {
                try LetterConcernStore(db).remove(delivery.letter, receiverOf: delivery)
            }
            return end.step
        }
    }

    /// Closes a matter that is dealt with at this desk (ปิดเรื่อง, INC-10), with a note or none.
    @discardableResult
    package func close(_ id: Delivery.ID, note: DeliveryNote, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.closed") { delivery, desk, db in
            try actor.require(.close, desk.standing(for: actor, receiving: delivery))
            try DeliveryStep.close.require(delivery)
            let end = Delivery.End(kind: .closed, step: stepNow(by: actor), words: note.text)
            return try DeliveryStore(db).close(id, end) ? end.step : nil
        }
    }

    /// Takes note that a letter came back (รับทราบการตีกลับ, INC-08), so that it waits no longer.
    @discardableResult
    package func acknowledge(_ id: Delivery.ID, by actor: Actor) throws -> Delivery {
        try step(id, by: actor, "delivery.acknowledged") { delivery, desk, db in
            try actor.require(.acknowledge, desk.standing(for: actor, sending: delivery))
            try DeliveryStep.acknowledge.require(delivery)
            guard delivery.isBack else { throw DeliveryStep.acknowledge.refusal(in: delivery.state) }
            let step = stepNow(by: actor)
            return try DeliveryStore(db).acknowledge(id, step) ? step : nil
        }
    }

    /// Records that the receiver opened a letter: once, by whoever was first (เปิดอ่านแล้ว, INC-06).
    ///
    /// All are hops of the one letter. The registers do not tell it.
    package func open(_ deliveries: [Delivery], of letter: Letter.ID, by actor: Actor) throws {
        let fresh = deliveries.filter { DeliveryStep.open.isAllowed(from: $0.state) }
        guard !fresh.isEmpty else { return }
        try database.write { db in
            _ = try LetterStore(db).hold(letter)
            let now = clock.now()
            for delivery in fresh where try DeliveryStore(db).open(delivery.id, .init(by: actor.id, at: now))
            {
                try EventStore(db).record(
                    Event(
                        "delivery.opened",
                        at: now,
                        by: actor,
                        letter: letter,
                        detail: .string(delivery.id.rawValue)
                    )
                )
            }
        }
    }

    /// The step as it is taken now. Whatever it has to wait for is held before this is asked.
    private func stepNow(by actor: Actor) -> Delivery.Step { .init(by: actor.id, at: clock.now()) }

    private func step(
        _ id: Delivery.ID,
        by actor: Actor,
        _ kind: String,
        _ change: (Delivery, LetterOnDesk, any Transaction) throws -> Delivery.Step?
    ) throws -> Delivery {
        try database.write { db in
            let deliveries = DeliveryStore(db)
            guard let letter = try deliveries.find(id)?.letter else { throw UserError.noSuchLetter }
            // First held, then asked: a sender who takes it back at this moment has done so or waits.
            _ = try LetterStore(db).hold(letter)
            _ = try deliveries.letter(of: id, for: actor)
            let desk = try LetterOnDesk(actingOn: letter, for: actor, db)
            guard let delivery = desk.route.first(where: { $0.id == id }) else {
                throw UserError.noSuchLetter
            }
            // The letter is held, so a step that fitted the hop as it was read still fits.
            guard let step = try change(delivery, desk, db) else {
                throw SQLError(.failed, "\(kind) found the hop \(id) other than it was read")
            }
            try EventStore(db).record(
                Event(kind, at: step.at, by: actor, letter: letter, detail: .string(id.rawValue))
            )
            try RouteWriter(db, directory: directory).write(letter, after: [delivery])
            guard let after = try DeliveryStore(db).find(id) else { throw UserError.noSuchLetter }
            return after
        }
    }

    /// The number that the letter has in a register, a new one where it has none yet.
    private func enter(
        _ delivery: Delivery,
        in register: Register,
        _ desk: LetterOnDesk,
        _ step: Delivery.Step,
        _ db: any Transaction
    ) throws -> Delivery.Number {
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
