import Agencies
import Kernel
import SQL
import ThaiText

/// Whom a person can send letters to: the other agencies and desks of the office, and inside the own agency its groups and
/// people. Letters between agencies go through their registries.
struct Receivers {
    let units: [Unit]
    let people: [Person]

    init(for actor: Actor, _ db: any Transaction, directory: OfficeDirectory) throws {
        let tree = try directory.tree(db)
        let own = tree.subtree(of: actor.agency)
        units = tree.units.filter { unit in
            unit.isOpen && unit.id != actor.unit && (unit.kind != .group || own.contains(unit.id))
                && unit.kind != .province
        }
        people = try PersonStore(db).people(of: own).filter { $0.id != actor.id }
    }

    private init(units: [Unit], people: [Person]) {
        self.units = units
        self.people = people
    }

    /// The same to choose from, in the order of a dictionary: groups before other units, heads before other people.
    static func ordered(for actor: Actor, _ t: Language, _ db: any Transaction, directory: OfficeDirectory)
        throws -> Receivers
    {
        try db.kept(OrderedKey(actor: actor, language: t)) {
            let all = try Receivers(for: actor, db, directory: directory)
            let units = ThaiCollation.sorted(all.units) { $0.name(t) }
            let people = ThaiCollation.sorted(all.people) { $0.name(t) }
            return Receivers(
                units: units.filter { $0.kind == .group } + units.filter { $0.kind != .group },
                people: people.filter(\.isHead) + people.filter { !$0.isHead }
            )
        }
    }

    private struct OrderedKey: Hashable {
        let actor: Actor
        let language: Language
    }
}
