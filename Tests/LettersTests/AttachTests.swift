import HTTP
import JSON
import TestSupport
import Testing

/// The files of a form are kept all together or not at all, and the sentence names those that are not taken.
struct AttachTests {
    private static let good = (name: "หนังสือ.pdf", content: Array("%PDF-1.4 ก".utf8))
    private static let bad = (name: "setup.exe", content: Array("MZ\u{90}".utf8))
    private static let empty = (name: "ว่าง.pdf", content: [UInt8]())

    @Test func `of several files of which one is not taken none is kept, and it is named`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        let letter = try
            (klang.call(
                .post,
                "/api/v1/registers/\(register)/letters",
                ["subject": "ขอเชิญประชุม", "from": "กรม"]
            ).json["id"]?.string).orFail("not registered")

        let refused = klang.send("/letters/\(letter)/attachments", files: [Self.good, Self.bad, Self.empty])
        #expect(refused.status == 422)
        #expect(refused.text.contains("“setup.exe” เป็นไฟล์ชนิดที่ไม่รับ"))
        #expect(refused.text.contains("“ว่าง.pdf” เป็นไฟล์ว่างเปล่า"))
        #expect(try files(klang, letter) == [])

        let other = (name: "แนบ.pdf", content: Array("%PDF-1.4 ข".utf8))
        #expect(klang.send("/letters/\(letter)/attachments", files: [Self.good, other]).status == 303)
        #expect(try files(klang, letter) == ["หนังสือ.pdf", "แนบ.pdf"])
    }

    @Test func `a letter with a file that is not taken gets no number, and the file is named`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letters = "/registers/\(try site.register("province.in"))/letters"
        let typed: Fields = ["subject": "ขอเชิญประชุม", "from": "กรม"]

        let refused = klang.send(letters, typed, files: [Self.good, Self.bad])
        #expect(refused.status == 422)
        #expect(refused.text.contains("“setup.exe” เป็นไฟล์ชนิดที่ไม่รับ"))
        #expect(refused.text.contains("ขอเชิญประชุม"))
        #expect(try klang.call(.get, "/api/v1\(letters)").json["items"]?.array?.isEmpty == true)

        let saved = klang.send(letters, typed, files: [Self.good])
        #expect(saved.status == 303)
        let address = try saved.headers["location"].orFail("no address")
        let letter = String(address.split(separator: "/")[1])
        #expect(try files(klang, letter) == ["หนังสือ.pdf"])
    }

    @Test func `every file with pages is read in the browser, and one that cannot be shown says so`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try klang.register()
        let names = ["หนังสือ.pdf", "เสีย.pdf"]
        let files = try names.map { try klang.attach(Self.good.content + $0.utf8, named: $0, to: letter) }

        let page = klang.open("/letters/\(letter)").text
        for file in files {
            let address = "/letters/\(letter)/attachments/\(file)"
            #expect(page.contains("<a class=\"sb-file\" href=\"\(address)/read\">"))
            #expect(page.contains("href=\"\(address)\" download"))
            let reader = klang.open("\(address)/read")
            #expect(reader.status == 409)
            #expect(reader.text.contains("<p class=\"mb-0\">ไฟล์นี้เสียหรืออ่านไม่ได้"))
            #expect(reader.text.contains("<a class=\"btn\" href=\"/letters/\(letter)\""))
            #expect(reader.text.contains("<a class=\"btn\" href=\"\(address)\" download>"))
        }
    }

    private func files(_ client: Client, _ letter: String) throws -> [String] {
        try client.call(.get, "/api/v1/letters/\(letter)").json["attachments"]?.array?
            .compactMap { $0["name"]?.string } ?? []
    }
}
