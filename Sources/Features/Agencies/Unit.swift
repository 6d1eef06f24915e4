import Kernel
import SQL

/// A part of the office that letters can lie with: a province, an agency, a group, an executive's desk.
package struct Unit: Equatable, Sendable {
    package typealias ID = Identifier<UnitTag>

    package let id: ID
    package let parent: ID?
    package let kind: Kind
    package let name: String
    package let englishName: String
    /// The consonant letters and the code that stand before its letter numbers, such as `ตย 0021`.
    package let letterCode: String
    package let phone: String
    /// Its place among its siblings.
    package let position: Int
    /// Whether it can still send and receive; a closed unit keeps its history.
    package let isOpen: Bool

    package enum Kind: String, Sendable, SQLConvertible {
        /// The province itself (จังหวัด).
        case province
        /// The desk of the governor or a deputy (ผู้บริหารจังหวัด).
        case executive
        /// The central registry (สารบรรณกลาง).
        case registry
        /// An agency (ส่วนราชการ/หน่วยงาน).
        case agency
        /// A group or division inside an agency (กลุ่มงาน/ฝ่าย).
        case group
    }

    package init(
        id: ID,
        parent: ID?,
        kind: Kind,
        name: String,
        englishName: String,
        letterCode: String = "",
        phone: String = "",
        position: Int = 0,
        isOpen: Bool = true
    ) {
        self.id = id
        self.parent = parent
        self.kind = kind
        self.name = name
        self.englishName = englishName
        self.letterCode = letterCode
        self.phone = phone
        self.position = position
        self.isOpen = isOpen
    }

    package func name(_ t: Language) -> String { t(name, englishName.isEmpty ? name : englishName) }
}

/// All units of the office at one moment, as a tree.
package struct UnitTree: Sendable {
    /// In the order of the organisation chart.
    package let units: [Unit]
    private let byID: [Unit.ID: Unit]
    private let children: [Unit.ID: [Unit.ID]]
    /// The province and the desks of its executives, which the central registry keeps.
    let summit: [Unit.ID]

    package init(_ units: [Unit]) {
        let children = Dictionary(
            grouping: units.sorted { ($0.position, $0.id.rawValue) < ($1.position, $1.id.rawValue) }
        ) {
            $0.parent
        }
        byID = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        self.children = Dictionary(
            children.compactMap { parent, units in parent.map { ($0, units.map(\.id)) } }
        ) { first, _ in first }
        let units = Self.walk(from: nil, children)
        self.units = units
        summit = units.filter { $0.kind == .province || $0.kind == .executive }.map(\.id)
    }

    package subscript(_ id: Unit.ID) -> Unit? { byID[id] }

    /// The unit and all below it.
    package func subtree(of id: Unit.ID) -> [Unit.ID] {
        [id] + (children[id] ?? []).flatMap(subtree)
    }

    /// The agency that a unit belongs to: the nearest unit at or above it that is not a group.
    package func agency(of id: Unit.ID) -> Unit.ID {
        guard let unit = byID[id], unit.kind == .group, let parent = unit.parent else { return id }
        return agency(of: parent)
    }

    /// In whose name a unit receives letters (ชื่อส่วนราชการ, form 12): a registry does so for the unit above it, every other
    /// unit that keeps a register of its own, a group too, for itself.
    package func office(of id: Unit.ID) -> Unit? {
        guard let unit = byID[id], unit.kind == .registry, let parent = unit.parent else { return byID[id] }
        return office(of: parent)
    }

    /// The province at the top.
    package var province: Unit? { units.first { $0.kind == .province } }

    private static func walk(from parent: Unit.ID?, _ children: [Unit.ID?: [Unit]]) -> [Unit] {
        (children[parent] ?? []).flatMap { [$0] + walk(from: $0.id, children) }
    }
}
