import Foundation
import Testing

@testable import PDF

struct ArchivalTests {
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
