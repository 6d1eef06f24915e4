import Foundation
import Testing

@testable import PDF

struct ArchivalTests {
    @Test(arguments: [
        ("D:20261121101500+07'00'", "2026-11-21T10:15:00+07:00"),
        ("D:20261121101500+07'00", "2026-11-21T10:15:00+07:00"),
        ("D:20261121031500Z", "2026-11-21T03:15:00+00:00"), ("D:20261121031500", "2026-11-21T03:15:00+00:00"),
        ("D:202611202145-0530", "2026-11-20T21:45:00-05:30"), ("2026", "2026-01-01T00:00:00+00:00"),
    ])
    func `a moment is read as PDF writes it`(_ text: String, _ iso: String) throws {
        let date = try #require(PDFDate(pdf: text))
        #expect(date.iso == iso)
        #expect(PDFDate(pdf: date.pdf) == date)
        if text.count > 5 { #expect(date.seconds == 1_795_230_900) }
    }

    @Test(arguments: [
        "", "D:", "D:202", "D:20260230", "D:20261321", "D:20261121250000", "D:20261121101500+0",
        "D:20261121101500+99'00'",
        "D:00001121", "21 Nov 2026", "D:๒๐๒๖", "D:20261121101500+07'00'x",
    ])
    func `what is no moment is read as none`(_ text: String) { #expect(PDFDate(pdf: text) == nil) }

    @Test func `an archived file carries metadata, colours, identifier and the attachment`() throws {
        let workshop = try Workshop()
        let source = try PDFFile(path: workshop.threePages(as: .objectStreams))
        let data = Array("<letter/>".utf8)
        var document = try document()
        document.attachment = PDFAttachment(name: "หนังสือ.xml", mediaType: "text/xml", bytes: data)

        let bytes = try document.archive(source)

        #expect(try document.archive(source) == bytes)
        _ = try workshop.write(bytes, as: "archived.pdf")
        try workshop.expectFlawless("archived.pdf")
        let info = try workshop.run("pdfinfo", "archived.pdf")
        #expect(info.contains("ขอเชิญ <ประชุม> & อื่น ๆ"))
        #expect(info.contains("Pages:           3"))
        try workshop.run("pdfdetach", "-save", "1", "-o", "detached.xml", "archived.pdf")
        #expect(try workshop.read("detached.xml") == data)
        let file = try PDFFile(bytes: PDFBytes(bytes))
        let metadata = try file.resolve(file.catalog()["Metadata"]).stream?.body.array ?? []
        let xmp = String(decoding: metadata, as: UTF8.self)
        #expect(xmp.contains("<pdfaid:part>3</pdfaid:part>"))
        #expect(xmp.contains("ขอเชิญ &lt;ประชุม&gt; &amp; อื่น ๆ"))
        #expect(xmp.contains("2026-11-21T10:15:00+07:00"))
        #expect(file.revisions.count == 1)
    }

    private func document() throws -> ArchivalDocument {
        let profile = "/usr/share/color/icc/ghostscript/srgb.icc"
        return ArchivalDocument(
            title: "ขอเชิญ <ประชุม> & อื่น ๆ",
            created: PDFDate(year: 2026, month: 11, day: 21, hour: 10, minute: 15),
            producer: "Saraban",
            colorProfile: [UInt8](try Data(contentsOf: URL(fileURLWithPath: profile))),
            identifier: [UInt8](repeating: 9, count: 16)
        )
    }
}
