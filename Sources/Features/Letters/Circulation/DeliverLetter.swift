import Agencies
import JSON
import Kernel
import Registers
import SQL

/// Sends a letter on to units and people (ส่ง, ส่งต่อ, เวียน; INC-04). It then concerns them too.
package struct DeliverLetter: Sendable {
    let database: any Database
    let clock: Clock
    let directory: OfficeDirectory

    package init(database: any Database, clock: Clock, directory: OfficeDirectory) {
        self.database = database
        self.clock = clock
        self.directory = directory
    }

    /// Whom it goes to, and what is asked of them.
    package struct Request: Sendable {
        package var units: [Unit.ID]
        package var people: [Person.ID]
        package var note: DeliveryNote

        package init(units: [Unit.ID], people: [Person.ID] = [], note: DeliveryNote = DeliveryNote()) {
            self.units = units
            self.people = people
            self.note = note
        }
    }

    /// Refuses what would be refused of a letter that is still to be entered, before it takes its number.
    func check(_ request: Request, for about: Letter.Particulars, by actor: Actor) throws {
        try refuseTopSecret(about)
        try database.read { try refuseUncleared(try receivers(of: request, from: actor, $0), about, $0) }
    }

    /// Sends it to all or to none; `again`, only to those to whom it did not go yet.
    ///
    /// Throws a refusal when nobody is named, somebody cannot be sent to, the letter is top secret, or it lies there already
    /// and waits to be received.
    @discardableResult
    package func callAsFunction(
        _ letter: Letter.ID,
        _ request: Request,
        by actor: Actor,
        again: Bool = false
    ) throws -> [Delivery] {
        try database.write { db in
            let desk = try LetterOnDesk(actingOn: letter, for: actor, db)
            let now = clock.now()
            try desk.require(.deliver, of: actor)
            try desk.refuseIfCancelled()
            try refuseTopSecret(desk.letter.particulars)
            let receivers = try receivers(of: request, from: actor, db).filter { receiver in
                !again || !desk.route.contains { receiver.isReceiver(of: $0) }
            }
            try refuseTwice(receivers, desk.route)
            try refuseUncleared(receivers, desk.letter.particulars, db)
            let deliveries = receivers.map { receiver in
                Delivery(
                    id: .new(at: now),
                    letter: letter,
                    fromUnit: desk.sendingUnit(for: actor),
                    toUnit: receiver.unit,
                    toPerson: receiver.person,
                    note: request.note.text,
                    sent: .init(by: actor.id, at: now),
                    opened: nil,
                    received: nil,
                    number: nil,
                    ended: nil,
                    acknowledged: nil
                )
            }
            for delivery in deliveries { try keep(delivery, by: actor, at: now, db) }
            // Who sends it on again has seen what came back.
            for back in desk.route where desk.acts(of: actor, on: back).contains(.acknowledge) {
                _ = try DeliveryStore(db).acknowledge(back.id, .init(by: actor.id, at: now))
            }
            try RouteWriter(db, directory: directory).write(letter, after: deliveries)
            return deliveries
        }
    }

    private struct Receiver {
        let unit: Unit.ID
        let person: Person.ID?
        let name: Bilingual

        func isReceiver(of delivery: Delivery) -> Bool {
            delivery.toUnit == unit && delivery.toPerson == person
        }
    }

    private func keep(_ delivery: Delivery, by actor: Actor, at now: Instant, _ db: any Transaction) throws {
        try DeliveryStore(db).insert(delivery)
        let concerns = LetterConcernStore(db)
        if let person = delivery.toPerson {
            try concerns.add(delivery.letter, person: person, at: now)
        } else {
            try concerns.add(delivery.letter, unit: delivery.toUnit, at: now)
        }
        try EventStore(db).record(
            Event(
                "letter.delivered",
                at: now,
                by: actor,
                letter: delivery.letter,
                detail: .string(delivery.id.rawValue)
            )
        )
    }

    private func receivers(of request: Request, from actor: Actor, _ db: any Transaction) throws -> [Receiver]
    {
        let allowed = try Receivers(for: actor, db, directory: directory)
        let units = Dictionary(allowed.units.map { ($0.id, $0) }) { first, _ in first }
        let people = Dictionary(allowed.people.map { ($0.id, $0) }) { first, _ in first }
        let toUnits = request.units.uniqued().map { id in
            units[id].map {
                Receiver(unit: id, person: nil, name: Bilingual($0.name, english: $0.englishName))
            }
        }
        let toPeople = request.people.uniqued().map { id in
            people[id].map {
                Receiver(unit: $0.unit, person: id, name: Bilingual($0.name, english: $0.englishName))
            }
        }
        let receivers = (toUnits + toPeople).compactMap(\.self)
        guard receivers.count == toUnits.count + toPeople.count else {
            throw UserError(
                complaints: [
                    .init(
                        "units",
                        "มีผู้รับที่ส่งถึงไม่ได้ กรุณาเลือกใหม่",
                        "One of the receivers cannot be sent to: choose again"
                    )
                ],
                holdingUp: .sending
            )
        }
        guard !receivers.isEmpty else {
            throw UserError(
                complaints: [
                    .init("units", "กรุณาเลือกหน่วยงานหรือผู้รับอย่างน้อยหนึ่งราย", "Choose at least one unit or person")
                ],
                holdingUp: .sending
            )
        }
        return receivers
    }

    private func refuseTopSecret(_ about: Letter.Particulars) throws {
        guard about.secrecy == .topSecret else { return }
        throw UserError(
            .conflict,
            "หนังสือชั้นลับที่สุดห้ามส่งทางระบบ ให้ส่งเป็นเอกสารเท่านั้น",
            "A top secret letter must not be sent electronically: send it on paper"
        )
    }

    /// A classified letter goes only where somebody may see it and receive it: it would lie unseen elsewhere.
    private func refuseUncleared(
        _ receivers: [Receiver],
        _ about: Letter.Particulars,
        _ db: any Transaction
    ) throws {
        guard about.secrecy != .none else { return }
        let tree = try directory.tree(db)
        let cleared = try PersonStore(db).people(clearedFor: about.secrecy)
        let people = Set(cleared.map(\.id))
        let desks = Set(cleared.flatMap { $0.actor(in: tree, executives: []).desk })
        let blind = receivers.filter { receiver in
            !(receiver.person.map(people.contains) ?? desks.contains(receiver.unit))
        }
        guard !blind.isEmpty else { return }
        func names(_ t: Language) -> String { blind.map { $0.name(t) }.joined(separator: ", ") }
        throw UserError(
            complaints: [
                .init(
                    "units",
                    "\(names(.thai)) ไม่มีผู้ได้รับอนุญาตให้รับหนังสือชั้น\(about.secrecy.name(.thai)) กรุณาส่งเป็นเอกสาร",
                    "Nobody at \(names(.english)) is cleared to receive a letter of this class: send it on paper"
                )
            ],
            holdingUp: .sending
        )
    }

    private func refuseTwice(_ receivers: [Receiver], _ route: [Delivery]) throws {
        let waiting = receivers.filter { receiver in
            route.contains { receiver.isReceiver(of: $0) && $0.ended == nil && $0.received == nil }
        }
        guard !waiting.isEmpty else { return }
        func names(_ t: Language) -> String { waiting.map { $0.name(t) }.joined(separator: ", ") }
        throw UserError(
            .conflict,
            "ส่งถึง \(names(.thai)) แล้วและยังรอลงรับอยู่ กรุณานำออกจากรายชื่อผู้รับ",
            "The letter already waits to be received by \(names(.english)): take them off the list of receivers"
        )
    }
}

extension Array where Element: Hashable {
    /// The elements in order, each once.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
