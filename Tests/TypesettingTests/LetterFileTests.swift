import Foundation
import FoundationXML
import JSON
import PDF
import Testing

@testable import Typesetting

struct LetterFileTests {
    @Test(arguments: Samples.names)
    func `a letter is a sound file with all its fonts inside`(_ name: String) throws {
        let proof = try Proof(Samples.pdf(name))
        try proof.run("qpdf", "--check", "letter.pdf")
        let fonts = try proof.run("pdffonts", "letter.pdf").split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty)
        for font in fonts {
            #expect(font.contains("Laksaman"))
            #expect(font.split(separator: " ").suffix(5).prefix(3) == ["yes", "yes", "yes"])
        }
    }

    @Test(arguments: Samples.names)
    func `the same letter and day make the same bytes`(_ name: String) throws {
        #expect(try Samples.pdf(name) == Samples.pdf(name))
    }

    @Test func `a press that printed other letters prints the same bytes`() throws {
        let press = try LetterPress()
        let day = PDFDate(year: 2026, month: 11, day: 21)
        let letter = try LetterFields(Samples.json("external")).form
        let first = try press.pdf(letter, created: day)
        _ = try press.pdf(LetterFields(Samples.json("minutes")).form, created: day)
        #expect(try press.pdf(letter, created: day) == first)
    }

    @Test func `the register's data travels inside`() throws {
        let data = Array("<letter><number>1</number></letter>".utf8)
        let attachment = PDFAttachment(name: "register.xml", mediaType: "text/xml", bytes: data)
        let proof = try Proof(Samples.print(Samples.json("external"), data: attachment))
        try proof.run("pdfdetach", "-save", "1", "-o", "data.xml", "letter.pdf")
        #expect(try proof.bytes("data.xml") == data)
        #expect(try proof.run("qpdf", "--json", "letter.pdf").contains("/AFRelationship"))
    }

    @Test func `the fields travel inside as XML`() throws {
        let json = Samples.letter(["ก < ข & ค"], adding: [("signer", ["name": "นายสมมติ"])])
        let xml = String(decoding: try LetterFields(json).xml, as: UTF8.self)
        #expect(
            xml.contains("<body><item>ก &lt; ข &amp; ค</item></body><signer><name>นายสมมติ</name></signer>")
        )
        #expect(xml.hasSuffix("</letter>"))
        let parser = XMLParser(data: Data(xml.utf8))
        #expect(parser.parse())
    }

    @Test(arguments: ["external", "external-pages", "memo", "order", "minutes"])
    // The seal of a sealed letter is drawn through a soft mask, which only part 2 allows.
    func `preflight finds it archivable`(_ name: String) throws {
        let folder = "/usr/share/java"
        let jars = [
            "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation",
            "jaxb-api",
        ]
        let path = jars.map { "\(folder)/\($0).jar" }.joined(separator: ":")
        let proof = try Proof(asPartOne(Samples.pdf(name)))
        let report = try proof.run(
            "java",
            "-cp",
            path,
            "org.apache.pdfbox.preflight.Validator_A1b",
            "letter.pdf",
            allowing: [0, 1, 255]
        )
        #expect(report.contains("is a valid PDF/A-1b file"), "\(report)")
    }

    @Test func `envelopes have the sizes of the Regulation`() throws {
        let sizes = [
            "C4": "918.425 x 649.134", "C5": "649.134 x 459.213", "C6": "459.213 x 323.15",
            "DL": "623.622 x 311.811",
        ]
        for (name, size) in sizes {
            let json: [(String, JSONValue)] = [
                ("kind", "envelope"), ("size", .string(name)), ("addressee", "ผู้รับตัวอย่าง"),
            ]
            let info = try Proof(Samples.print(.object(json))).run("pdfinfo", "letter.pdf")
            #expect(info.contains(size), "\(name): \(info)")
        }
    }
}
