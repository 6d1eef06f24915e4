import HTTP
import JSON
import Kernel
import Synchronization
import TestSupport
import Testing

/// The lists that are offered for the fields of letters (INC-11): an administrator edits them, everybody is offered them.
struct PickListTests {
    private let list = "/settings/lists/category"
    private let twin = "/api/v1/pick-lists/category"

    @Test(arguments: TestDatabase.both)
    func `words that an administrator adds, rewords and moves are offered to who registers a letter`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let admin = try site.signIn("admin")
        let first = try words(site)

        let added = admin.send("\(list)/words", form(first + ["สิ่งแวดล้อม"]))
        #expect(added.status == 303 && added.headers["location"] == "\(list)?saved=1")
        #expect(try offered(site) == first + ["สิ่งแวดล้อม"])

        var reworded = first + ["สิ่งแวดล้อมและพลังงาน"]
        let moved = admin.send(
            "\(list)/words",
            form(reworded + [""], version: 2, ("up", "\(reworded.count)"))
        )
        reworded.swapAt(first.count, first.count - 1)
        #expect(moved.headers["location"] == "\(list)?up=\(first.count)")
        #expect(try offered(site) == reworded)

        _ = admin.send("\(list)/words", form(reworded + [""], version: 3, ("down", "1")))
        reworded.swapAt(0, 1)
        #expect(try offered(site) == reworded)

        _ = admin.send("\(list)/words", form(reworded + [""], version: 4, ("remove", "2")))
        reworded.remove(at: 1)
        #expect(try offered(site) == reworded && words(site) == reworded)
        #expect(try words(site, list: 1).contains("ไปรษณีย์"))
    }

    @Test(arguments: TestDatabase.both)
    func `a letter keeps the word that it was registered with`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try
            (klang.call(
                .post,
                "/api/v1/registers/\(try site.register("province.in"))/letters",
                ["subject": "ขอเชิญประชุม", "from": "กรม", "category": "บุคลากร"]
            ).json["id"]?.string).orFail("no letter")

        #expect(try site.signIn("admin").call(.put, twin, ["words": [], "version": 1]).status == 200)
        #expect(try words(site) == [])
        #expect(try klang.call(.get, "/api/v1/letters/\(letter)").json["category"] == "บุคลากร")
        #expect(try klang.open("/registers/\(site.register("province.in"))/letters/new").status == 200)
    }

    @Test(arguments: ["klang", "nuai", "klum", "phuchai", "phubor", "lekha"])
    func `nobody but an administrator edits a list or sees its page`(_ username: String) throws {
        let site = try TestSite()
        let first = try words(site)
        let person = try site.signIn(username)

        #expect(person.open(list).status == 403)
        #expect(person.send("\(list)/words", form(["คำใหม่"])).status == 403)
        #expect(person.call(.put, twin, ["words": ["คำใหม่"], "version": 1]).status == 403)
        #expect(!person.open("/").text.contains("/settings/lists"))
        #expect(try words(site) == first)
        #expect(try site.signIn("admin").open("/").text.contains("href=\"/settings/lists\""))
    }

    @Test(arguments: TestDatabase.both)
    func `of two who change a list at once the second is told, and nothing that was typed is lost`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let admin = try site.signIn("admin")

        #expect(admin.send("\(list)/words", form(["คดี", "ทั่วไป"])).status == 303)
        let late = admin.send("\(list)/words", form(["งบประมาณ", ""]))
        #expect(late.status == 409)
        #expect(late.text.contains("คดี, ทั่วไป") && late.text.contains("value=\"งบประมาณ\""))
        #expect(late.text.contains("name=\"version\" value=\"2\""))
        #expect(admin.call(.put, twin, ["words": ["งบประมาณ"], "version": 1]).status == 409)
        #expect(try words(site) == ["คดี", "ทั่วไป"])

        // The same once more, as after an answer that was lost, is no other change.
        let again = admin.call(.put, twin, ["words": ["คดี", "ทั่วไป"], "version": 1])
        #expect(again.status == 200)
        #expect(try again.json["version"] == 2)
    }

    @Test(arguments: TestDatabase.both)
    func `of changes that come at one moment exactly one is kept`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let admin = try site.signIn("admin")
        let statuses = Mutex<[Int]>([])
        try inParallel(8) { number in
            let answer = admin.call(.put, twin, ["words": [.string("คำ \(number)")], "version": 1])
            statuses.withLock { $0.append(answer.status) }
        }
        #expect(statuses.withLock { $0.sorted() } == [200] + Array(repeating: 409, count: 7))
    }

    @Test func `a word that is too long or stands there twice is told at its field`() throws {
        let site = try TestSite()
        let admin = try site.signIn("admin")
        let first = try words(site)
        let long = String(repeating: "ก", count: 101)

        let refused = admin.send("\(list)/words", form(["Budget", "  ", "budget", long]))
        #expect(refused.status == 422)
        for place in [3, 4] {
            #expect(refused.text.contains("<a href=\"#f-words-\(place)\">"))
            #expect(refused.text.contains("id=\"e-words-\(place)\""))
        }
        #expect(refused.text.contains("value=\"\(long)\""))

        let many = (1...101).map { JSONValue.string("คำ \($0)") }
        let answer = admin.call(.put, twin, ["words": .array(many), "version": 1])
        #expect(answer.status == 422)
        #expect(try answer.json["errors"]?.array?.first?["field"] == "words-101")
        #expect(try words(site) == first)
    }

    @Test(
        arguments: [
            ["words": "ทั่วไป", "version": 1], ["words": [1], "version": 1], ["words": []], ["version": 1],
            ["words": [], "version": "1"],
        ] as [JSONValue]
    )
    func `what is no list of words is refused`(_ body: JSONValue) throws {
        let site = try TestSite()
        #expect(try site.signIn("admin").call(.put, twin, body).status == 422)
        #expect(try site.signIn("admin").call(.put, "/api/v1/pick-lists/colour", body).status == 404)
    }

    @Test func `words are cleaned, and can neither break out of the page nor make a line of their own`()
        throws
    {
        let site = try TestSite()
        let admin = try site.signIn("admin")
        #expect(admin.send("\(list)/words", form(["  \"><script>\nก  ", "ข\u{2028}ค"])).status == 303)
        #expect(try words(site) == ["\"><script> ก", "ข ค"])
        #expect(!admin.open(list).text.contains("<script>\n"))
        #expect(try offered(site) == ["&quot;&gt;&lt;script&gt; ก", "ข ค"])
    }

    @Test func `who moved a word by the keyboard goes on from it`() throws {
        let site = try TestSite()
        let admin = try site.signIn("admin")
        let page = admin.open(list, query: ["up": "2"]).text
        let button = try #require(page.firstMatch(of: /<button[^>]*autofocus>/)).output
        #expect(button.contains("name=\"up\" value=\"2\""))
        let atTop = try #require(
            admin.open(list, query: ["up": "1"]).text.firstMatch(of: /<button[^>]*autofocus>/)
        )
        #expect(atTop.output.contains("name=\"down\" value=\"1\""))
        // Enter in a field saves: the first button of the form is the one that moves nothing.
        #expect(
            try #require(page.firstMatch(of: /<form class="sb-words".*?<button[^>]*>/.dotMatchesNewlines()))
                .output.contains("data-key=\"ctrl+s\"")
        )
    }

    // MARK: -

    private func form(_ words: [String], version: Int = 1, _ button: (String, String)? = nil) -> Fields {
        var fields: Fields = ["version": "\(version)"]
        for word in words { fields.append("words", word) }
        if let button { fields.append(button.0, button.1) }
        return fields
    }

    /// What the JSON twin tells anybody of the first list.
    private func words(_ site: TestSite, list: Int = 0) throws -> [String] {
        let items = try site.signIn("phuchai").call(.get, "/api/v1/pick-lists").json["items"]?.array
        return try (items?[list]["words"]?.array?.compactMap(\.string)).orFail("no words")
    }

    /// What the form of a letter offers, as it is written in the page.
    private func offered(_ site: TestSite) throws -> [String] {
        let page = try site.signIn("klang").open("/registers/\(site.register("province.in"))/letters/new")
            .text
        let list = try #require(page.firstMatch(of: /<datalist id="l-category">(.*?)<\/datalist>/)).output.1
        return list.matches(of: /value="([^"]*)"/).map { String($0.output.1) }
    }
}
