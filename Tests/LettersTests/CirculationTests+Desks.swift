import App
import HTTP
import JSON
import Kernel
import Letters
import TestSupport
import Testing

/// Whose desk a letter waits for, and what becomes of it when it is taken back.
extension CirculationTests {
    @Test func `who sent a letter down to a group receives for it only under the group's name`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        let down = try deliver(nuai, letter, ["relief.safety"])

        let page = nuai.open("/letters/\(letter)").text
        #expect(page.contains("ลงรับแทน กลุ่มงานป้องกันและปฏิบัติการ"))
        #expect(!page.contains("data-key=\"r\"") && !page.contains("id=\"return\""))
        let own = try site.signIn("klum").open("/letters/\(letter)").text
        #expect(own.contains("/deliveries/\(down[0])/receipt") && own.contains("data-key=\"r\""))
    }

    @Test func `who sent a letter down to a group closes for it only under the group's name`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        #expect(nuai.receive(sent[0]) == 200)
        let down = try deliver(nuai, letter, ["relief.safety"])
        #expect(try site.signIn("klum").receive(down[0]) == 200)
        let forGroup = "ปิดเรื่องแทน กลุ่มงานป้องกันและปฏิบัติการ"
        let both = nuai.open("/letters/\(letter)").text
        #expect(both.contains("data-key=\"c\"") && both.contains("id=\"close\"") && both.contains(forGroup))

        #expect(nuai.send("/deliveries/\(sent[0])/closure", [:]).status == 303)
        for page in ["/letters/\(letter)", "/tray/\(letter)"] {
            let text = nuai.open(page).text
            #expect(text.contains("close-\(down[0])") && text.contains(forGroup))
            #expect(!text.contains("data-key=\"c\"") && !text.contains("id=\"close\""))
        }

        let words: Fields = ["closing-\(down[0])": "กลุ่มงานแจ้งว่าดำเนินการแล้ว"]
        #expect(nuai.send("/deliveries/\(down[0])/closure", words).status == 303)
        #expect(nuai.open("/letters/\(letter)").text.contains("กลุ่มงานแจ้งว่าดำเนินการแล้ว"))
    }

    @Test func `the route can be narrowed to the hops between units, from first to last, without a script`()
        throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let sent = try deliver(klang, letter, ["relief"])
        _ = nuai.open("/letters/\(letter)")
        #expect(nuai.receive(sent[0]) == 200)
        try deliver(nuai, letter, ["relief.safety"])
        let toPerson: Fields = ["person": try site.person("phubor").rawValue, "note": "เพื่อโปรดทราบ"]
        #expect(nuai.send("/letters/\(letter)/deliveries", toPerson).status == 303)

        let whole = nuai.open("/letters/\(letter)").text
        #expect(whole.contains("href=\"/letters/\(letter)?route=units#route-h\""))
        let units = nuai.open("/letters/\(letter)", query: ["route": "units"]).text
        for word in ["เปิดอ่านแล้ว · ", "เพื่อโปรดทราบ"] {
            #expect(whole.contains(word) && !units.contains(word), "\(word)")
        }
        func desks(_ page: String) -> Int { page.split(separator: "<li class=\"sb-desk").count - 1 }
        #expect(desks(whole) == 4 && desks(units) == 3)
        #expect(units.contains("ลงรับแล้ว ") && units.contains("href=\"/letters/\(letter)#route-h\""))
    }

    @Test func `a sender's own look opens nothing that waits for another desk`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        try deliver(klang, letter, ["governor"])

        _ = klang.open("/letters/\(letter)")

        let route = try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array
        #expect(route?.map { $0["state"]?.string } == ["new"])
    }

    @Test(arguments: TestDatabase.both)
    func `the register says to whom a letter was sent, and nothing new when it is opened there`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        try deliver(klang, letter, ["relief"])
        let register = try site.register("province.in")
        func action() throws -> String? {
            try klang.call(.get, "/api/v1/registers/\(register)/letters").json["items"]?.array?.first?[
                "action"
            ]?
            .string
        }
        let sent = try action()
        #expect(sent?.hasPrefix("ส่ง สำนักงานป้องกัน") == true, "\(sent ?? "")")

        _ = try site.signIn("nuai").open("/letters/\(letter)")

        #expect(try action() == sent)
    }

    @Test(arguments: TestDatabase.both)
    func `a letter that is taken back concerns its receiver no longer`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let nuai2 = try site.signIn("nuai2")
        let letter = try register(klang, "ส่งผิดหน่วยงาน", number: 1)
        let sent = try deliver(klang, letter, ["relief", "health"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(sent[0])/receipt").status == 200)
        #expect(nuai2.open("/letters/\(letter)").status == 200)

        #expect(klang.call(.post, "/api/v1/deliveries/\(sent[1])/recall").status == 200)
        try site.application.office.search.catchUp()

        #expect(nuai2.open("/letters/\(letter)").status == 404)
        #expect(nuai2.call(.get, "/api/v1/letters/\(letter)").status == 404)
        #expect(try nuai2.call(.get, "/api/v1/letters", query: ["words": "ส่งผิดหน่วยงาน"]).json["items"] == [])
        let late = nuai2.call(.post, "/api/v1/deliveries/\(sent[1])/receipt")
        #expect(late.status == 409)
        #expect(late.text.contains("ดึงหนังสือนี้กลับ"))
        #expect(nuai2.send("/deliveries/\(sent[1])/receipt", [:]).status == 409)
        #expect(nuai.open("/letters/\(letter)").status == 200)

        try deliver(klang, letter, ["health"])
        #expect(nuai2.open("/letters/\(letter)").status == 200)
    }

    /// It was there before and was received under a number.
    @Test func `a letter that is taken back stays with who has it already`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let first = try deliver(klang, letter, ["relief"])
        #expect(nuai.call(.post, "/api/v1/deliveries/\(first[0])/receipt").status == 200)
        let second = try deliver(klang, letter, ["relief"])

        #expect(klang.call(.post, "/api/v1/deliveries/\(second[0])/recall").status == 200)

        #expect(nuai.open("/letters/\(letter)").status == 200)
    }

    @Test func `a letter taken back does not stay with a group because somebody in it once sent it on`()
        throws
    {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let phuchai = try site.signIn("phuchai")
        let klum = try site.signIn("klum")
        let letter = try register(nuai, "เรื่องเฉพาะตัว", in: "relief.in").id
        #expect(phuchai.receive(try nuai.deliver(letter, toPerson: "phuchai")) == 200)
        try deliver(phuchai, letter, ["relief.admin"])
        let wrong = try deliver(nuai, letter, ["relief.safety"])
        #expect(klum.open("/letters/\(letter)").status == 200)

        #expect(nuai.call(.post, "/api/v1/deliveries/\(wrong[0])/recall").status == 200)

        #expect(klum.open("/letters/\(letter)").status == 404)
    }

    @Test func `each step is told on the letter's page, and only to who took it`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        for (step, act, words) in [("receipt", "received", "ลงรับแล้ว"), ("closure", "closed", "ปิดเรื่องแล้ว")] {
            let answer = nuai.send("/deliveries/\(hop)/\(step)", [:])
            #expect(answer.headers["location"] == "/letters/\(letter)?act=\(act)")
            let note = "<b>\(words)"
            #expect(nuai.open("/letters/\(letter)", query: ["act": act]).text.contains(note))
            #expect(!klang.open("/letters/\(letter)", query: ["act": act]).text.contains(note))
        }
    }

    @Test func `the number of another office says whose it is`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        _ = try register(klang, "ฉบับแรก", number: 1)
        let letter = try register(klang, "ขอเชิญประชุม", number: 2)
        let hop = try deliver(klang, letter, ["relief"])[0]

        #expect(nuai.open("/letters/\(letter)").text.contains("เลขรับของสารบรรณกลาง"))
        #expect(!klang.open("/letters/\(letter)").text.contains("เลขรับของ"))
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 200)
        #expect(!nuai.open("/letters/\(letter)").text.contains("เลขรับของ"))
    }

    @Test func `words typed into a form that is gone are shown again`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 200)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/closure", [:]).status == 200)

        let minute = nuai.send("/letters/\(letter)/endorsements", ["text": "เห็นควรดำเนินการต่อ"])
        let back = nuai.send("/deliveries/\(hop)/return", ["reason": "ไม่ใช่เรื่องของเรา"])

        #expect(minute.status == 409 && minute.text.contains("เห็นควรดำเนินการต่อ"))
        #expect(back.status == 409 && back.text.contains("ไม่ใช่เรื่องของเรา"))
    }

    @Test func `home shows what is in hand, oldest first`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        #expect(!nuai.open("/").text.contains("กำลังดำเนินการ"))

        #expect(nuai.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 200)

        let home = nuai.open("/").text
        #expect(home.contains("กำลังดำเนินการ") && home.contains("/letters/\(letter)"))
    }

    @Test func `asking for the head of the page of a number opens nothing`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        try deliver(klang, letter, ["relief"])

        let head = site.respond(
            Request(
                .head,
                "/letters/\(letter)/registered",
                headers: ["cookie": "saraban-session=\(nuai.token)"]
            )
        )

        #expect(head.status == 200)
        #expect(
            try klang.call(.get, "/api/v1/letters/\(letter)").json["route"]?.array?.first?["state"] == "new"
        )
    }

    /// It waits for the group to open it, not for who sent it there.
    @Test func `beside the tray a letter that was passed down shows its page to who received it`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, "ขอเชิญประชุม", number: 1)
        let hop = try deliver(klang, letter, ["relief"])[0]
        #expect(nuai.open("/tray/\(letter)").text.contains("ยังไม่ได้เปิดอ่าน"))
        #expect(nuai.receive(hop) == 200)

        try deliver(nuai, letter, ["relief.safety"])

        #expect(!nuai.open("/tray/\(letter)").text.contains("ยังไม่ได้เปิดอ่าน"))
        #expect(try site.signIn("klum").open("/tray/\(letter)").text.contains("ยังไม่ได้เปิดอ่าน"))
    }
}
