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
}

extension LetterOffice {
    /// What lies on a person's desks, or what came to them and is now in one state, newest first; letters above the
    /// person's clearance are left out.
    package func tray(
        of actor: Actor,
        state: Delivery.State?,
        before: Delivery.ID? = nil,
        limit: Int
    ) throws -> (items: [TrayItem], next: Delivery.ID?) {
        try database.read { db in
            let found = try DeliveryStore(db).tray(of: actor, state: state, before: before, limit: limit + 1)
            let deliveries = Array(found.prefix(limit))
            return (try items(deliveries, for: actor, db), found.count > limit ? deliveries.last?.id : nil)
        }
    }

    /// What came back to a person's desks, until somebody takes note of it (INC-08), newest first.
    package func returned(to actor: Actor, limit: Int) throws -> [TrayItem] {
        try database.read { db in
            try items(try DeliveryStore(db).returned(to: actor, limit: limit), for: actor, db)
        }
    }

    private func items(_ deliveries: [Delivery], for actor: Actor, _ db: any Transaction) throws -> [TrayItem]
    {
        let tree = try directory.tree(db)
        let letters = Dictionary(
            try LetterStore(db).find(Array(Set(deliveries.map(\.letter)))).map { ($0.id, $0) }
        ) { first, _ in first }
        return deliveries.compactMap { delivery in
            guard let letter = letters[delivery.letter], actor.clearance >= letter.particulars.secrecy
            else { return nil }
            let (from, to) = (tree[delivery.fromUnit], tree[delivery.toUnit])
            return delivery.state == .returned
                ? TrayItem(delivery: delivery, letter: letter, from: to, to: from)
                : TrayItem(delivery: delivery, letter: letter, from: from, to: to)
        }
    }

    package func register(_ id: Register.ID) throws -> Register? {
        try database.read { try RegisterStore($0).find(id) }
    }

    /// The letter of a hop, where the person may read it; a refusal as for none otherwise.
    func letter(of delivery: Delivery.ID, for actor: Actor) throws -> Letter.ID {
        try database.read { db in
            guard let delivery = try DeliveryStore(db).find(delivery) else { throw UserError.noSuchLetter }
            return try LetterOnDesk(delivery.letter, for: actor, db).letter.id
        }
    }
}
