import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// What is wrong in the form of a letter is told at its field, in the form and in the JSON twin.
struct RegisterFormTests {
    // The clock of the tests stands at 15 January 2569.
    @Test(arguments: ["17/1/2570", "21/11/99", "21/11/2669"])
    func `a letter dated more than a year ahead is refused at its field`(_ typed: String) throws {
        try refuse(typed, in: "letterDate", "ล่วงหน้าเกินหนึ่งปี")
    }

    @Test(arguments: ["14/1/2549", "1/1/26", "21/11/2468", "1969-01-01"])
    func `a letter dated more than twenty years back is refused at its field`(_ typed: String) throws {
        try refuse(typed, in: "letterDate", "ย้อนหลังเกินยี่สิบปี")
    }

    @Test(arguments: ["14/1/2569", "1/1/2500", "1/6/26"])
    func `a letter is not due before today`(_ typed: String) throws {
        try refuse(typed, in: "dueDate", "ผ่านมาแล้ว")
    }

    @Test
    func `a refused form tells what is wrong in the order of its fields, and opens no part that is right`()
        throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letters = "/registers/\(try site.register("province.in"))/letters"
        let more = "<details class=\"sb-more\" id=\"more\" open>"

        let page = klang.send(
            letters,
            ["letterDate": "วันนี้", "letterNumber": String(repeating: "๑", count: 101)]
        ).text
        let places = ["letterNumber", "letterDate", "from", "subject"].map { field in
            page.firstRange(of: "<a href=\"#f-\(field)\">")?.lowerBound
        }
        #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(!page.contains(more))

        let due = klang.send(letters, ["subject": "ขอเชิญประชุม", "from": "กรม", "dueDate": "เร็ว ๆ นี้"])
        #expect(due.status == 422 && due.text.contains(more))
    }

    @Test(arguments: ["2", "0"])
    func `a file that is not taken is told at the field of files`(_ secrecy: String) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letters = "/registers/\(try site.register("province.in"))/letters"
        func page(_ file: String) -> String {
            let fields: Fields = ["subject": "ขอเชิญประชุม", "from": "กรม", "secrecy": secrecy]
            return klang.send(letters, fields, files: [("หนังสือ.pdf", Array(file.utf8))]).text
        }

        let words = secrecy == "0" ? "“หนังสือ.pdf” เป็นไฟล์ว่างเปล่า" : "กรุณานำไฟล์ออก"
        let refused = page(secrecy == "0" ? "" : "%PDF-1.4")
        let field = try #require(refused.firstMatch(of: /<input[^>]*id="f-file"[^>]*>/)).output
        #expect(
            field.contains("aria-invalid=\"true\"") && field.contains("aria-describedby=\"e-file h-file\"")
        )
        #expect(refused.contains("id=\"e-file\"><p>\(words)"))
    }

    private func refuse(_ typed: String, in field: String, _ sentence: String) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letters = "/registers/\(try site.register("province.in"))/letters"

        let page = klang.send(letters, ["subject": "ขอเชิญประชุม", "from": "กรม", field: typed])
        #expect(page.status == 422)
        #expect(page.text.contains(sentence))
        #expect(page.text.contains("id=\"e-\(field)\""))
        #expect(page.text.contains("value=\"\(typed)\""))

        let answer = klang.call(
            .post,
            "/api/v1\(letters)",
            .object([("subject", "ขอเชิญประชุม"), ("from", "กรม"), (field, .string(typed))])
        )
        #expect(answer.status == 422)
        #expect(try answer.json["errors"]?.array?.first?["field"]?.string == field)
    }

    @Test(arguments: [("15/1/49", "15/1/69"), ("15/1/2549", "15/1/2569")])
    func `a letter may be twenty years old and due today, in a year of two digits too`(
        _ dated: String,
        _ due: String
    ) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let answer = klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            .object([
                ("subject", "ขอเชิญประชุม"), ("from", "กรม"), ("letterDate", .string(dated)),
                ("dueDate", .string(due)),
            ])
        )
        #expect(answer.status == 201, "\(answer.text)")
        let letter = try (answer.json["id"]?.string).orFail("no letter")
        let kept = try klang.call(.get, "/api/v1/letters/\(letter)").json
        #expect(kept["letterDate"] == "2006-01-15" && kept["dueDate"] == "2026-01-15")
    }

    @Test func `a due date and a number of days that differ are told, and the same are taken`() throws {
        let site = try TestSite()
        let letters = "/api/v1/registers/\(try site.register("province.in"))/letters"
        let klang = try site.signIn("klang")
        for (days, status) in [(6, 422), (5, 201)] {
            let answer = klang.call(
                .post,
                letters,
                ["subject": "เรื่อง", "from": "กรม", "dueDate": "20/1/2569", "dueDays": .integer(days)]
            )
            #expect(answer.status == status, "\(answer.text)")
            if status == 422 { #expect(try answer.json["errors"]?.array?.first?["field"] == "dueDays") }
        }
    }

    @Test func `a letter may be dated ahead by a year, and is due when it will`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let answer = klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            ["subject": "ขอเชิญประชุม", "from": "กรม", "letterDate": "16/1/2570", "dueDate": "1/1/2575"]
        )
        #expect(answer.status == 201, "\(answer.text)")
    }

    /// A double click on "save", with a number that the first of the two makes a likely duplicate.
    @Test(arguments: TestDatabase.both)
    func `a form that is sent twice registers one letter with its files`(_ kind: TestDatabase) throws {
        let site = try TestSite(on: kind)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let form: Fields = [
            "subject": "ขอเชิญประชุม", "from": "กรม", "letterNumber": "มท ๐๒๑๑/๑", "once": "a token",
        ]
        let files = [(name: "หนังสือ.pdf", content: Array("%PDF-1.4\nx".utf8))]
        func send(_ fields: Fields) -> Response {
            klang.send("/registers/\(register)/letters", fields, files: files)
        }

        let answers = [send(form), send(form)]

        #expect(answers.map(\.status) == [303, 303])
        #expect(answers[0].headers["location"] == answers[1].headers["location"])
        let lines = try klang.call(.get, "/api/v1/registers/\(register)/letters").json["items"]?.array
        #expect(lines?.map { $0["number"] } == [1])
        let letter = try (lines?.first?["id"]?.string).orFail("no letter")
        let kept = try klang.call(.get, "/api/v1/letters/\(letter)").json["attachments"]?.array
        #expect(kept?.count == 1)

        var changed = Fields()
        for (name, value) in form.pairs { changed.append(name, name == "subject" ? "ขอเลื่อนประชุม" : value) }
        let refused = send(changed)
        #expect(refused.status == 409)
        #expect(refused.text.contains("บันทึกไปแล้ว") && refused.text.contains("ขอเลื่อนประชุม"))
        #expect(!refused.text.contains("value=\"a token\""))
    }

    @Test(arguments: TestDatabase.both)
    func `a letter is sent on from the form in which it is entered`(_ kind: TestDatabase) throws {
        let site = try TestSite(on: kind)
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        var form: Fields = ["subject": "ขอเชิญประชุม", "from": "กรม", "note": "เพื่อดำเนินการ", "once": "one"]
        for key in ["relief", "health"] { form.append("unit", try site.unit(key).rawValue) }
        form.append("next", "1")
        func send(_ fields: Fields) -> Response {
            klang.send(
                "/registers/\(register)/letters",
                fields,
                files: [(name: "หนังสือ.pdf", content: Array("%PDF-1.4\nx".utf8))]
            )
        }

        let answers = [send(form), send(form)]

        #expect(answers.map(\.status) == [303, 303])
        let nuai = try site.signIn("nuai")
        let waiting = try nuai.call(.get, "/api/v1/deliveries", query: ["state": "new"]).json["items"]?.array
        #expect(waiting?.map { $0["note"]?.string } == ["เพื่อดำเนินการ"])
        let next = try answers[0].headers["location"].orFail("no way on")
        let parts = next.split(separator: "?done=")
        let page = klang.open(String(parts[0]), query: ["done": String(parts[1])]).text
        #expect(page.contains("/letters/\(parts[1])/registered"))
        #expect(klang.open("/letters/\(parts[1])/registered").text.contains("ส่งถึง"))
        let received = try (waiting?.first?["id"]?.string).orFail("nothing waits")
        #expect(nuai.call(.post, "/api/v1/deliveries/\(received)/receipt").status == 200)
        #expect(!nuai.open("/letters/\(parts[1])/registered").text.contains("ส่งถึง"))
        #expect(!klang.open(String(parts[0]), query: ["done": "99999"]).text.contains("บันทึกแล้ว"))
    }

    /// A receiver that cannot be sent to, and a letter that must not be.
    @Test func `a letter that cannot be sent on takes no number, and what was chosen stays`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let relief = try site.unit("relief").rawValue
        let group = try site.unit("relief.safety").rawValue
        var toGroup: Fields = ["subject": "ขอเชิญประชุม", "from": "กรม", "unit": relief]
        toGroup.append("unit", group)
        let topSecret: Fields = ["from": "กรม", "secrecy": "3", "unit": relief]
        let toNobody: Fields = ["subject": "ขอเชิญประชุม", "from": "กรม", "note": "เพื่อดำเนินการ"]

        for (form, status) in [(toGroup, 422), (topSecret, 409)] {
            let answer = klang.send("/registers/\(register)/letters", form)
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.text.contains("value=\"\(relief)\" checked"))
        }
        let answer = klang.send("/registers/\(register)/letters", toNobody)
        #expect(answer.status == 422)
        #expect(answer.text.contains("อย่างน้อยหนึ่งราย") && answer.text.contains("value=\"เพื่อดำเนินการ\""))
        #expect(try klang.call(.get, "/api/v1/registers/\(register)/letters").json["items"] == [])
    }

    @Test func `what is too long is named`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let long = String(repeating: "ก", count: 1001)
        let page = klang.send(
            "/registers/\(try site.register("province.in"))/letters",
            ["subject": long, "from": "กรม", "remark": long]
        )
        #expect(page.status == 422)
        #expect(page.text.contains("เรื่องยาวเกิน ๑๐๐๐ ตัวอักษร"))
        #expect(page.text.contains("หมายเหตุยาวเกิน ๕๐๐ ตัวอักษร"))
        #expect(page.text.contains(long))

        let search = klang.open("/search", query: ["to": long], language: "en")
        #expect(search.status == 422)
        #expect(search.text.contains("The receiver is longer than 200 characters"))
        #expect(search.text.contains("Not searched yet"))
    }

    @Test func `what was found by words alone stands right below them`() throws {
        let klang = try TestSite().signIn("klang")
        func isOpen(_ query: Fields) throws -> Bool {
            klang.open("/search", query: query).text.contains("<details class=\"sb-more\" open>")
        }
        #expect(try isOpen([:]))
        #expect(try !isOpen(["words": "น้ำ"]))
        #expect(try isOpen(["words": "น้ำ", "year": "๒๕๖๙"]))
        #expect(try isOpen(["words": "น้ำ", "year": "26"]))
    }

    @Test func `a search takes no more than it reads`() throws {
        let page = try TestSite().signIn("klang").open("/search").text
        for field in ["words", "subject", "from", "to"] {
            #expect(page.contains(try Regex("name=\"\(field)\"[^>]* maxlength=\"200\"")), "\(field)")
        }
        #expect(page.contains(try Regex("id=\"q\"[^>]* maxlength=\"200\"")))
    }

    /// A letter that its registrar would not see again is another registrar's to enter.
    @Test(arguments: TestDatabase.both)
    func `a letter above one's clearance takes no number`(_ kind: TestDatabase) throws {
        let site = try TestSite(on: kind)
        let nuai2 = try site.signIn("nuai2")
        let register = try site.register("health.in")

        let page = nuai2.send(
            "/registers/\(register)/letters",
            ["subject": "ลับ", "from": "กรม", "secrecy": "1"]
        )
        let answer = nuai2.call(
            .post,
            "/api/v1/registers/\(register)/letters",
            ["subject": "ลับ", "from": "กรม", "secrecy": "secret"]
        )

        #expect(page.status == 422 && page.text.contains("id=\"e-secrecy\""))
        #expect(answer.status == 422)
        #expect(try nuai2.call(.get, "/api/v1/registers/\(register)/letters").json["items"] == [])
    }

    @Test func `a top secret letter has its number and its receipt at once`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")

        let answer = klang.send(
            "/registers/\(register)/letters",
            ["from": "กรม", "secrecy": "3", "once": "one"]
        )

        #expect(answer.status == 303)
        let page = try answer.headers["location"].orFail("no page")
        #expect(page.hasSuffix("/registered") && klang.open(page).text.contains("๑/๒๕๖๙"))
    }

    @Test func `a form that is refused stays the same form`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let path = "/registers/\(try site.register("province.in"))/letters"

        let refused = klang.send(path, ["from": "กรม", "once": "a token"])

        #expect(refused.status == 422 && refused.text.contains("name=\"once\" value=\"a token\""))
    }

    @Test func `a receiver that is no key is refused before the number is taken`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")

        let answer = klang.send(
            "/registers/\(register)/letters",
            ["subject": "ขอเชิญประชุม", "from": "กรม", "unit": "zz"]
        )

        #expect(answer.status == 422)
        #expect(try klang.call(.get, "/api/v1/registers/\(register)/letters").json["items"] == [])
    }

    @Test func `without the script a refused form says that its files must be chosen again`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let path = "/registers/\(try site.register("province.in"))/letters"
        let words = "<noscript><p class=\"sb-field__error mb-2\">กรุณาเลือกไฟล์อีกครั้ง"
        let files = [(name: "หนังสือ.pdf", content: Array("%PDF-1.4\nx".utf8))]

        #expect(klang.send(path, ["from": "กรม"], files: files).text.contains(words))
        #expect(!klang.send(path, ["from": "กรม"]).text.contains(words))
    }
}
