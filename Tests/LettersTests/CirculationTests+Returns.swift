import App
import HTTP
import JSON
import Kernel
import TestSupport
import Testing

@testable import Letters

/// What becomes of a letter that came back.
extension CirculationTests {
    @Test(arguments: TestDatabase.both)
    func `what came back waits with its sender until somebody takes note`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขออนุมัติใช้รถราชการ", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        #expect(try returns(klang).isEmpty)
        _ = nuai.call(.post, "/api/v1/deliveries/\(sent[0])/return", ["reason": "ขาดลายมือชื่อ"])

        #expect(try returns(klang) == sent)
        #expect(try returns(nuai).isEmpty)
        #expect(try klang.open("/waiting").json["count"] == 1)
        for page in ["/tray", "/"] {
            let text = klang.open(page).text
            #expect(text.contains("ขออนุมัติใช้รถราชการ") && text.contains("ขาดลายมือชื่อ"), "\(page)")
        }
        #expect(klang.open("/tray/\(letter)").text.contains("/deliveries/\(sent[0])/acknowledgement"))
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/acknowledgement").status == 403)

        #expect(klang.call(.post, "/api/v1/deliveries/\(sent[0])/acknowledgement").status == 200)
        #expect(klang.call(.post, "/api/v1/deliveries/\(sent[0])/acknowledgement").status == 409)
        #expect(try returns(klang).isEmpty)
        #expect(try klang.open("/waiting").json["count"] == 0)
    }

    @Test(arguments: TestDatabase.both)
    func `who sends it on again has seen that it came back`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        let path = "/api/v1/deliveries/\(sent[0])/return"
        #expect(try site.signIn("nuai").call(.post, path, ["reason": "ไม่ใช่เรื่องของเรา"]).status == 200)
        #expect(try returns(klang) == sent)

        try deliver(klang, letter, ["health"])

        #expect(try returns(klang).isEmpty)
    }

    /// A list lies open on the screen: of a classified letter it tells neither the subject nor why it came back.
    @Test func `a list tells nothing of a classified letter that came back`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let given = try klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            [
                "subject": "เรื่องลับมาก", "from": "กรมตัวอย่าง", "letterNumber": "ตย ๗/๑",
                "secrecy": "confidential",
            ]
        ).json["id"]?.string
        let letter = try given.orFail("not registered")
        let nuai = try site.signIn("nuai")
        let sent = try klang.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([
                ("units", .array([.string(try site.unit("relief").rawValue)])), ("note", "ส่งให้สายลับ"),
            ])
        ).json["items"]?.array?.first?["id"]?.string
        try site.application.office.search.catchUp()
        func told(_ answer: Response) -> [String] {
            #expect([200, 409].contains(answer.status) && answer.text.contains(letter), "\(answer.text)")
            return ["เรื่องลับมาก", "ส่งให้สายลับ", "ชื่อสายลับผิด"].filter(answer.text.contains)
        }

        for path in ["/", "/tray", "/tray/\(letter)"] { #expect(told(nuai.open(path)) == [], "\(path)") }
        #expect(told(nuai.call(.get, "/api/v1/deliveries")) == [])
        let path = "/api/v1/deliveries/\(try sent.orFail("not sent"))/return"
        #expect(nuai.call(.post, path, ["reason": "ชื่อสายลับผิด"]).status == 200)

        let tray = klang.open("/tray")
        #expect(tray.text.contains("ตีกลับจาก") && tray.text.contains("หนังสือชั้นลับ"))
        let again: Fields = ["subject": "อีกฉบับ", "from": "กรมตัวอย่าง", "letterNumber": "ตย 7/1"]
        for answer in [
            klang.open("/"), tray, klang.open("/tray/\(letter)"), klang.call(.get, "/api/v1/returns"),
            klang.open("/search", query: ["from": "กรมตัวอย่าง"]),
            klang.call(.get, "/api/v1/letters", query: ["from": "กรมตัวอย่าง"]),
            klang.call(.get, "/api/v1/letters/duplicates", query: ["letterNumber": "ตย 7/1"]),
            klang.send("/registers/\(try site.register("province.in"))/letters", again),
        ] { #expect(told(answer) == []) }
        #expect(told(klang.open("/letters/\(letter)")) == ["เรื่องลับมาก", "ส่งให้สายลับ", "ชื่อสายลับผิด"])
    }

    /// The group is where the person works; the letter came to the person alone.
    @Test(arguments: TestDatabase.both)
    func `what somebody got by name and sent on comes back to them, not to the desk of their group`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let nuai = try site.signIn("nuai")
        let phuchai = try site.signIn("phuchai")
        let klum = try site.signIn("klum")
        let letter = try register(nuai, "เรื่องเฉพาะตัว", in: "relief.in").id
        #expect(phuchai.receive(try nuai.deliver(letter, toPerson: "phuchai")) == 200)
        let onward = try deliver(phuchai, letter, ["relief.admin"])
        #expect(
            nuai.call(.post, "/api/v1/deliveries/\(onward[0])/return", ["reason": "ไม่ใช่เรื่องของเรา"]).status
                == 200
        )

        for page in ["/", "/tray"] {
            let answer = klum.open(page)
            #expect(answer.status == 200 && !answer.text.contains("เรื่องเฉพาะตัว"), "\(page)")
        }
        #expect(try returns(klum).isEmpty)
        #expect(try klum.open("/waiting").json["count"] == 0)
        #expect(try returns(phuchai) == onward)
        #expect(phuchai.call(.post, "/api/v1/deliveries/\(onward[0])/acknowledgement").status == 200)
    }

    @Test func `taking note from the tray leaves a word and a way back to the letter`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        let reason: JSONValue = ["reason": "ไม่ใช่เรื่องของเรา"]
        #expect(try site.signIn("nuai").call(.post, "/api/v1/deliveries/\(hop)/return", reason).status == 200)

        let answer = klang.send("/deliveries/\(hop)/acknowledgement", ["from": "tray"])

        #expect(answer.headers["location"] == "/tray?done=\(letter)&act=acknowledged")
        let tray = klang.open("/tray", query: ["done": letter, "act": "acknowledged"]).text
        #expect(tray.contains("รับทราบการตีกลับแล้ว") && tray.contains("/letters/\(letter)"))
    }
}
