import Agencies
import Kernel
import TestSupport
import Testing

/// How an operator says which unit is meant.
struct UnitNameTests {
    private let tree = UnitTree([
        Self.unit("p", below: nil, .province, "จังหวัดตัวอย่าง"), Self.unit("a", below: "p", .agency, "สำนักงาน ก"),
        Self.unit("b", below: "p", .agency, "สำนักงาน ข"), Self.unit("a1", below: "a", .group, "ฝ่ายบริหารทั่วไป"),
        Self.unit("b1", below: "b", .group, "ฝ่ายบริหารทั่วไป"),
    ])

    @Test(arguments: [("r", "p"), ("p", "p"), ("a", "a"), ("a1", "a1"), ("none", nil)])
    func `a registry receives in the name of the unit above it, others in their own`(
        _ key: String,
        _ office: String?
    ) {
        let tree = UnitTree(tree.units + [Self.unit("r", below: "p", .registry, "สารบรรณกลาง")])
        #expect(tree.office(of: .init(rawValue: key))?.id.rawValue == office)
    }

    private static func unit(_ key: String, below parent: String?, _ kind: Unit.Kind, _ name: String) -> Unit
    {
        Unit(
            id: .init(rawValue: key),
            parent: parent.map(Unit.ID.init(rawValue:)),
            kind: kind,
            name: name,
            englishName: ""
        )
    }

    @Test(arguments: [
        ("สำนักงาน ก", ["a"]), ("ฝ่ายบริหารทั่วไป", ["a1", "b1"]), ("สำนักงาน ข / ฝ่ายบริหารทั่วไป", ["b1"]),
        ("จังหวัดตัวอย่าง / สำนักงาน ก / ฝ่ายบริหารทั่วไป", ["a1"]), ("b1", ["b1"]), ("บริหารทั่วไป", []),
        ("สำนักงาน ก / สำนักงาน ข", []), ("", []),
    ])
    func `a unit is found by its name, by its name under its parents, or by its key`(
        _ words: String,
        _ keys: [String]
    ) {
        #expect(tree.units(called: words).map(\.id.rawValue) == keys)
    }

    @Test func `a path names a unit and all above it`() {
        #expect(
            tree.units(called: "b1").map(tree.path) == ["จังหวัดตัวอย่าง / สำนักงาน ข / ฝ่ายบริหารทั่วไป"]
        )
    }
}
