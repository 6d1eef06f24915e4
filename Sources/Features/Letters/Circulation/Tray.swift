import Agencies
import Kernel
import Registers
import SQL

/// A letter that lies on somebody's desk (ถาดงาน).
package struct TrayItem: Sendable {
    package let delivery: Delivery
    package let letter: Letter
    /// Who sent it to this desk; of what came back, who returned it.
    package let from: Unit?
    package let to: Unit?
    /// Whether its number was given up, so that it can be received no more.
    package let isCancelled: Bool
}

/// Which of the letters on a person's desks.
package enum TrayPile: Hashable, Sendable {
    /// Those that were sent there and stand so; of no state, all that have not come to an end.
    case all(Delivery.State?)
    /// Those that came back, until somebody takes note of it (INC-08).
    case returned
    /// Those that are not received yet, and those that came back.
    case waiting
}

package enum TrayOrder: Sendable { case newestFirst, oldestFirst }

/// A page of a pile.
package struct TrayPage: Sendable {
    package let items: [TrayItem]
    /// Beyond which the next page begins; nil at the end.
    package let next: Delivery.ID?
    /// How many lie in the whole pile.
    package let count: Int
}

extension LetterOffice {
    /// A page of what lies on a person's desks; letters above the person's clearance are left out, and not counted.
    package func tray(
        of actor: Actor,
        _ pile: TrayPile,
        _ order: TrayOrder = .newestFirst,
        beyond key: Delivery.ID? = nil,
        limit: Int
    ) throws -> TrayPage {
        try database.read { db in
            let store = DeliveryStore(db)
            let found = try store.deliveries(in: pile, of: actor, order, beyond: key, limit: limit + 1)
            let deliveries = Array(found.prefix(limit))
            let hasMore = found.count > limit
            return TrayPage(
                items: try items(deliveries, for: actor, db),
                next: hasMore ? deliveries.last?.id : nil,
                count: key == nil && !hasMore ? found.count : try store.count(in: pile, of: actor)
            )
        }
    }

    /// How many letters wait for a person.
    package func waiting(for actor: Actor) throws -> Int {
        try database.read { try DeliveryStore($0).count(in: .waiting, of: actor) }
    }

    private func items(_ deliveries: [Delivery], for actor: Actor, _ db: any Transaction) throws -> [TrayItem]
    {
        let tree = try directory.tree(db)
        let letters = Dictionary(
            try LetterStore(db).find(Array(Set(deliveries.map(\.letter)))).map { ($0.id, $0) }
        ) { first, _ in first }
        let entries = try RegisterEntryStore(db).entries(of: Array(letters.keys))
        return deliveries.compactMap { delivery in
            guard let letter = letters[delivery.letter], actor.clearance >= letter.particulars.secrecy
            else { return nil }
            let (from, to) = (tree[delivery.fromUnit], tree[delivery.toUnit])
            let isBack = delivery.state == .returned
            return TrayItem(
                delivery: delivery,
                letter: letter,
                from: isBack ? to : from,
                to: isBack ? from : to,
                isCancelled: (entries[letter.id] ?? []).allSatisfy { $0.voiding != nil }
            )
        }
    }

    package func register(_ id: Register.ID) throws -> Register? {
        try database.read { try RegisterStore($0).find(id) }
    }

    /// The letter of a hop, where the person may read it; a refusal as for none otherwise.
    func letter(of delivery: Delivery.ID, for actor: Actor) throws -> Letter.ID {
        try database.read { db in
            let letter = try DeliveryStore(db).letter(of: delivery, for: actor)
            return try LetterOnDesk(letter, for: actor, db).letter.id
        }
    }
}
