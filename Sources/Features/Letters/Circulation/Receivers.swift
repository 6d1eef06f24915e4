import Agencies
import Kernel
import SQL

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
}
