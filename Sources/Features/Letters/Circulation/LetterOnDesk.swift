import Agencies
import Kernel
import Registers
import SQL

/// A letter with its route and its lines, as acts and pages need it: read once, in one transaction.
package struct LetterOnDesk: Sendable {
    package let letter: Letter
    package let route: [Delivery]
    package let entries: [RegisterEntry]
    private let concerns: Bool

    /// The letter as it stands for the person; a refusal as for none when it is not theirs to see.
    package init(_ id: Letter.ID, for actor: Actor, _ db: any Transaction) throws {
        try self.init(LetterStore(db).find(id), for: actor, db) { try $0.entries(of: id) }
    }

    /// The same for an act: who acts on the letter or on one of its numbers at this moment goes first, and what they did
    /// is seen.
    init(actingOn id: Letter.ID, for actor: Actor, _ db: any Transaction) throws {
        try self.init(LetterStore(db).hold(id), for: actor, db) { try $0.hold(entriesOf: id) }
    }

    private init(
        _ letter: Letter?,
        for actor: Actor,
        _ db: any Transaction,
        _ entries: (RegisterEntryStore) throws -> [RegisterEntry]
    ) throws {
        guard let letter else { throw UserError.noSuchLetter }
        self.letter = letter
        route = try DeliveryStore(db).route(of: letter.id)
        self.entries = try entries(RegisterEntryStore(db))
        concerns = try LetterConcernStore(db).concerning(actor, of: [letter.id]).contains(letter.id)
        try actor.require(.read, standing(for: actor))
    }

    /// How the letter as a whole stands to the person.
    package func standing(for actor: Actor) -> LetterStanding { standing(for: actor, whereverItLies: false) }

    private func standing(for actor: Actor, whereverItLies: Bool) -> LetterStanding {
        let here = route.filter { whereverItLies ? $0.state != .recalled : $0.state == .received }
        return LetterStanding(
            concerns: concerns,
            onDesk: actor.keepsDesk(of: letter.owner)
                || here.contains { $0.toPerson == nil && actor.keepsDesk(of: $0.toUnit) },
            inHand: here.contains { $0.isByName(to: actor) },
            byName: isByName(to: actor),
            ownsIt: actor.keepsDesk(of: letter.owner),
            secrecy: letter.particulars.secrecy
        )
    }

    /// How it stands to the person as the receiver of one hop.
    func standing(for actor: Actor, receiving delivery: Delivery) -> LetterStanding {
        LetterStanding(
            concerns: concerns,
            onDesk: delivery.toPerson == nil && actor.keepsDesk(of: delivery.toUnit),
            inHand: delivery.isByName(to: actor),
            byName: isByName(to: actor),
            ownsIt: false,
            secrecy: letter.particulars.secrecy
        )
    }

    /// How it stands to the person as the sender of one hop.
    func standing(for actor: Actor, sending delivery: Delivery) -> LetterStanding {
        LetterStanding(
            concerns: concerns,
            onDesk: actor.keepsDesk(of: delivery.fromUnit),
            inHand: delivery.sent.by == actor.id,
            byName: isByName(to: actor),
            ownsIt: false,
            secrecy: letter.particulars.secrecy
        )
    }

    /// Refuses an act on the letter as a whole: 403 to whom it is never given, 409 to whom it is given at another time.
    func require(_ act: LetterAct, of actor: Actor) throws {
        if !actor.may(act, standing(for: actor)), actor.may(act, standing(for: actor, whereverItLies: true)) {
            throw route.contains { $0.isWaiting && actor.may(.receive, standing(for: actor, receiving: $0)) }
                ? UserError.notReceivedYet : UserError.gone
        }
        try actor.require(act, standing(for: actor))
    }

    /// Whether every number of the letter is void (ยกเลิกเลข): it then goes nowhere any more (domain §11.2).
    var isCancelled: Bool { entries.allSatisfy { $0.voiding != nil } }

    func refuseIfCancelled() throws {
        if isCancelled { throw UserError.cancelled }
    }

    private func isByName(to actor: Actor) -> Bool { route.contains { $0.isByName(to: actor) } }

    /// Whether the person's looking at the letter is the receiver's: not when it waits for another desk of theirs.
    func opens(_ delivery: Delivery, _ actor: Actor) -> Bool {
        delivery.state == .new && !isPassedDown(delivery, by: actor)
            && actor.may(.receive, standing(for: actor, receiving: delivery))
    }

    /// Whether it went from one desk that the person keeps to another, where somebody else is to receive it first.
    func isPassedDown(_ delivery: Delivery, by actor: Actor) -> Bool {
        delivery.toPerson == nil && actor.keepsDesk(of: delivery.fromUnit)
            && ![actor.unit, actor.agency].contains(delivery.toUnit)
    }

    /// Whether the letter would concern the receiver of a hop without it.
    func concernsReceiver(besides delivery: Delivery) -> Bool {
        let others = route.filter { $0.id != delivery.id && $0.state != .recalled }
        guard delivery.toPerson == nil else { return others.contains { $0.toPerson == delivery.toPerson } }
        return letter.owner == delivery.toUnit
            || others.contains { $0.toUnit == delivery.toUnit && $0.toPerson == nil }
    }

    /// The unit from whose desk the person would send it on.
    func sendingUnit(for actor: Actor) -> Unit.ID {
        let received = route.last {
            $0.state == .received && $0.toPerson == nil && actor.keepsDesk(of: $0.toUnit)
        }
        if let received { return received.toUnit }
        return actor.keepsDesk(of: letter.owner) ? letter.owner : actor.unit
    }

    /// The acts that are this person's with one hop now, in the order of likelihood.
    package func acts(of actor: Actor, on delivery: Delivery) -> [LetterAct] {
        let receiving = standing(for: actor, receiving: delivery)
        var acts: [LetterAct] = []
        if DeliveryStep.receive.isAllowed(from: delivery.state) {
            acts += [.receive, .return].filter {
                actor.may($0, receiving) && !(isCancelled && $0 == .receive)
            }
            if actor.may(.recall, standing(for: actor, sending: delivery)) { acts.append(.recall) }
        }
        if DeliveryStep.close.isAllowed(from: delivery.state), actor.may(.close, receiving) {
            acts.append(.close)
        }
        if delivery.isBack, actor.may(.acknowledge, standing(for: actor, sending: delivery)) {
            acts.append(.acknowledge)
        }
        return acts
    }
}

extension Delivery {
    /// Whether it goes to the person by name, or to an executive whose secretary this is.
    func isByName(to actor: Actor) -> Bool { toPerson.map(actor.people.contains) ?? false }
}

extension UserError {
    fileprivate static let notReceivedYet = UserError(
        .conflict,
        "กรุณาลงรับหนังสือก่อน แล้วจึงดำเนินการต่อ",
        "Receive the letter first, then go on with it"
    )
    fileprivate static let gone = UserError(
        .conflict,
        "หนังสือไม่ได้อยู่กับท่านแล้ว เพราะปิดเรื่องหรือตีกลับไปแล้ว",
        "The letter lies with you no longer: it was closed or returned"
    )
    fileprivate static let cancelled = UserError(
        .conflict,
        "เลขของหนังสือฉบับนี้ยกเลิกแล้ว จึงส่งต่อหรือลงรับไม่ได้",
        "The number of this letter is void: it can be neither sent nor received"
    )
}
