import HTTP
import JSON
import TestSupport
import Testing

/// What is wrong in the form of a letter is told at its field, in the form and in the JSON twin.
struct RegisterFormTests {
    // The clock of the tests stands at 15 January 2569.
    @Test(arguments: ["17/1/2570", "21/11/99", "21/11/2669"])
    func `a letter dated more than a year ahead is refused at its field`(_ typed: String) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letters = "/registers/\(try site.register("province.in"))/letters"

        let page = klang.send(letters, ["subject": "ขอเชิญประชุม", "from": "กรม", "letterDate": typed])
        #expect(page.status == 422)
        #expect(page.text.contains("ล่วงหน้าเกินหนึ่งปี"))
        #expect(page.text.contains("id=\"e-letterDate\""))
        #expect(page.text.contains("value=\"\(typed)\""))

        let answer = klang.call(
            .post,
            "/api/v1\(letters)",
            ["subject": "ขอเชิญประชุม", "from": "กรม", "letterDate": .string(typed)]
        )
        #expect(answer.status == 422)
        #expect(try answer.json["errors"]?.array?.first?["field"] == "letterDate")
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

    @Test func `a search takes no more than it reads`() throws {
        let page = try TestSite().signIn("klang").open("/search").text
        for field in ["words", "subject", "from", "to"] {
            #expect(page.contains(try Regex("name=\"\(field)\"[^>]* maxlength=\"200\"")), "\(field)")
        }
        #expect(page.contains(try Regex("id=\"q\"[^>]* maxlength=\"200\"")))
    }
}
