import Testing

@testable import PDF

struct StampingTests {
    @Test(arguments: Structure.allCases)
    func `a stamped file begins with the original and every program reads it`(structure: Structure) throws {
        let workshop = try Workshop()
        let original = try PDFFile(path: workshop.threePages(as: structure))

        try stamp(original, page: 2, box: PageBox(x: 300, y: 40, width: 100, height: 50), to: workshop)

        let result = try PDFFile(path: workshop.path("stamped.pdf"))
        #expect(result.bytes.array.starts(with: original.bytes.array))
        #expect(result.revisions.count == 2)
        #expect(result.revisions.last?.kind == original.revisions.last?.kind)
        #expect(result.revisions.first?.end == original.revisions.first?.end)
        #expect(try !result.hasSignatures())
        try workshop.expectFlawless("stamped.pdf")
        #expect(try workshop.run("pdftotext", "stamped.pdf", "-").contains("Page 2"))
    }

    @Test(arguments: [
        "", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/Rotate -90", "/CropBox[50 100 400 700]",
        "/CropBox[50 100 400 700]/Rotate 90", "/CropBox[50 100 400 700]/Rotate 180/UserUnit 2",
        "/CropBox[-10 -10 9999 500]/Rotate 270", "/UserUnit 1.5",
    ])
    func `the ink stands in the box asked for, whatever the page's turn, crop and unit`(extra: String) throws
    {
        let workshop = try Workshop()
        let file = try PDFFile(bytes: PDFBytes(emptyPage(extra)))
        let box = PageBox(x: 60, y: 30, width: 100, height: 50)

        try stamp(file, page: 1, box: box, to: workshop)

        let rows = try workshop.paint("stamped.pdf", page: 1)
        let geometry = try PageGeometry(file.page(1), of: file)
        // This poppler does not know UserUnit: it paints one unit as a point.
        let unit = geometry.userUnit
        #expect(abs(Double(rows.count) - geometry.height / unit) <= 1)
        let dark = rows.enumerated().flatMap { row, line in
            line.enumerated().filter { $0.element < 128 }.map { (x: $0.offset, y: row) }
        }
        let left = try #require(dark.map(\.x).min())
        let right = try #require(dark.map(\.x).max())
        let top = try #require(dark.map(\.y).min())
        let bottom = try #require(dark.map(\.y).max())
        #expect(abs(Double(left) - 60 / unit) <= 1.5 && abs(Double(right + 1) - 160 / unit) <= 1.5)
        #expect(abs(Double(top) - 30 / unit) <= 1.5 && abs(Double(bottom + 1) - 80 / unit) <= 1.5)
        #expect(Double(dark.count) > 0.9 * 5000 / unit / unit)
    }

    @Test(arguments: [
        "q 0.1 0 0 0.1 300 300 cm q", "Q Q 1 0 0 1 90 90 cm", "(q q ) pop q 5 0 0 5 0 0 cm", "BI ID q q EI q",
    ])
    func `a page that leaves its graphics state open does not move the stamp`(content: String) throws {
        let workshop = try Workshop()
        let file = try PDFFile(bytes: PDFBytes(emptyPage("", content: content)))

        try stamp(file, page: 1, box: PageBox(x: 60, y: 30, width: 100, height: 50), to: workshop)

        let rows = try workshop.paint("stamped.pdf", page: 1)
        #expect(rows[55][110] < 10 && rows[35][65] < 10 && rows[75][155] < 10)
        #expect(rows[25][110] == 255 && rows[85][110] == 255 && rows[55][55] == 255 && rows[55][165] == 255)
    }

    @Test func `a file with junk before its header is stamped twice`() throws {
        let workshop = try Workshop()
        let junk = Array("From: the clerk\n".utf8)
        let first = try PDFFile(bytes: PDFBytes(junk + emptyPage("")))
        let box = PageBox(x: 60, y: 30, width: 100, height: 50)

        try stamp(first, page: 1, box: box, to: workshop)
        let second = try PDFFile(path: workshop.path("stamped.pdf"))
        try stamp(second, page: 1, box: PageBox(x: 300, y: 30, width: 100, height: 50), to: workshop)

        let result = try PDFFile(path: workshop.path("stamped.pdf"))
        #expect(!result.isRepaired)
        #expect(result.revisions.count == 3)
        let rows = try workshop.paint("stamped.pdf", page: 1)
        #expect(rows[55][110] < 10 && rows[55][350] < 10 && rows[55][230] == 255)
    }

    @Test func `a page outside the file and a signed file are refused`() throws {
        let file = try PDFFile(bytes: PDFBytes(emptyPage("")))
        let update = try IncrementalUpdate(file)
        let form = try update.importForm(from: blackStamp())
        let box = PageBox(x: 0, y: 0, width: 10, height: 10)
        #expect(throws: PDFError(.noSuchPage)) { try update.stamp(form, page: 2, box: box) }

        let field = update.add(.dictionary(["FT": .name("Sig"), "V": .dictionary(["Type": .name("Sig")])]))
        let parent = update.add(.dictionary(["Kids": .array([.reference(field)])]))
        var catalog = try file.catalog()
        catalog["AcroForm"] = .dictionary(["Fields": .array([.reference(parent)])])
        update.set(try #require(file.trailer["Root"]?.reference), to: .dictionary(catalog))
        let signed = try PDFFile(bytes: PDFBytes(file.bytes.array + update.tail().bytes))

        #expect(try signed.hasSignatures())
        let second = try IncrementalUpdate(signed)
        #expect(throws: PDFError(.signed)) { try second.stamp(form, page: 1, box: box) }
    }

    @Test func `an output that cannot be written leaves nothing behind`() throws {
        let workshop = try Workshop()
        let file = try PDFFile(bytes: PDFBytes(emptyPage("")))
        let update = try IncrementalUpdate(file)

        #expect { try update.write(to: workshop.path("absent/out.pdf")) } throws: {
            ($0 as? PDFError)?.systemError == 2
        }
        try workshop.run("mkdir", "taken")
        #expect { try update.write(to: workshop.path("taken")) } throws: {
            ($0 as? PDFError)?.code == .system
        }
        #expect(try workshop.run("ls") == "taken\n")
    }

    private func stamp(_ file: PDFFile, page: Int, box: PageBox, to workshop: Workshop) throws {
        let update = try IncrementalUpdate(file)
        let form = try update.importForm(from: blackStamp())
        try update.stamp(form, page: page, box: box)
        try update.write(to: workshop.path("stamped.pdf"))
    }
}

/// An A4 page with entries of its own choice.
func emptyPage(_ entries: String, content: String = "") throws -> [UInt8] {
    let writer = PDFWriter()
    let pages = writer.reserve()
    let stream = writer.add(.stream(PDFStream(encoded: Array(content.utf8))))
    let text = """
        <</Type/Page/Parent \(pages.number) 0 R/Contents \(stream.number) 0 R/Resources<<>>
        /MediaBox[0 0 595 842]\(entries)>>
        """
    let page = writer.add(.verbatim(Array(text.utf8)))
    writer.set(
        pages,
        to: .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)])
    )
    let root = writer.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
    return try writer.finish(root: root, identifier: [UInt8](repeating: 3, count: 16))
}
