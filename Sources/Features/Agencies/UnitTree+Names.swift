import Kernel

extension UnitTree {
    /// The unit's name behind the names of those above it, the highest first: `จังหวัดตัวอย่าง / สำนักงาน ก / ฝ่าย ข`.
    package func path(of unit: Unit) -> String {
        let above = unit.parent.flatMap { self[$0] }
        return above.map { "\(path(of: $0)) / \(unit.name)" } ?? unit.name
    }

    /// The units that an operator may mean: those with this name, with this end of their path, or with this key.
    package func units(called words: String) -> [Unit] {
        units.filter {
            $0.id.rawValue == words || " / \(path(of: $0))".hasSuffix(" / \(words)")
        }
    }
}
