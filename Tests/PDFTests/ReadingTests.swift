import Glibc
import Testing

@testable import PDF

struct ReadingTests {
    @Test(arguments: Structure.allCases)
    func `a file gives its pages whatever its structure`(structure: Structure) throws {
        let workshop = try Workshop()

        let file = try PDFFile(path: workshop.threePages(as: structure))

        #expect(!file.isRepaired)
        #expect(file.revisions.count == 1)
        #expect(file.revisions.first?.end.map { file.bytes.count - $0 <= 1 } == true)
        let pages = try file.pages()
        #expect(pages.count == 3)
        let geometry = try PageGeometry(pages[0], of: file)
        #expect(abs(geometry.width - 595) < 1 && abs(geometry.height - 842) < 1)
    }

    @Test func `an encrypted file is told from a broken one`() throws {
        let workshop = try Workshop()
        _ = try workshop.threePages()
        try workshop.run("qpdf", "--encrypt", "", "x", "256", "--", "pages.pdf", "locked.pdf")

        #expect(throws: PDFError(.encrypted)) { try PDFFile(path: workshop.path("locked.pdf")) }
        #expect { try PDFFile(bytes: PDFBytes(Array("%PDF-1.7\nnothing".utf8))) } throws: {
            ($0 as? PDFError)?.code == .brokenCrossReference
        }
        #expect(throws: PDFError(.notPDF)) { try PDFFile(bytes: PDFBytes(Array("Dear sir".utf8))) }
        #expect { try PDFFile(path: workshop.path("absent.pdf")) } throws: {
            ($0 as? PDFError)?.code == .system
        }
    }

    @Test(arguments: Structure.allCases)
    func `a file without its end is repaired for reading and refused for writing`(structure: Structure) throws
    {
        let workshop = try Workshop()
        let bytes = try PDFBytes(path: workshop.threePages(as: structure)).array
        let cut = bytes.lastIndex(of: UInt8(ascii: "s")).map {
            Array(bytes[..<$0]) + Array("tartxref\n99".utf8)
        }

        let file = try PDFFile(bytes: PDFBytes(cut ?? []))

        #expect(file.isRepaired)
        #expect(try file.pages().count == 3)
        #expect(throws: PDFError(.repaired)) { try IncrementalUpdate(file) }
    }

    @Test func `junk before the header moves all offsets`() throws {
        let workshop = try Workshop()
        let bytes = try PDFBytes(path: workshop.threePages()).array

        let file = try PDFFile(bytes: PDFBytes(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + bytes))

        #expect(!file.isRepaired)
        #expect(file.headerOffset == 19)
        #expect(try file.pages().count == 3)
    }

    @Test func `a hybrid file shows what its table hides`() throws {
        let file = try PDFFile(bytes: PDFBytes(hybrid()))

        #expect(!file.isRepaired)
        #expect(file.revisions.map(\.kind) == [.hybrid])
        #expect(try file.object(3).string == Array("hidden".utf8))
    }

    @Test func `objects read as they were written`() throws {
        let source = "<</A[1 -2 +3.50 .5 4. true false null 7 0 R]/B#20C(a\\(b\\)\\101\\\nc)/D<48 65 6>>>"
        var parser = ObjectParser(PDFBytes(Array(source.utf8)))

        let object = try parser.object()

        let expected: PDFDictionary = [
            "A": .array([
                .integer(1), .integer(-2), .real(3.5), .real(0.5), .real(4), .boolean(true), .boolean(false),
                .null,
                .reference(PDFReference(7)),
            ]),
            "B C": .string(Array("a(b)Ac".utf8)),
            "D": .string([0x48, 0x65, 0x60]),
        ]
        #expect(object == .dictionary(expected))
        var output = Serialiser()
        output.write(object)
        var second = ObjectParser(PDFBytes(output.bytes))
        #expect(try second.object() == object)
    }

    /// A table that names only the catalog and the pages; object 3 is told by its stream.
    private func hybrid() -> [UInt8] {
        var output = Serialiser()
        output.write("%PDF-1.5\n")
        var offsets: [Int] = []
        for text in [
            "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n",
            "3 0 obj\n(hidden)\nendobj\n",
        ] {
            offsets.append(output.bytes.count)
            output.write(text)
        }
        let stream = output.bytes.count
        let row: [UInt8] = [1, UInt8(offsets[2] >> 8), UInt8(offsets[2] & 0xFF), 0]
        let entries: PDFDictionary = [
            "Type": .name("XRef"), "Size": .integer(5), "Index": .array([.integer(3), .integer(1)]),
            "W": .array([.integer(1), .integer(2), .integer(1)]),
        ]
        output.write(indirect: PDFReference(4), .stream(PDFStream(entries, encoded: row)))
        let table = output.bytes.count
        output.write("xref\n0 4\n0000000000 65535 f \n")
        for offset in offsets.prefix(2) {
            let digits = String(offset)
            output.write(String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n")
        }
        output.write("0000000000 65535 f \n")
        output.write("trailer\n<</Size 5/Root 1 0 R/XRefStm \(stream)>>\nstartxref\n\(table)\n%%EOF\n")
        return output.bytes
    }

    @Test func `a device is written to and never replaced`() throws {
        #expect(throws: PDFError.self) { try OutputFile.write([PDFBytes([1])], to: "/dev/full") }
        try OutputFile.write([PDFBytes([1])], to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }
}
