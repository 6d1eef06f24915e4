import Agencies
import Kernel
import TestSupport
import Testing

/// How an operator says which unit is meant.
struct UnitNameTests {
    private let tree = UnitTree([
        Unit(id: .init(rawValue: "p"), parent: nil, kind: .province, name: "จังหวัดตัวอย่าง", englishName: ""),
        Unit(
            id: .init(rawValue: "a"),
            parent: .init(rawValue: "p"),
            kind: .agency,
            name: "สำนักงาน ก",
            englishName: ""
        ),
        Unit(
            id: .init(rawValue: "b"),
            parent: .init(rawValue: "p"),
            kind: .agency,
            name: "สำนักงาน ข",
            englishName: ""
        ),
        Unit(
            id: .init(rawValue: "a1"),
            parent: .init(rawValue: "a"),
            kind: .group,
            name: "ฝ่ายบริหารทั่วไป",
            englishName: ""
        ),
        Unit(
            id: .init(rawValue: "b1"),
            parent: .init(rawValue: "b"),
            kind: .group,
            name: "ฝ่ายบริหารทั่วไป",
            englishName: ""
        ),
    ])

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
