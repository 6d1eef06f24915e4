import Agencies
import Kernel
import Registers
import SQL

/// A letter that lies on somebody's desk (ถาดงาน).
package struct TrayItem: Sendable {
    package let delivery: Delivery
    package let letter: Letter
    package let from: Unit?
}

extension LetterOffice {
    /// What lies on a person's desks, newest first; letters above the person's clearance are left out.
    package func tray(
        of actor: Actor,
        state: Delivery.State?,
        before: Delivery.ID? = nil,
        limit: Int
    ) throws -> (items: [TrayItem], next: Delivery.ID?) {
        try database.read { db in
            let found = try DeliveryStore(db).tray(of: actor, state: state, before: before, limit: limit + 1)
            let deliveries = found.prefix(limit)
            let tree = try directory.tree(db)
            let letters = Dictionary(
                try LetterStore(db).find(Array(Set(deliveries.map(\.letter)))).map { ($0.id, $0) }
            ) { first, _ in first }
            let items = deliveries.compactMap { delivery -> TrayItem? in
                guard let letter = letters[delivery.letter], actor.clearance >= letter.particulars.secrecy
                else { return nil }
                return TrayItem(delivery: delivery, letter: letter, from: tree[delivery.fromUnit])
            }
            return (items, found.count > limit ? deliveries.last?.id : nil)
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
