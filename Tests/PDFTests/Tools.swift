import Foundation
import TestPrograms
import Testing

@testable import PDF

/// A folder of its own for a test, with files made by other programs.
final class Workshop {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "saraban-pdf-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The words of a program run in the folder.
    @discardableResult
    func run(_ program: String, _ arguments: String..., allowing codes: Set<Int32> = [0]) throws -> String {
        try runProgram(program, arguments, in: folder, allowing: codes)
    }

    /// A file of three pages, "Page 1" to "Page 3", written by Ghostscript.
    func threePages() throws -> String {
        let program = """
            %!PS
            /Helvetica findfont 20 scalefont setfont
            1 1 3 {72 700 moveto (Page ) show 10 string cvs show showpage} for
            """
        _ = try write(Array(program.utf8), as: "pages.ps")
        try run("gs", "-q", "-sDEVICE=pdfwrite", "-sPAPERSIZE=a4", "-o", "pages.pdf", "pages.ps")
        return path("pages.pdf")
    }

    /// The three pages in another structure, made by qpdf.
    func threePages(as structure: Structure) throws -> String {
        let plain = try threePages()
        guard !structure.options.isEmpty else { return plain }
        let arguments = structure.options + ["pages.pdf", "changed.pdf"]
        try run("sh", "-c", "qpdf " + arguments.joined(separator: " "))
        return path("changed.pdf")
    }

    /// Fails unless four other programs read the file without a complaint.
    func expectFlawless(_ name: String) throws {
        try run("qpdf", "--check", name)
        let ghost = try run("gs", "-q", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", "-o", "/dev/null", name)
        #expect(ghost.isEmpty)
        #expect(try run("pdftoppm", "-r", "20", "-gray", name, path("judge")).isEmpty)
        let mupdf = try run("mutool", "draw", "-q", "-r", "20", "-o", path("judge-%d.png"), name)
        // Debian's MuPDF is built without colour profiles and says so of every file.
        #expect(mupdf.isEmpty || mupdf == "warning: ICC support is not available\n", "\(mupdf)")
    }

    /// A page as poppler paints it: rows of grey, at so many dots per inch.
    func paint(_ name: String, page: Int, dpi: Int = 72) throws -> [[UInt8]] {
        let number = String(page)
        try run(
            "pdftoppm",
            "-cropbox",
            "-r",
            String(dpi),
            "-gray",
            "-singlefile",
            "-f",
            number,
            "-l",
            number,
            name,
            "paint"
        )
        let bytes = try read("paint.pgm")
        var fields: [Int] = []
        var position = 2
        while fields.count < 3 {
            while bytes[position].isSpace { position += 1 }
            var value = 0
            while bytes[position].isDigit {
                value = value * 10 + Int(bytes[position] - 48)
                position += 1
            }
            fields.append(value)
        }
        position += 1
        return (0..<fields[1]).map {
            Array(bytes[position + $0 * fields[0]..<position + ($0 + 1) * fields[0]])
        }
    }
}

/// The ways to write one and the same file.
enum Structure: String, CaseIterable {
    case table, objectStreams, linearized, linearizedObjectStreams, uncompressed

    var options: [String] {
        switch self {
        case .table: []
        case .objectStreams: ["--object-streams=generate"]
        case .linearized: ["--linearize", "--object-streams=disable"]
        case .linearizedObjectStreams: ["--linearize", "--object-streams=generate"]
        case .uncompressed: ["--qdf"]
        }
    }
}

/// A form of a solid black rectangle, 100 by 50 points, as another program would make it.
func blackStamp() throws -> PDFFile {
    let writer = PDFWriter()
    let content = writer.add(.stream(PDFStream(encoded: Array("0 g 0 0 100 50 re f".utf8))))
    let pages = writer.reserve()
    let page = writer.add(
        .dictionary([
            "Type": .name("Page"), "Parent": .reference(pages), "Contents": .reference(content),
            "MediaBox": .array([.integer(0), .integer(0), .integer(100), .integer(50)]),
            "Resources": .dictionary([:]),
        ])
    )
    writer.set(
        pages,
        to: .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)])
    )
    let root = writer.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
    return try PDFFile(
        bytes: PDFBytes(writer.finish(root: root, identifier: [UInt8](repeating: 7, count: 16)))
    )
}
