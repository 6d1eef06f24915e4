import JSON
import PDF
import Testing

@testable import Typesetting

struct LetterFieldTests {
    private func mistakes(_ json: JSONValue) -> [String] {
        do throws(FieldMistakes) {
            _ = try LetterFields(json)
            return []
        } catch {
            #expect(error.mistakes.allSatisfy { !$0.english.isEmpty && !$0.thai.isEmpty })
            return error.mistakes.map(\.key)
        }
    }

    @Test func `all mistakes are told at once, each with its place`() {
        let json: JSONValue = [
            "kind": "external", "agency": 5, "subjet": "พิมพ์ผิด", "addressee": "ผู้รับ",
            "body": ["ดี", 7, ["item": "ก", "title": "ข"], ["table": ["columns": [], "rows": [["x"]]]]],
            "enclosures": "ไม่ใช่รายการ", "date": "2026-02-30", "speed": "เร็วมาก", "secrecy": "secret",
            "signer": ["name": "ก", "delegation": ["kind": "friend"]],
        ]
        #expect(
            mistakes(json) == [
                "agency", "date", "subject", "enclosures", "body[1]", "body[2]", "body[3].table.columns",
                "body[3].table.rows[0]", "signer.delegation.kind", "signer.delegation.post", "speed",
                "secrecy",
                "subjet",
            ]
        )
    }

    @Test func `what is no letter is refused`() {
        #expect(mistakes([]) == ["FIELDS"])
        #expect(mistakes("ข้อความ") == ["FIELDS"])
        #expect(mistakes([:]) == ["kind"])
        #expect(mistakes(["kind": "poem"]) == ["kind"])
        #expect(mistakes(["kind": 3]) == ["kind"])
        #expect(mistakes(["kind": "external"]) == ["agency", "subject", "addressee", "body"])
        #expect(mistakes(["kind": "memo", "body": []]) == ["agency", "subject", "addressee", "body"])
    }

    @Test(arguments: LetterFields.Kind.allCases)
    func `a kind knows its own keys only`(_ kind: LetterFields.Kind) {
        #expect(mistakes(["kind": .string(kind.rawValue), "colour": "red"]).last == "colour")
    }

    @Test(arguments: [
        "\u{0}", "\u{7}", "\u{1B}[31m", "\u{202E}กลับ", "\u{2066}x", "😀", "👩‍👩‍👧‍👦", "☎\u{FE0F}", "\u{E000}",
        "\u{FFFC}",
    ])
    func `what cannot be printed is refused with its place`(_ text: String) {
        #expect(mistakes(Samples.letter([.string("ก" + text)])) == ["body[0]"])
        #expect(mistakes(Samples.letter(["ก"], adding: [("number", .string(text))])) == ["number"])
        let subject: JSONValue = [
            "kind": "external", "agency": "ก", "subject": .string(text), "addressee": "ก", "body": ["ก"],
        ]
        #expect(mistakes(subject) == ["subject"])
    }

    @Test(arguments: [
        "", " ", "\t", "ก\tข", "บรรทัด\r\nใหม่", "ำ่้ิ", "ก\u{200B}ข", String(repeating: "ก", count: 3000),
        String(repeating: "x", count: 300), String(repeating: "๑ ", count: 900), "a\u{2028}b", "—–“”…",
    ])
    func `odd texts are set in every place`(_ text: String) throws {
        let value = JSONValue.string(text)
        let members: [(String, JSONValue)] = [
            ("number", value), ("address", value), ("date", value), ("references", [value, value]),
            ("enclosures", [value]), ("ownerUnit", value), ("phone", value), ("copies", [value, value]),
            ("signer", ["name": value, "post": [value]]),
        ]
        let table: JSONValue = ["columns": [value, "ข"], "rows": [[value], []]]
        let short = text.count < 1000
        let body: [JSONValue] =
            [value, ["item": value], ["heading": value]] + (short ? [["table": table]] : [])
        // A head or signature of thousands of letters has no page; it is refused in words.
        do {
            let pdf = try Samples.print(Samples.letter(body, adding: short ? members : []))
            #expect(pdf.starts(with: "%PDF-".utf8))
        } catch let error as TypesettingError {
            #expect(text.count > 200 && error.description.contains("taller than a page"))
        }
    }

    @Test func `a character that no font has is refused`() throws {
        var letter = ExternalLetter()
        letter.body = [.paragraph("ก \u{10FFF0}")]
        let press = try LetterPress()
        let day = PDFDate(year: 2026, month: 11, day: 21)
        #expect(throws: TypesettingError.self) { try press.pdf(.external(letter), created: day) }
        letter.body = [.paragraph("ก")]
        #expect(try press.pdf(.external(letter), created: day).starts(with: "%PDF-".utf8))
    }

    @Test func `closing words follow the salutation`() throws {
        for (salutation, closing) in [
            ("เรียน", "ขอแสดงความนับถือ"), ("กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
            ("นมัสการ", "ขอนมัสการด้วยความเคารพ"),
        ] {
            let json = Samples.letter(["ทดสอบ"], adding: [("salutation", .string(salutation))])
            #expect(try Proof(Samples.print(json)).text().contains(closing))
        }
    }

    @Test func `days are checked and printed in Thai`() {
        #expect(OfficialDate(year: 2024, month: 2, day: 29)?.long == "29 กุมภาพันธ์ พ.ศ. 2567")
        #expect(OfficialDate(year: 2026, month: 2, day: 29) == nil)
        #expect(OfficialDate(year: 2026, month: 13, day: 1) == nil)
        #expect(OfficialDate(words: "พฤศจิกายน 2569").short == "พฤศจิกายน 2569")
    }
}

struct EmblemTests {
    @Test func `an emblem that is too large or no picture is refused`() throws {
        #expect(throws: TypesettingError.self) { try Emblem(svg: [UInt8](repeating: 0x20, count: 600_000)) }
        #expect(throws: TypesettingError.self) { try Emblem(svg: Array("not a picture".utf8)) }
        #expect(throws: TypesettingError.self) { try Emblem(svg: []) }
    }

    @Test func `an emblem loads no file from outside`() throws {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">
            <image xlink:href="file:///usr/share/pixmaps/debian-logo.png" width="10" height="10"/>
            <image xlink:href="/etc/hostname" width="10" height="10"/></svg>
            """
        let emblem = try Emblem(svg: Array(svg.utf8))
        let fields = try LetterFields(Samples.json("news"))
        let pdf = try LetterPress(emblem: emblem).pdf(
            fields.form,
            created: PDFDate(year: 2026, month: 1, day: 1)
        )
        #expect(!String(decoding: pdf, as: UTF8.self).contains("/Subtype /Image"))
    }

    @Test func `a typeface that is not there is said to be missing`() {
        #expect(throws: TypesettingError.self) {
            try LetterPress(typeface: Typeface(family: "Nowhere", scale: 1))
        }
    }

    @Test func `fonts that are none are refused`() {
        #expect(throws: TypesettingError.self) { try Typeface.files(["/dev/null"]) }
        #expect(throws: TypesettingError.self) { try Typeface.files(["/nowhere.ttf"]) }
    }
}
