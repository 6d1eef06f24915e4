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
        try self.init(LetterStore(db).find(id), for: actor, db)
    }

    /// The same for an act: who acts on the letter at this moment goes first, and what they did is seen.
    init(actingOn id: Letter.ID, for actor: Actor, _ db: any Transaction) throws {
        try self.init(LetterStore(db).hold(id), for: actor, db)
    }

    private init(_ letter: Letter?, for actor: Actor, _ db: any Transaction) throws {
        guard let letter else { throw UserError.noSuchLetter }
        self.letter = letter
        route = try DeliveryStore(db).route(of: letter.id)
        entries = try RegisterEntryStore(db).entries(of: letter.id)
        concerns = try LetterConcernStore(db).concerning(actor, of: [letter.id]).contains(letter.id)
        try actor.require(.read, standing(for: actor))
    }

    /// How the letter as a whole stands to the person.
    package func standing(for actor: Actor) -> LetterStanding {
        let here = route.filter { $0.state == .received }
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
            || others.contains {
                ($0.toUnit == delivery.toUnit && $0.toPerson == nil) || $0.fromUnit == delivery.toUnit
            }
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
            acts += [.receive, .return].filter { actor.may($0, receiving) }
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
