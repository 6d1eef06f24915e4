import App
import DocumentPreview
import HTTP
import JSON
import Kernel
import TestSupport
import Testing

@testable import Letters

/// The stamp of receipt: what a registrar sees after receiving, and the copy that others may take.
struct ReceiptStampTests {
    @Test func `the registered page shows the stamp and its copy begins with the original`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, in: "province.in")
        let original = onePage()
        let file = try klang.attach(original, to: letter)
        let address = "/letters/\(letter)/attachments/\(file)"

        let page = klang.open("/letters/\(letter)/registered").text
        #expect(page.contains("ดาวน์โหลด/พิมพ์สำเนาที่ประทับตรารับ"))
        #expect(page.contains("\(address)/stamped/pages/1.jpg"))

        let copy = klang.open("\(address)/stamped")
        #expect(copy.status == 200)
        #expect(copy.headers["content-type"] == "application/pdf")
        #expect(copy.bytes.starts(with: original) && copy.bytes.count > original.count + 1000)
        let text = try text(of: copy, site)
        #expect(text.contains("จังหวัดตัวอย่าง"))
        #expect(text.contains("๑/๒๕๖๙") && text.contains("๑๕ มกราคม ๒๕๖๙") && text.contains("๐๙.๐๐"))
        #expect(klang.open("\(address)/stamped/pages/1.jpg").bytes.starts(with: [0xFF, 0xD8]))
        #expect(klang.open("\(address)/stamped/pages/2.jpg").status == 404)
        #expect(klang.open("\(address)/pages/1.jpg").headers["link"] == nil, "there is no next page")
        #expect(klang.call(.get, "/api/v1\(address)/stamped").bytes == copy.bytes)
        #expect(klang.call(.get, "/api/v1\(address)").bytes == original)
    }

    @Test func `the province's own registry stamps and receipts in the name of the province`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, in: "province.in")
        let file = try klang.attach(onePage(), to: letter)
        let stamp = try text(of: klang.open("/letters/\(letter)/attachments/\(file)/stamped"), site)
        #expect(stamp.contains("จังหวัดตัวอย่าง") && !stamp.contains("สารบรรณกลาง"), "\(stamp)")
        let page = klang.open("/letters/\(letter)/registered").text
        #expect(page.contains("ใบรับหนังสือ<br>จังหวัดตัวอย่าง</p>"))
    }

    @Test func `the copy is made once`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, in: "province.in")
        let file = try klang.attach(onePage(), to: letter)
        let address = "/api/v1/letters/\(letter)/attachments/\(file)/stamped"

        let first = klang.call(.get, address)
        // Made anew, it would carry another identifier.
        #expect(first.status == 200)
        #expect(klang.call(.get, address).bytes == first.bytes)
        let tag = try first.headers["etag"].orFail("no tag")
        #expect(klang.call(.get, address, headers: ["if-none-match": tag]).status == 304)
    }

    @Test func `who may not read the letter finds no copy, and whoever received it gets their own stamp`()
        throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, in: "province.in")
        let file = try klang.attach(onePage(), to: letter)
        let address = "/letters/\(letter)/attachments/\(file)/stamped"
        #expect(nuai.open(address).status == 404)
        #expect(nuai.open("\(address)/pages/1.jpg").status == 404)
        #expect(nuai.call(.get, "/api/v1\(address)").status == 404)
        #expect(klang.open("/letters/\(letter)/attachments/\(letter)/stamped").status == 404)

        try send(letter, from: klang, receivedBy: nuai)
        let theirs = try text(of: nuai.open(address), site)
        #expect(theirs.contains("บรรเทาสาธารณภัย"))
        #expect(try !text(of: klang.open(address), site).contains("บรรเทาสาธารณภัย"))
    }

    @Test(arguments: [
        ("signed", "ลงลายมือชื่อดิจิทัลแล้ว"), ("encrypted", "เข้ารหัสไว้"), ("broken", "เสียหรือไม่เป็นไปตาม"),
    ])
    func `a file that cannot be stamped says why and shows the stamp's words`(
        _ kind: String,
        _ reason: String
    )
        throws
    {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, in: "province.in")
        let file = try klang.attach(onePage(kind), to: letter)

        let page = klang.open("/letters/\(letter)/registered").text
        #expect(page.contains(reason))
        #expect(page.contains("<dt>เวลา</dt><dd class=\"sb-num\">๐๙.๐๐"))
        #expect(!page.contains("/stamped"))
        let answer = klang.call(.get, "/api/v1/letters/\(letter)/attachments/\(file)/stamped")
        #expect(answer.status == 409)
        #expect(try answer.json["message"]?["th"]?.string?.contains(reason) == true)
    }

    @Test func `whoever received the letter finds their own receipt again from its page`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try klang.register()
        let link = "href=\"/letters/\(letter)/registered\""
        #expect(klang.open("/letters/\(letter)").text.contains(link))

        let delivery = try klang.deliver(letter, to: [try site.unit("relief")])
        #expect(!nuai.open("/letters/\(letter)").text.contains(link))
        #expect(nuai.receive(delivery[0]) == 200)
        #expect(nuai.open("/letters/\(letter)").text.contains(link))
        let receipt = nuai.open("/letters/\(letter)/registered").text
        #expect(receipt.contains("ใบรับหนังสือ<br>สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง"))
        let names = try [site.actor("nuai"), site.actor("klang")].map { $0.name(.thai) }
        #expect(receipt.contains("<dt>ผู้รับ</dt><dd>\(names[0])"))
        #expect(!receipt.contains("<dt>ผู้รับ</dt><dd>\(names[1])"))

        let register = try site.register("province.in")
        let reason: Fields = ["reason": "ลงผิดทะเบียน"]
        #expect(klang.send("/registers/\(register)/numbers/2569/1/voiding", reason).status == 303)
        #expect(!klang.open("/letters/\(letter)").text.contains(link))
    }

    @Test func `a picture carries no stamp, says why and shows the stamp's words`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let letter = try register(klang, in: "province.in")
        let file = try klang.attach(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
            named: "สแกน.png",
            to: letter
        )

        let page = klang.open("/letters/\(letter)/registered").text
        #expect(page.contains("ประทับตราลงในไฟล์ได้เฉพาะไฟล์ PDF"))
        #expect(page.contains("<dt>เวลา</dt><dd class=\"sb-num\">๐๙.๐๐"))
        #expect(page.contains("/attachments/\(file)/pages/1.jpg"))
        #expect(klang.call(.get, "/api/v1/letters/\(letter)/attachments/\(file)/stamped").status == 409)
    }

    @Test func `an issued letter carries no stamp of receipt`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let issued = try register(klang, in: "province.out")
        let file = try klang.attach(onePage(), to: issued)
        let page = klang.open("/letters/\(issued)/registered").text
        #expect(!page.contains("ตรารับ") && !page.contains("ใบรับ") && !page.contains("ลงรับฉบับถัดไป"))
        #expect(klang.open("/letters/\(issued)/attachments/\(file)/stamped").status == 409)
    }

    /// The text of the copy as poppler reads it.
    private func text(of answer: Response, _ site: TestSite) throws -> String {
        guard case .file(let path, _, _) = answer.body else { throw TestFailure(answer.text) }
        let source = PreviewStore.Source(
            path: path,
            key: "read\(path.utf8.count)-\(path.suffix(90).filter(\.isHexDigit))",
            kind: .pdf
        )
        return try site.application.office.previews.text(of: source)
            .replacing("\u{A0}", with: " ")
    }

    @Test func `a receipt names the unit and the person that took the number on it`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try register(klang, in: "province.in")
        try send(letter, from: klang, receivedBy: nuai)
        func receipt(_ client: Client) throws -> Substring {
            let page = client.open("/letters/\(letter)/registered").text
            return try page.split(separator: "id=\"slip\"").last.orFail("no receipt")
        }

        let theirs = try receipt(nuai)
        #expect(theirs.contains("สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดตัวอย่าง"))
        #expect(theirs.contains("นายหน่วย ลงรับไว") && !theirs.contains("นางสาวกลางใจ รับส่งดี"))
        let ours = try receipt(klang)
        #expect(ours.contains("ใบรับหนังสือ<br>จังหวัดตัวอย่าง<") && ours.contains("นางสาวกลางใจ รับส่งดี"))
    }

    /// Sends a letter to the agency for disaster relief, whose registrar receives it.
    private func send(_ letter: String, from klang: Client, receivedBy nuai: Client) throws {
        let unit = JSONValue.string(try klang.site.unit("relief").rawValue)
        let sent = klang.call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([("units", .array([unit]))])
        )
        let delivery = try (sent.json["items"]?.array?.first?["id"]?.string).orFail(sent.text)
        #expect(nuai.call(.post, "/api/v1/deliveries/\(delivery)/receipt").status == 200)
    }

    private func register(_ client: Client, in key: String) throws -> String {
        let answer = client.call(
            .post,
            "/api/v1/registers/\(try client.site.register(key))/letters",
            .object([("subject", "ขอรับการสนับสนุน"), ("from", "นายอำเภอบ้านสวน")])
        )
        return try (answer.json["id"]?.string).orFail(answer.text)
    }

    /// A whole PDF of one A4 page, or one that is signed, encrypted or broken.
    private func onePage(_ kind: String = "") -> [UInt8] {
        var objects = [
            "<</Type/Catalog/Pages 2 0 R\(kind == "signed" ? "/AcroForm<</Fields[4 0 R]>>" : "")>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
        ]
        if kind == "signed" { objects.append("<</FT/Sig/T(a)/V<</Type/Sig/Contents<00>>>>>") }
        var text = "%PDF-1.4\n"
        var table = "0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let digits = String(text.utf8.count)
            table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = kind == "broken" ? 99_999 : text.utf8.count
        let count = objects.count + 1
        let locked = kind == "encrypted" ? "/Encrypt<</Filter/Standard>>" : ""
        text += "xref\n0 \(count)\n\(table)trailer\n<</Size \(count)/Root 1 0 R\(locked)>>\n"
        return Array((text + "startxref\n\(start)\n%%EOF\n").utf8)
    }
}
