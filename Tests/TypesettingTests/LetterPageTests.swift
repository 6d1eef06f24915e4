import JSON
import Testing

@testable import Typesetting

struct LetterPageTests {
    private func long(_ count: Int, adding members: [(String, JSONValue)] = []) throws -> [[String]] {
        let body = Array(repeating: JSONValue.string(Samples.paragraph), count: count)
        return try Proof(Samples.print(Samples.letter(body, adding: members))).pages()
    }

    @Test func `three pages carry numbers and the words with which the next begins`() throws {
        let pages = try long(18)
        #expect(pages.count == 3)
        #expect(!pages[0].contains { $0.hasPrefix("- ") })
        #expect(pages[1].first == "- ๒ -")
        #expect(pages[2].first == "- ๓ -")
        for (page, next) in zip(pages, pages.dropFirst()) {
            let mark = try #require(page.last)
            #expect(mark.hasPrefix("/") && mark.hasSuffix("..."))
            let words = mark.dropFirst().dropLast(3)
            #expect(!words.isEmpty && next[1].hasPrefix(words))
        }
        #expect(pages[2].last?.hasPrefix("/") == false)
    }

    @Test func `secrecy stands on top and at the foot of every page`() throws {
        for page in try long(18, adding: [("secrecy", "ลับที่สุด")]) {
            #expect(page.first == "ลับที่สุด")
            #expect(page.last == "ลับที่สุด")
        }
    }

    @Test(arguments: 1...14, [true, false])
    func `a signature has at least two lines of text on its page`(_ count: Int, _ endsShort: Bool) throws {
        let signer: JSONValue = ["name": "นายสมมติ ตัวอย่าง", "post": "ผู้อำนวยการ"]
        let short = "จึงเรียนมาเพื่อโปรดทราบ"
        let body =
            Array(repeating: JSONValue.string(Samples.paragraph), count: count)
            + (endsShort ? [.string(short)] : [])
        let pages = try Proof(Samples.print(Samples.letter(body, adding: [("signer", signer)]))).pages()
        let last = try #require(pages.last)
        let closing = try #require(last.firstIndex(of: "ขอแสดงความนับถือ"))
        #expect(last.contains("(นายสมมติ ตัวอย่าง)"))
        let texts = [Samples.paragraph.squeezed, short]
        let lines = last[..<closing].filter { line in texts.contains { $0.contains(line.squeezed) } }
        #expect(lines.count >= 2)
    }

    @Test func `forty enclosures are all there, in their order`() throws {
        let enclosures = (1...40).map { JSONValue.string("เอกสารประกอบการพิจารณาชุดที่ \($0) จำนวน 1 ฉบับ") }
        let json = Samples.letter([.string(Samples.paragraph)], adding: [("enclosures", .array(enclosures))])
        let proof = try Proof(Samples.print(json))
        #expect(try proof.pages().count == 2)
        let lines = try proof.text()
        var place = 0
        for number in 1...40 {
            let digits = ThaiNumerals.digits(String(number))
            let line = "\(digits). เอกสารประกอบการพิจารณาชุดที่ \(digits) จำนวน ๑ ฉบับ"
            let found = try #require(lines[place...].firstIndex { $0.hasSuffix(line) })
            place = found + 1
        }
    }

    @Test func `a table goes over pages with its head on each`() throws {
        let rows = (1...80).map { JSONValue.array([.string(String($0)), "รายการตัวอย่าง"]) }
        let table: JSONValue = ["columns": ["ลำดับที่", "รายการทั้งหมด"], "rows": .array(rows)]
        let pages = try Proof(Samples.print(Samples.letter([["table": table], "สิ้นสุด"]))).pages()
        #expect(pages.count >= 3)
        for page in pages { #expect(page.filter { $0 == "ลำดับที่ รายการทั้งหมด" }.count == 1) }
        let numbers = pages.flatMap { $0 }.filter { $0.hasSuffix(" รายการตัวอย่าง") && !$0.hasPrefix("/") }
        #expect(numbers.count == 80)
    }

    @Test func `columns fill the width, and none is squeezed by a long one`() {
        for natural in [
            [10.0], [10, 20], [20, 3000, 60], [500, 500, 500], [5, 5, 5, 900], [60, 60, 60, 60, 9000],
        ] {
            let widths = Composer.share(450, among: natural)
            #expect(abs(widths.reduce(0, +) - 450) < 0.01)
            for (width, need) in zip(widths, natural) {
                #expect(width >= min(need, 450 / Double(natural.count) / 2) - 0.01)
            }
        }
    }

    @Test func `rows taller than a page are refused`() throws {
        let text = JSONValue.string(Array(repeating: Samples.paragraph, count: 30).joined(separator: " "))
        let table: JSONValue = ["columns": ["รายการ"], "rows": [[text]]]
        #expect(throws: TypesettingError.self) { try Samples.print(Samples.letter([["table": table]])) }
    }

    @Test func `headings and long signatures go over pages rather than be refused`() throws {
        let headings = (1...90).map { JSONValue.object([("heading", .string("หัวข้อที่ \($0)"))]) }
        let posts = JSONValue.array((1...60).map { .string("ตำแหน่งที่ \($0)") })
        let signer: JSONValue = ["name": "นายสมมติ ตัวอย่าง", "post": posts]
        let lines = try Proof(Samples.print(Samples.letter(headings, adding: [("signer", signer)]))).text()
        #expect(lines.filter { $0.hasPrefix("หัวข้อที่") }.count == 90)
        #expect(lines.filter { $0.hasPrefix("ตำแหน่งที่") }.count == 60)
    }

    @Test func `heads and senders that leave no room are refused`() throws {
        let long = JSONValue.string((1...60).map { "บรรทัดที่ \($0)" }.joined(separator: "\n"))
        #expect(throws: TypesettingError.self) {
            try Samples.print(Samples.letter(["ทดสอบ"], adding: [("address", long)]))
        }
        for key in ["address", "destination"] {
            let envelope: [(String, JSONValue)] = [("kind", "envelope"), ("addressee", "ผู้รับ"), (key, long)]
            #expect(throws: TypesettingError.self) { try Samples.print(.object(envelope)) }
        }
    }

    @Test func `a seal of a long name is set smaller and adds no text`() throws {
        let name = String(repeating: "สำนักงานตัวอย่าง", count: 12)
        let fields: [(String, JSONValue)] = [
            ("kind", "sealed"), ("addressee", "ผู้รับ"), ("agency", .string(name)), ("body", ["ทดสอบ"]),
        ]
        let plain = try Proof(Samples.print(.object(fields))).text()
        let sealed = try Proof(Samples.print(.object(fields + [("seal", true)])))
        #expect(try sealed.text() == plain)
        try sealed.run("qpdf", "--check", "letter.pdf")
    }

    @Test func `the parts of a letter stand where the Regulation puts them`() throws {
        let words = try Proof(Samples.pdf("external")).words()
        func left(_ text: String) throws -> Double { try #require(words.first { $0.text == text }).left }
        let middle = Sheet.a4.centre
        #expect(abs(try left("ที่") - cm(3)) < 0.1)
        #expect(abs(try left("๒๑") - middle) < 0.1)
        #expect(abs(try left("ขอแสดงความนับถือ") - middle) < 0.1)
        #expect(
            words.allSatisfy {
                $0.left > cm(3) - 0.1 && $0.right < cm(19) + 1.5 && $0.bottom < cm(27.7) + 2
            }
        )
        // Four lines to sign on stand between the closing words and the name.
        let closing = try #require(words.first { $0.text == "ขอแสดงความนับถือ" })
        let name = try #require(words.first { $0.text.hasPrefix("(นายสมมติ") })
        #expect(abs(name.bottom - closing.bottom - 5 * 20.8) < 0.2)
    }

    @Test func `dots to write on are no text`() throws {
        #expect(try Proof(Samples.pdf("memo")).text().allSatisfy { !$0.contains("..") })
    }

    @Test func `in whose stead somebody signs stands behind the post`() throws {
        let words = ["onBehalf": "ปฏิบัติราชการแทน", "acting": "รักษาราชการแทน", "caretaker": "รักษาการในตำแหน่ง"]
        for (kind, word) in words {
            let signer: JSONValue = [
                "name": "นายสมมติ ตัวอย่าง", "post": "รองอธิบดี",
                "delegation": ["kind": .string(kind), "post": "อธิบดีกรมตัวอย่าง"],
            ]
            let lines = try Proof(Samples.print(Samples.letter(["ทดสอบ"], adding: [("signer", signer)])))
                .text()
            let name = try #require(lines.firstIndex(of: "(นายสมมติ ตัวอย่าง)"))
            #expect(Array(lines[name...].prefix(3).dropFirst()) == ["รองอธิบดี \(word)", "อธิบดีกรมตัวอย่าง"])
        }
    }

    @Test func `whole lines are put on pages, none is lost or doubled`() throws {
        for height in stride(from: 5.0, through: 60, by: 5) {
            let blocks = (0..<40).map { block in
                FlowBlock(
                    before: 6,
                    rows: (0..<(block % 5 + 1)).map { row in
                        FlowRow(height: height, words: { "\(block).\(row)" }, draw: { _, _ in })
                    },
                    joinsPrevious: block % 7 == 6
                )
            }
            let flow = PageFlow(firstTop: 100, nextTop: 50, foot: 700, markRoom: 26)
            let pages = try flow.pages(of: blocks)
            let placed = pages.flatMap { $0.map { $0.row.words() } }
            #expect(placed == blocks.flatMap { $0.rows.map { $0.words() } })
            for (index, page) in pages.enumerated() {
                let foot = index + 1 < pages.count ? 700.0 - 26 : 700
                for row in page { #expect(row.top + row.row.height <= foot + 0.01) }
                for (one, next) in zip(page, page.dropFirst()) {
                    #expect(one.top + one.row.height <= next.top + 0.01)
                }
            }
        }
    }
}
