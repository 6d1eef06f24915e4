import Agencies
import App
import HTTP
import JSON
import Kernel
import Registers
import SQL
import TestSupport
import Testing

/// The sample's registers are the folders of the province template (S002 App. ง 1), each with its right note.
struct SampleRegisterTests {
    @Test func `the executives, the central registry and the provincial office have the template's folders`()
        throws
    {
        let site = try TestSite()
        func folders(of unit: String) throws -> [String] {
            let owner = try site.unit(unit)
            return try registers(site).filter { $0.owner == owner }.map {
                "\($0.kind) \($0.takers) \($0.name)"
            }
        }
        #expect(try folders(of: "governor") == ["incoming owner ทะเบียนหนังสือรับ ผู้ว่าราชการจังหวัดตัวอย่าง"])
        for deputy in 1...2 {
            #expect(try folders(of: "deputy\(deputy)").count == 1)
        }
        #expect(
            try folders(of: "klang") == [
                "incoming owner ทะเบียนหนังสือรับ จังหวัดตัวอย่าง",
                "outgoing allUnits ทะเบียนหนังสือส่ง จังหวัดตัวอย่าง",
                "circular allUnits ทะเบียนหนังสือเวียน จังหวัดตัวอย่าง",
                "order allUnits คำสั่ง จังหวัดตัวอย่าง",
                "announcement owner ประกาศ จังหวัดตัวอย่าง",
                "contract allUnits สัญญาซื้อขาย จังหวัดตัวอย่าง",
                "tender allUnits ทะเบียนราคา (เอกสารประกวดราคา) จังหวัดตัวอย่าง",
                "eBidding owner ประกาศประกวดราคาอิเล็กทรอนิกส์ (e-bidding) จังหวัดตัวอย่าง",
                "incoming allUnits ทะเบียนหนังสือรับ จังหวัดตัวอย่าง (ทุกหน่วยงาน)",
            ]
        )
        #expect(
            try folders(of: "office") == [
                "incoming owner ทะเบียนหนังสือรับ สำนักงานจังหวัดตัวอย่าง",
                "outgoing owner ทะเบียนหนังสือส่ง สำนักงานจังหวัดตัวอย่าง",
                "circular owner ทะเบียนหนังสือเวียน สำนักงานจังหวัดตัวอย่าง",
                "order owner คำสั่ง สำนักงานจังหวัดตัวอย่าง",
                "incoming owner ทะเบียนหนังสือรับ สำนักงานจังหวัดตัวอย่าง เล่ม ๒",
                "contract owner สัญญาซื้อขาย สำนักงานจังหวัดตัวอย่าง",
                "tender owner ทะเบียนราคา (เอกสารประกวดราคา) สำนักงานจังหวัดตัวอย่าง",
            ]
        )
        #expect(
            try folders(of: "office.admin") == [
                "incoming owner ทะเบียนหนังสือรับ กลุ่มงานอำนวยการ", "outgoing owner ทะเบียนหนังสือส่ง กลุ่มงานอำนวยการ",
            ]
        )
    }

    @Test(arguments: [
        ("klang", "province.in"), ("nuai", "relief.in"), ("nuai2", "health.in"), ("office", "office.in"),
        ("klum", "relief.safety.in"),
    ])
    func `the first incoming register that a registrar finds is the daily one`(
        _ username: String,
        _ register: String
    ) throws {
        let site = try TestSite()
        let listed = try site.signIn(username).call(.get, "/api/v1/registers").json.array
        let first = listed?.first { $0["direction"]?.string == "incoming" }
        #expect(try first?["id"]?.string == site.register(register).rawValue)
    }

    @Test func `every unit may enter letters to the province in the register for all, and sees its own only`()
        throws
    {
        let site = try TestSite()
        let path = "/api/v1/registers/\(try site.register("province.in.all"))/letters"
        for username in ["nuai", "nuai2"] {
            let entered = try site.signIn(username).call(
                .post,
                path,
                ["subject": .string("ของ \(username)"), "from": "กรมตัวอย่าง"]
            )
            #expect(entered.status == 201, "\(entered.text)")
        }
        for (username, lines) in [("nuai", 1), ("nuai2", 1), ("farm", 0), ("klang", 2)] {
            let answer = try site.signIn(username).call(.get, path).json["items"]?.array
            #expect(answer?.count == lines, "\(username)")
        }
    }

    @Test(arguments: ["province.ebidding", "province.notice", "province.in"])
    func `what is for its owner only is not there for other units`(_ register: String) throws {
        let site = try TestSite()
        let path = "/api/v1/registers/\(try site.register(register))/letters"
        #expect(try site.signIn("klang").call(.get, path).status == 200)
        for username in ["nuai", "klum", "office"] {
            #expect(try site.signIn(username).call(.get, path).status == 404, "\(username)")
        }
    }

    /// The number of a letter that goes out stands alone on it; all others stand beside the name of the office.
    @Test func `no two registers print one number`() throws {
        let registers = try registers(TestSite())
        let printed = registers.map { register in
            let number = register.display(1, ThaiYear(rawValue: 2569))
            return register.kind.direction == .outgoing
                ? number : "\(register.owner) \(register.kind) \(number)"
        }
        for (index, number) in printed.enumerated() {
            let first = printed.firstIndex(of: number) ?? index
            #expect(first == index, "\(registers[first].name) and \(registers[index].name) print \(number)")
        }
    }

    private func registers(_ site: TestSite) throws -> [Register] {
        try site.application.database.read { try RegisterStore($0).all() }
    }
}
