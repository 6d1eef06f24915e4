import Agencies
import App
import HTTP
import JSON
import Kernel
import SQL
import TestSupport
import Testing

/// What the forms on a letter's page say when they are refused, and what they keep.
extension CirculationTests {
    @Test(arguments: TestDatabase.both)
    func `a closing note that is too long is complained of where it was typed`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let sent = try deliver(klang, try register(klang, "ขอเชิญประชุม", number: 1), ["relief"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        // Seven hundred letters to a reader, each with a tone mark.
        let long = String(repeating: "ก่", count: 700)

        let page = nuai.send("/deliveries/\(sent[0])/closure", ["closing-\(sent[0])": long])

        #expect(page.status == 422)
        #expect(page.text.contains("<details class=\"sb-more\" id=\"close\" open>"))
        #expect(page.text.contains("<a href=\"#f-closing-\(sent[0])\">"))
        #expect(page.text.contains("id=\"e-closing-\(sent[0])\""))
        #expect(page.text.contains("\(long)</textarea>") && !page.text.contains("id=\"send\" open"))
        let problem = nuai.call(.post, "/api/v1/deliveries/\(sent[0])/closure", ["note": .string(long)])
        #expect(problem.status == 422 && problem.text.contains("\"note\""))
    }

    @Test func `a sending that is refused keeps its receivers and its note, in a part that is open`() throws {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let letter = try register(nuai, "ขอเชิญประชุม", in: "relief.in").id
        try deliver(nuai, letter, ["relief.safety"])
        let units = try ["health", "relief.safety"].map { try site.unit($0).rawValue }
        let person = try site.person("phuchai").rawValue
        var fields: Fields = ["note": "ภายในวันนี้", "person": person]
        for unit in units { fields.append("unit", unit) }
        let open = "<details class=\"sb-more\" id=\"send\" open>"

        let page = nuai.send("/letters/\(letter)/deliveries", fields)

        #expect(page.status == 409)
        #expect(page.text.contains(open) && page.text.contains("value=\"ภายในวันนี้\""))
        for receiver in units + [person] { #expect(page.text.contains("value=\"\(receiver)\" checked>")) }
        #expect(page.text.split(separator: " checked>").count == 4)
        let empty = nuai.send("/letters/\(letter)/deliveries", ["note": "ภายในวันนี้"])
        #expect(empty.status == 422 && empty.text.contains(open) && empty.text.contains("value=\"ภายในวันนี้\""))
        #expect(!nuai.open("/letters/\(letter)").text.contains(open))
    }

    @Test(arguments: TestDatabase.both)
    func `a letter goes to all three hundred agencies of a province at once`(_ database: TestDatabase) throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let province = try site.unit("province")
        var fields = Fields()
        try site.application.database.write { db in
            for number in 1...300 {
                let name = "ที่ทำการปกครองอำเภอบ้านทุ่งน้ำใส \(number)"
                let unit = Unit(
                    id: .new(at: site.clock.now),
                    parent: province,
                    kind: .agency,
                    name: name,
                    englishName: ""
                )
                try UnitStore(db).insert(unit)
                fields.append("unit", unit.id.rawValue)
            }
        }

        #expect(klang.send("/letters/\(letter)/deliveries", fields).status == 303)

        #expect(try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.count == 300)
        var many = fields
        for _ in 0..<2000 { many.append("unit", "") }
        let refused = klang.send("/letters/\(letter)/deliveries", many)
        #expect(refused.status == 413 && refused.text.contains("เกิน ๒,๐๐๐ รายการ"))
    }

    /// A leading vowel counts after its consonant.
    @Test(arguments: TestDatabase.both)
    func `receivers are offered as a Thai dictionary has them, heads first`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let nuai = try site.signIn("nuai")
        let letter = try register(nuai, "ขอเชิญประชุม", in: "relief.in").id
        let province = try site.unit("province")
        let relief = try site.unit("relief")
        try site.application.database.write { db in
            for name in ["สำนักงานหลัง", "สำนักงานแรงงาน", "สำนักงานวัฒน์"] {
                let unit = Unit(
                    id: .new(at: site.clock.now),
                    parent: province,
                    kind: .agency,
                    name: name,
                    englishName: ""
                )
                try UnitStore(db).insert(unit)
            }
            for (name, isHead) in [
                ("นางหอม", false), ("นางโสภา", false), ("นางวันดี", false), ("นายอ่อน", true),
            ] {
                let person = Person(
                    id: .new(at: site.clock.now),
                    username: name,
                    name: name,
                    englishName: "",
                    post: "",
                    englishPost: "",
                    unit: relief,
                    level: .generalUser,
                    isHead: isHead,
                    clearance: .none,
                    phone: ""
                )
                try PersonStore(db).insert(person, password: "-")
            }
        }

        let page = nuai.open("/letters/\(letter)").text

        func order(_ names: [String]) -> [String] {
            names.compactMap { name in page.firstRange(of: "> \(name)").map { (name, $0.lowerBound) } }
                .sorted { $0.1 < $1.1 }.map(\.0)
        }
        let units = ["สำนักงานแรงงาน", "สำนักงานวัฒน์", "สำนักงานหลัง"]
        let people = ["นายอ่อน", "นางวันดี", "นางโสภา", "นางหอม"]
        #expect(order(units.reversed()) == units)
        #expect(order(people.reversed()) == people)
    }
}
