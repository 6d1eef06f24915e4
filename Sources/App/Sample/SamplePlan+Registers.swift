import Agencies
import Kernel
import Registers

extension SamplePlan {
    /// The register for all stands last: of each unit's incoming registers, the first is the one it uses every day.
    static let registers: [RegisterPlan] =
        province + executives + agencies + provincialOffice + groups + [provinceForAll]

    private static let province: [RegisterPlan] = [
        RegisterPlan(
            key: "province.in",
            owner: "klang",
            kind: .incoming,
            name: "ทะเบียนหนังสือรับ จังหวัดตัวอย่าง",
            english: "Incoming letters, Province"
        ),
        RegisterPlan(
            key: "province.out",
            owner: "klang",
            kind: .outgoing,
            name: "ทะเบียนหนังสือส่ง จังหวัดตัวอย่าง",
            english: "Outgoing letters, Province",
            format: "ตย 0017/{n}",
            takers: .allUnits
        ),
        RegisterPlan(
            key: "province.circular",
            owner: "klang",
            kind: .circular,
            name: "ทะเบียนหนังสือเวียน จังหวัดตัวอย่าง",
            english: "Circulars, Province",
            format: "ตย 0017/ว {n}",
            takers: .allUnits
        ),
        RegisterPlan(
            key: "province.order",
            owner: "klang",
            kind: .order,
            name: "คำสั่ง จังหวัดตัวอย่าง",
            english: "Orders, Province",
            takers: .allUnits
        ),
        RegisterPlan(
            key: "province.notice",
            owner: "klang",
            kind: .announcement,
            name: "ประกาศ จังหวัดตัวอย่าง",
            english: "Announcements, Province"
        ),
        RegisterPlan(
            key: "province.contract",
            owner: "klang",
            kind: .contract,
            name: "สัญญาซื้อขาย จังหวัดตัวอย่าง",
            english: "Sale contracts, Province",
            basis: .fiscal,
            takers: .allUnits
        ),
        RegisterPlan(
            key: "province.tender",
            owner: "klang",
            kind: .tender,
            name: "ทะเบียนราคา (เอกสารประกวดราคา) จังหวัดตัวอย่าง",
            english: "Tender documents, Province",
            basis: .fiscal,
            takers: .allUnits
        ),
        RegisterPlan(
            key: "province.ebidding",
            owner: "klang",
            kind: .eBidding,
            name: "ประกาศประกวดราคาอิเล็กทรอนิกส์ (e-bidding) จังหวัดตัวอย่าง",
            english: "e-bidding notices, Province",
            basis: .fiscal
        ),
    ]

    private static let provinceForAll = RegisterPlan(
        key: "province.in.all",
        owner: "klang",
        kind: .incoming,
        name: "ทะเบียนหนังสือรับ จังหวัดตัวอย่าง (ทุกหน่วยงาน)",
        english: "Incoming letters, Province (all units)",
        format: "จว {n}/{y}",
        takers: .allUnits
    )

    private static let executives = [
        ("governor", "ผู้ว่าราชการจังหวัดตัวอย่าง", "Governor"),
        ("deputy1", "รองผู้ว่าราชการจังหวัดตัวอย่าง คนที่ ๑", "Deputy Governor 1"),
        ("deputy2", "รองผู้ว่าราชการจังหวัดตัวอย่าง คนที่ ๒", "Deputy Governor 2"),
    ].map(incoming)

    private static let agencies = units.filter { $0.kind == .agency }.flatMap { unit in
        [
            RegisterPlan(
                key: "\(unit.key).in",
                owner: unit.key,
                kind: .incoming,
                name: "ทะเบียนหนังสือรับ \(unit.name)",
                english: "Incoming letters, \(unit.english)"
            ),
            RegisterPlan(
                key: "\(unit.key).out",
                owner: unit.key,
                kind: .outgoing,
                name: "ทะเบียนหนังสือส่ง \(unit.name)",
                english: "Outgoing letters, \(unit.english)",
                format: "\(unit.code)/{n}"
            ),
            RegisterPlan(
                key: "\(unit.key).circular",
                owner: unit.key,
                kind: .circular,
                name: "ทะเบียนหนังสือเวียน \(unit.name)",
                english: "Circulars, \(unit.english)",
                format: "\(unit.code)/ว {n}"
            ),
            RegisterPlan(
                key: "\(unit.key).order",
                owner: unit.key,
                kind: .order,
                name: "คำสั่ง \(unit.name)",
                english: "Orders, \(unit.english)"
            ),
        ]
    }

    private static let provincialOffice: [RegisterPlan] = [
        RegisterPlan(
            key: "office.in.2",
            owner: "office",
            kind: .incoming,
            name: "ทะเบียนหนังสือรับ สำนักงานจังหวัดตัวอย่าง เล่ม ๒",
            english: "Incoming letters, Provincial Office, book 2",
            format: "เล่ม 2 {n}/{y}"
        ),
        RegisterPlan(
            key: "office.contract",
            owner: "office",
            kind: .contract,
            name: "สัญญาซื้อขาย สำนักงานจังหวัดตัวอย่าง",
            english: "Sale contracts, Provincial Office",
            basis: .fiscal
        ),
        RegisterPlan(
            key: "office.tender",
            owner: "office",
            kind: .tender,
            name: "ทะเบียนราคา (เอกสารประกวดราคา) สำนักงานจังหวัดตัวอย่าง",
            english: "Tender documents, Provincial Office",
            basis: .fiscal
        ),
    ]

    private static let groups: [RegisterPlan] =
        [
            ("office.admin", "กลุ่มงานอำนวยการ", "General Administration Group"),
            ("relief.safety", "กลุ่มงานป้องกันและปฏิบัติการ", "Prevention and Operations Group"),
        ].map(incoming) + [
            RegisterPlan(
                key: "office.admin.out",
                owner: "office.admin",
                kind: .outgoing,
                name: "ทะเบียนหนังสือส่ง กลุ่มงานอำนวยการ",
                english: "Outgoing letters, General Administration Group",
                format: "ตย 0017.1.1/{n}"
            )
        ]

    private static func incoming(_ key: String, _ name: String, _ english: String) -> RegisterPlan {
        RegisterPlan(
            key: "\(key).in",
            owner: key,
            kind: .incoming,
            name: "ทะเบียนหนังสือรับ \(name)",
            english: "Incoming letters, \(english)"
        )
    }
}
