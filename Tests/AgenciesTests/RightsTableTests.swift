import Kernel
import TestSupport
import Testing

@testable import Agencies

/// The five right levels by all acts (ORG-10). What is printed here stands in docs/features/rights.md.
struct RightsTableTests {
    @Test func `each level may do what the table says, and nothing else`() {
        #expect(table() == expected)
    }

    @Test func `the table in the documents is the one that holds`() {
        let page = String(decoding: readFile(documentation), as: UTF8.self)
        for line in expected.split(separator: "\n") {
            #expect(page.contains(line), "docs/features/rights.md lacks: \(line)")
        }
    }

    private let expected = """
        | act | generalUser | groupRegistrar | agencyRegistrar | provinceRegistrar | administrator |
        | --- | --- | --- | --- | --- | --- |
        | registerLetters | – | yes | yes | yes | – |
        | sendLetters | – | yes | yes | yes | – |
        | receiveLetters | – | yes | yes | yes | – |
        | voidNumbers | – | yes | yes | yes | – |
        | printRegisters | – | yes | yes | yes | – |
        | endorseLetters | – | yes | yes | yes | – |
        | readAgencyLetters | – | – | yes | – | – |
        | editPickLists | – | – | – | – | yes |
        """

    private func table() -> String {
        let levels = RightLevel.allCases
        let head = "| act | " + levels.map(\.rawValue).joined(separator: " | ") + " |"
        let rule = "| --- |" + levels.map { _ in " --- |" }.joined()
        let rows = OfficeAct.allCases.map { act in
            "| \(act.rawValue) | " + levels.map { actor($0).may(act) ? "yes" : "–" }.joined(separator: " | ")
                + " |"
        }
        return ([head, rule] + rows).joined(separator: "\n")
    }

    private func actor(_ level: RightLevel) -> Actor {
        let unit = Identifier<UnitTag>(rawValue: "unit")
        return Actor(
            id: .init(rawValue: "person"),
            name: Bilingual(""),
            post: Bilingual(""),
            unit: unit,
            unitName: Bilingual(""),
            agency: unit,
            level: level,
            isHead: false,
            clearance: .none,
            desk: [unit],
            sight: [unit],
            executives: []
        )
    }

    private let documentation =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/docs/features/rights.md"
}
