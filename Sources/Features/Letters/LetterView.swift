import Agencies
import Kernel
import Registers
import SQL

/// A letter with all that its page and its JSON show to one person.
package struct LetterView: Sendable {
    package let letter: Letter
    package let actor: Actor
    package let owner: Unit?
    package let registrar: Person?
    package let numbers: [ShownNumber]
    package let hops: [Hop]
    package let endorsements: [Endorsement]
    package let attachments: [Attachment]
    package let standing: LetterStanding
    private let isCancelled: Bool
    /// The units whose registers gave the letter its numbers, and those that took them.
    let units: [Unit.ID: Unit]
    /// In whose names those units received it.
    private let offices: [Unit.ID: Unit]
    private let people: [Person.ID: Person]

    /// One hop with its names, and what this person may do with it.
    package struct Hop: Sendable {
        package let delivery: Delivery
        package let from: Unit?
        package let to: Unit?
        package let toPerson: Person?
        package let sentBy: Person?
        package let openedBy: Person?
        package let receivedBy: Person?
        package let endedBy: Person?
        package let number: ShownNumber?
        package let acts: [LetterAct]
        /// Whether it waits for another desk that the person keeps.
        let isPassedDown: Bool
    }

    /// A refusal as for none when the letter is not the person's to see.
    init(_ id: Letter.ID, for actor: Actor, _ db: any Transaction, directory: OfficeDirectory) throws {
        let desk = try LetterOnDesk(id, for: actor, db)
        let tree = try directory.tree(db)
        let registers = Dictionary(try RegisterStore(db).all().map { ($0.id, $0) }) { first, _ in first }
        let people = try PersonStore(db).names(desk.peopleNamed)
        letter = desk.letter
        self.people = people
        self.actor = actor
        owner = tree[desk.letter.owner]
        registrar = people[desk.letter.registeredBy]
        let numbers = desk.entries.shown(registers)
        self.numbers = numbers
        let units = numbers.flatMap { [$0.register.owner, $0.entry.unit] }.compactMap { tree[$0] }
        self.units = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        offices = Dictionary(units.map { ($0.id, tree.office(of: $0.id) ?? $0) }) { first, _ in first }
        hops = desk.route.map { delivery in
            Hop(
                delivery: delivery,
                from: tree[delivery.fromUnit],
                to: tree[delivery.toUnit],
                toPerson: delivery.toPerson.flatMap { people[$0] },
                sentBy: people[delivery.sent.by],
                openedBy: delivery.opened.flatMap { people[$0.by] },
                receivedBy: delivery.received.flatMap { people[$0.by] },
                endedBy: delivery.ended.flatMap { people[$0.step.by] },
                number: delivery.number.flatMap { number in
                    numbers.first { $0.entry.isLine(number.register, number.year, number.number) }
                },
                acts: desk.acts(of: actor, on: delivery),
                isPassedDown: desk.isPassedDown(delivery, by: actor)
            )
        }
        endorsements = try EndorsementStore(db).endorsements(of: id)
        attachments = try AttachmentStore(db).attachments(of: id)
        standing = desk.standing(for: actor)
        isCancelled = desk.isCancelled
    }

    /// The number by which the person knows it.
    package var number: ShownNumber? { numbers.nearest(to: actor) }

    /// In whose name and by whom a number of the letter was taken.
    func taker(of shown: ShownNumber) -> (office: Unit?, person: Person?) {
        (offices[shown.entry.unit], people[shown.entry.issuedBy])
    }

    /// In whose name the letter was received under the number that the person sees.
    var receivingOffice: Unit? { number.flatMap { offices[$0.register.owner] } }

    /// The number in a register of the person's own units; nil before they have received it.
    var ownNumber: ShownNumber? { number.flatMap { actor.sight.contains($0.entry.unit) ? $0 : nil } }

    package func may(_ act: LetterAct) -> Bool {
        actor.may(act, standing) && !(isCancelled && act == .deliver)
    }
}

extension RegisterEntry {
    fileprivate func isLine(_ register: Register.ID, _ year: ThaiYear, _ number: Int) -> Bool {
        self.register == register && self.year == year && self.number == number
    }
}

extension LetterOnDesk {
    /// Everybody whose name the page shows.
    fileprivate var peopleNamed: Set<Person.ID> {
        Set(
            [letter.registeredBy] + entries.map(\.issuedBy)
                + route.flatMap { hop in
                    [hop.sent.by, hop.toPerson, hop.opened?.by, hop.received?.by, hop.ended?.step.by]
                        .compactMap(\.self)
                }
        )
    }
}
