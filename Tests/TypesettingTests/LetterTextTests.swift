import JSON
import Testing

@testable import Typesetting

struct LetterTextTests {
    /// Everything that a sample says, as it is printed.
    private func texts(in value: JSONValue, under key: String = "") -> [String] {
        switch value {
        case .string(let text):
            let isSetting = ["kind", "align", "size", "digits"].contains(key)
            let isDay = text.count == 10 && text.dropFirst(4).hasPrefix("-")
            return isSetting || isDay ? [] : [ThaiNumerals.text(text)]
        case .array(let items): return items.flatMap { texts(in: $0, under: key) }
        case .object(let members): return members.flatMap { texts(in: $0.1, under: $0.0) }
        default: return []
        }
    }

    @Test(arguments: Samples.names)
    func `what was typed is read back letter by letter`(_ name: String) throws {
        let json = try Samples.json(name)
        let lines = try Proof(Samples.pdf(name)).text()
        let squeezed = lines.joined().squeezed
        let secrecy = json["secrecy"]?.string
        for text in texts(in: json) where text != secrecy {
            #expect(squeezed.contains(text.squeezed), "\(name) lost “\(text)”")
        }
    }

    @Test func `vowels below and tone marks are told as what they are, glyph by glyph`() throws {
        let sentence = "กลุ่มผู้ว่าราชการผู้ใดอนุมัติประชุมอยู่ที่นี้ทุ่มเทอุ้มชู"
        let proof = try Proof(Samples.print(Samples.letter([.string(sentence)])))
        // This reader does not know the texts that are written beside the drawing.
        let text = try proof.run("mutool", "draw", "-q", "-F", "txt", "letter.pdf", "1")
        #expect(text.contains(sentence))
    }

    @Test func `every line of a paragraph keeps its spaces`() throws {
        let lines = try Proof(Samples.print(Samples.letter([.string(Samples.paragraph)]))).text()
        let first = try #require(lines.firstIndex { $0.hasPrefix("ด้วยสำนักงาน") })
        var rest = Samples.paragraph[...]
        for line in lines[first...] where !rest.isEmpty {
            #expect(rest.hasPrefix(line), "“\(line)” is not what follows")
            rest = rest.dropFirst(line.count)
            while rest.first == " " { rest.removeFirst() }
        }
        #expect(rest.isEmpty)
    }

    @Test func `all lines of a paragraph but its last end at the right margin`() throws {
        let text = Array(repeating: Samples.paragraph, count: 6).joined(separator: " ")
        let words = try Proof(Samples.print(Samples.letter([.string(text)]))).words()
        let body = words.drop { !$0.text.hasPrefix("ด้วย") }.prefix { !$0.text.hasPrefix("ขอแสดง") }
        let first = body.first?.bottom ?? 0
        // A tone mark that is told apart has no width, and its point may hang over the margin.
        let lines = Dictionary(grouping: body.filter { $0.right > $0.left }) {
            (($0.bottom - first) / 20.8).rounded()
        }
        let ends = lines.sorted { $0.key < $1.key }.map { line in line.value.map(\.right).max() ?? 0 }
        let edge = Sheet.a4.rightEdge
        #expect(ends.count > 10)
        for end in ends.dropLast() { #expect(abs(end - edge) < 0.5) }
        #expect(ends.last ?? edge < edge - 0.5)
    }

    @Test func `lines stand 20,8 points apart`() throws {
        let words = try Proof(Samples.print(Samples.letter([.string(Samples.paragraph)]))).words()
        let body = words.drop { !$0.text.hasPrefix("ด้วย") }.prefix { !$0.text.hasPrefix("ขอแสดง") }
        let starts = body.filter { abs($0.left - cm(3)) < 1 || abs($0.left - cm(5.5)) < 1 }
        let bottoms = Set(starts.map(\.bottom)).sorted()
        #expect(bottoms.count >= 3)
        for (one, next) in zip(bottoms, bottoms.dropFirst()) { #expect(abs(next - one - 20.8) < 0.15) }
    }

    @Test func `the first line of a paragraph stands in 2,5 cm`() throws {
        let words = try Proof(Samples.print(Samples.letter([.string(Samples.paragraph)]))).words()
        let first = try #require(words.first { $0.text.hasPrefix("ด้วย") })
        #expect(abs(first.left - cm(5.5)) < 0.1)
    }

    @Test func `digits are Thai but in words with Latin letters`() {
        #expect(ThaiNumerals.text("ที่ 12 a1@b2.th COVID-19 9.00 น.") == "ที่ ๑๒ a1@b2.th COVID-19 ๙.๐๐ น.")
        #expect(ThaiNumerals.text("1\n2 x3 4") == "๑\n๒ x3 ๔")
        #expect(ThaiNumerals.text("") == "")
    }

    @Test func `digits stay as typed where that is asked for`() throws {
        let json = Samples.letter(["มีผู้เข้าร่วม 120 คน"], adding: [("digits", "typed")])
        #expect(try Proof(Samples.print(json)).text().contains("มีผู้เข้าร่วม 120 คน"))
    }

    @Test func `a long address of a page is cut without a hyphen`() throws {
        let address = "https://example.go.th/" + String(repeating: "a", count: 150)
        let lines = try Proof(Samples.print(Samples.letter([.string("ดูที่ \(address) ได้")]))).text()
        #expect(lines.joined().contains(address))
    }

    @Test func `a number stays on the line of its word`() {
        let text = "ลงวันที่ 1 ตุลาคม 2569 เวลา 09.00 น. ตามพระราชบัญญัติ พ.ศ. 2534 และ 5 คน"
        let bytes = Array(text.utf8)
        let kept = UnbrokenRanges.find(in: text).map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(kept == ["1 ตุลาคม 2569", "09.00 น.", "พ.ศ. 2534"])
        #expect(UnbrokenRanges.find(in: "ไม่มีตัวเลข").isEmpty)
        #expect(UnbrokenRanges.find(in: "").isEmpty)
    }
}
