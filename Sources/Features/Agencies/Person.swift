import Kernel
import SQL

/// Somebody with an account.
package struct Person: Equatable, Sendable {
    package typealias ID = Identifier<PersonTag>

    package let id: ID
    /// Unique, in lower case.
    package let username: String
    package let name: String
    package let englishName: String
    package let post: String
    package let englishPost: String
    package let unit: Unit.ID
    package let level: RightLevel
    /// Whether this person heads the agency of the unit.
    package let isHead: Bool
    package let clearance: Secrecy
    package let phone: String

    package init(
        id: ID,
        username: String,
        name: String,
        englishName: String = "",
        post: String,
        englishPost: String = "",
        unit: Unit.ID,
        level: RightLevel,
        isHead: Bool = false,
        clearance: Secrecy = .none,
        phone: String = ""
    ) {
        self.id = id
        self.username = username
        self.name = name
        self.englishName = englishName
        self.post = post
        self.englishPost = englishPost
        self.unit = unit
        self.level = level
        self.isHead = isHead
        self.clearance = clearance
        self.phone = phone
    }

    package func name(_ t: Language) -> String { t(name, englishName.isEmpty ? name : englishName) }

    package func post(_ t: Language) -> String { t(post, englishPost.isEmpty ? post : englishPost) }
}

extension RightLevel: SQLConvertible {}

extension Person {
    /// Whether a name may be given to sign in with: what every keyboard has and no address or file takes amiss.
    package static func isUsername(_ name: String) -> Bool {
        (1...60).contains(name.utf8.count)
            && name.utf8.allSatisfy { usernameSigns.contains($0) }
    }

    private static let usernameSigns = Set("abcdefghijklmnopqrstuvwxyz0123456789.-_@".utf8)
}

extension Person {
    /// The person as one who asks, with the units that the right level opens.
    package func actor(in tree: UnitTree, executives: [Person.ID]) -> Actor {
        let agency = tree.agency(of: unit)
        let desk = level.desk(at: unit, in: tree)
        return Actor(
            id: id,
            name: Bilingual(name, english: englishName),
            post: Bilingual(post, english: englishPost),
            unit: unit,
            unitName: Bilingual(tree[unit]?.name ?? "", english: tree[unit]?.englishName ?? ""),
            agency: agency,
            level: level,
            isHead: isHead,
            clearance: clearance,
            desk: desk,
            sight: isHead && level != .administrator
                ? desk + tree.subtree(of: agency).filter { !desk.contains($0) } : desk,
            executives: executives
        )
    }
}

extension RightLevel {
    /// The units for which a person of this level registers, sends and receives.
    fileprivate func desk(at unit: Unit.ID, in tree: UnitTree) -> [Unit.ID] {
        switch self {
        case .generalUser, .administrator: []
        case .groupRegistrar: tree.subtree(of: unit)
        case .agencyRegistrar: tree.subtree(of: tree.agency(of: unit))
        case .provinceRegistrar: tree.subtree(of: unit) + tree.summit
        }
    }
}
