import DocumentPreview
import Testing

struct FileKindTests {
    let folder: SampleFolder

    init() throws { folder = try SampleFolder() }

    @Test(arguments: [
        (Samples.pdf(["a"]), FileKind.pdf),
        (Array("\u{FEFF}\r\n".utf8) + Samples.pdf(["a"]), .pdf),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .png),
        ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
        ([0x49, 0x49, 0x2A, 0, 8], .tiff),
        ([0x4D, 0x4D, 0, 0x2A, 8], .tiff),
        (Samples.docx("ก"), .docx),
        (Samples.zip([("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), .xlsx),
        (Samples.zip([("[Content_Types].xml", ""), ("ppt/presentation.xml", "")]), .pptx),
        (Samples.zip([("mimetype", FileKind.odt.mediaType), ("content.xml", "")]), .odt),
        (Samples.zip([("mimetype", FileKind.ods.mediaType), ("content.xml", "")]), .ods),
    ])
    func `the bytes decide, whatever the name says`(bytes: [UInt8], kind: FileKind) throws {
        #expect(try FileKind(ofFileAt: folder.file(bytes), name: "letter.html") == kind)
    }

    @Test(arguments: [
        ("text.txt", "หนังสือ\r\n", FileKind.text),
        ("LIST.CSV", "\u{FEFF}ก,ข\n", .csv),
        ("long.txt", String(repeating: "ก", count: 50_000), .text),
    ])
    func `plain text is taken under a name for text`(name: String, text: String, kind: FileKind) throws {
        #expect(try FileKind(ofFileAt: folder.file(text), name: name) == kind)
    }

    @Test(arguments: [
        ("a page", "page.pdf", "<!doctype html><script>alert(1)</script>"),
        ("a page under a name for text", "page.txt", " \n<html>"),
        ("a drawing", "drawing.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("a script", "run.txt", "#!/bin/sh\n"),
        ("text without a name for it", "letter", "plain"),
        ("text with a NUL", "a.txt", "a\u{0}b"),
        ("nothing", "a.txt", ""),
        ("a program of Windows", "letter.pdf", "MZ\u{90}"),
        ("a program of Linux", "letter.pdf", "\u{7F}ELF"),
        ("a page before a PDF", "letter.pdf", "<script>alert(1)</script>%PDF-1.4"),
        ("the start of an archive", "letter.docx", "PK\u{3}\u{4}"),
    ])
    func `what would be run, or is nothing known, is refused`(what: String, name: String, text: String) throws
    {
        #expect(try FileKind(ofFileAt: folder.file(text), name: name) == nil, "\(what)")
    }

    @Test(arguments: [
        Samples.docx("ก", extra: [("word/vbaProject.bin", "macro")]),
        Samples.zip([("a.exe", "MZ")]),
        Samples.zip([("[Content_Types].xml", ""), ("other", "")]),
        Samples.zip([("mimetype", FileKind.odt.mediaType + "-master"), ("content.xml", "")]),
        Array(Samples.docx("ก").dropLast()),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        [0xFF, 0xFE, 0x41, 0x00],
    ])
    func `other archives and containers are refused`(bytes: [UInt8]) throws {
        #expect(try FileKind(ofFileAt: folder.file(bytes), name: "letter.docx") == nil)
    }

    @Test func `a file that cannot be read is an error`() {
        #expect { try FileKind(ofFileAt: "/no/such/file", name: "a.pdf") } throws: {
            ($0 as? PreviewError)?.code == .unreadable
        }
        #expect(throws: PreviewError.self) { try FileKind(ofFileAt: "/tmp", name: "a.pdf") }
    }

    @Test func `every kind is found again by its media type`() {
        for kind in FileKind.allCases { #expect(FileKind(mediaType: kind.mediaType) == kind) }
        #expect(FileKind(mediaType: "text/html") == nil)
    }

    @Test func `damaged and random files never bring us down`() throws {
        var generator = Lehmer(state: 7)
        let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let seeds = [Samples.docx("ก"), Samples.pdf(["a"]), ole + [UInt8](repeating: 0, count: 2048)]
        for round in 0..<1500 {
            var bytes = seeds[round % 3]
            for _ in 0..<Int.random(in: 1...40, using: &generator) {
                bytes[Int.random(in: 8..<bytes.count, using: &generator)] = .random(
                    in: 0...255,
                    using: &generator
                )
            }
            if round % 5 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            // The header of an OLE file points anywhere.
            if round % 3 == 2, bytes.count > 52 { bytes.replaceSubrange(30..<32, with: [9, 0]) }
            let kind = try FileKind(ofFileAt: folder.file(bytes), name: "a.bin")
            #expect(kind != .text && kind != .csv)
        }
    }
}
