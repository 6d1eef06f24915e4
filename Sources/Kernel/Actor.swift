/// What a person may do in general (ระดับสิทธิ์, S000 §2): five levels, each over its own scope.
package enum RightLevel: String, CaseIterable, Sendable {
    case generalUser, groupRegistrar, agencyRegistrar, provinceRegistrar, administrator

    package func name(_ t: Language) -> String {
        switch self {
        case .generalUser: t("ผู้ใช้ทั่วไป", "General user")
        case .groupRegistrar: t("สารบรรณประจำกลุ่ม/กอง", "Group registrar")
        case .agencyRegistrar: t("สารบรรณประจำหน่วยงาน", "Agency registrar")
        case .provinceRegistrar: t("สารบรรณกลางจังหวัด", "Provincial central registrar")
        case .administrator: t("ผู้ดูแลระบบ", "Administrator")
        }
    }
}

/// A tag for keys of people.
package enum PersonTag {}
/// A tag for keys of units.
package enum UnitTag {}
/// A tag for keys of letters.
package enum LetterTag {}

/// The person who asks, with everything that decides what they may do.
///
/// Pages ask for names in their language: `actor.name(t)`. Records are written with the Thai ones.
package struct Actor: Sendable, Hashable {
    package let id: Identifier<PersonTag>
    package let name: Bilingual
    package let post: Bilingual
    package let unit: Identifier<UnitTag>
    package let unitName: Bilingual
    /// The agency that the unit belongs to: itself, where the unit is one.
    package let agency: Identifier<UnitTag>
    package let level: RightLevel
    /// Whether this person heads the agency.
    package let isHead: Bool
    package let clearance: Secrecy
    /// The units for which this person registers, sends and receives: none for a general user.
    package let desk: [Identifier<UnitTag>]
    /// The units whose letters this person may read: those of the desk, and for a head the whole agency.
    package let sight: [Identifier<UnitTag>]
    /// The executives whose desk this person keeps as a secretary.
    package let executives: [Identifier<PersonTag>]

    package init(
        id: Identifier<PersonTag>,
        name: Bilingual,
        post: Bilingual,
        unit: Identifier<UnitTag>,
        unitName: Bilingual,
        agency: Identifier<UnitTag>,
        level: RightLevel,
        isHead: Bool,
        clearance: Secrecy,
        desk: [Identifier<UnitTag>],
        sight: [Identifier<UnitTag>],
        executives: [Identifier<PersonTag>]
    ) {
        self.id = id
        self.name = name
        self.post = post
        self.unit = unit
        self.unitName = unitName
        self.agency = agency
        self.level = level
        self.isHead = isHead
        self.clearance = clearance
        self.desk = desk
        self.sight = sight
        self.executives = executives
    }

    /// The key tells people apart; rights decide whether two values are equal, but are slow to hash.
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// The people for whom a letter can lie here: oneself and one's executives.
    package var people: [Identifier<PersonTag>] { [id] + executives }

    /// Whether this person registers, sends and receives for a unit.
    package var isRegistrar: Bool {
        switch level {
        case .groupRegistrar, .agencyRegistrar, .provinceRegistrar: true
        case .generalUser, .administrator: false
        }
    }

    /// The units of the desk that nobody below keeps: one's own unit and agency, and for the central registry all.
    package var ownDesks: [Identifier<UnitTag>] {
        level == .provinceRegistrar ? desk : desk.filter { $0 == unit || $0 == agency }
    }

    /// Whether this person registers, sends and receives for the unit.
    package func keepsDesk(of unit: Identifier<UnitTag>) -> Bool { isRegistrar && desk.contains(unit) }
}
