import Foundation
import PDF
import TestPrograms
import Testing

/// A folder of its own, the program and the programs that judge its work.
final class StampBench {
    let folder: String
    static let program =
        #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/.build/debug/saraban"

    init() throws {
        folder = NSTemporaryDirectory() + "saraban-stamp-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func write(_ bytes: [UInt8], as name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }

    /// What a program said and its exit status.
    func run(_ program: String, _ arguments: String...) throws -> (status: Int32, words: String) {
        try runProgram(program, arguments, in: folder)
    }

    /// Runs a line of the shell that has to succeed; what it said.
    @discardableResult
    func shell(_ line: String) throws -> String {
        try runProgram("sh", ["-c", line], in: folder, allowing: [0])
    }

    /// `saraban stamp`, with its words.
    func stamp(_ input: String, _ output: String, _ words: [String]) throws -> (status: Int32, words: String)
    {
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        return try run("sh", "-c", "\(Self.program) stamp \(input) \(output) \(quoted)")
    }

    /// Fails unless four other programs read the file without a complaint.
    func expectFlawless(_ name: String) throws {
        try shell("qpdf --check \(name)")
        #expect(try shell("gs -q -dPDFSTOPONERROR -sDEVICE=nullpage -o /dev/null \(name)").isEmpty)
        #expect(try shell("pdftoppm -r 20 -gray \(name) judge").isEmpty)
        let mupdf = try shell("mutool draw -q -r 20 -o judge-%d.png \(name)")
        // Debian's MuPDF is built without colour profiles and says so of every file.
        #expect(mupdf.isEmpty || mupdf == "warning: ICC support is not available\n", "\(mupdf)")
    }
}

/// Files as offices send them, each made by another program.
enum Incoming: String, CaseIterable {
    case office, scan, linearized, objectStreams, turned90, turned180, turned270, cropped, large

    /// Makes `in.pdf`.
    func make(in bench: StampBench) throws {
        switch self {
        case .office: try office(bench)
        case .scan: try scan(bench)
        case .linearized:
            try typeset(bench, "--linearize --object-streams=generate")
        case .objectStreams: try typeset(bench, "--object-streams=generate")
        case .turned90: try typeset(bench, "--rotate=90")
        case .turned180: try typeset(bench, "--rotate=180")
        case .turned270: try typeset(bench, "--rotate=270")
        case .cropped: try changed(bench, [("CropBox", .array([50, 100, 500, 700].map(PDFObject.integer)))])
        case .large: try changed(bench, [("UserUnit", .real(1.5))])
        }
    }

    private func office(_ bench: StampBench) throws {
        try bench.write(Array("หนังสือราชการ\nA letter by LibreOffice\n".utf8), as: "in.txt")
        let office = "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to"
        try bench.shell("\(office) docx:'MS Word 2007 XML' in.txt && \(office) pdf in.docx")
    }

    /// One picture to a page and nothing else, as scanners write them.
    private func scan(_ bench: StampBench) throws {
        try bench.shell("gm convert -size 620x877 gradient:white-gray70 -quality 80 scan.jpg")
        let jpeg = try bench.read("scan.jpg")
        let writer = PDFWriter(version: "1.3")
        let picture: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(620),
            "Height": .integer(877), "BitsPerComponent": .integer(8), "ColorSpace": .name("DeviceRGB"),
            "Filter": .name("DCTDecode"),
        ]
        let isGrey = try bench.shell("gm identify -verbose scan.jpg").contains("grayscale")
        var entries = picture
        if isGrey { entries["ColorSpace"] = .name("DeviceGray") }
        let image = writer.add(.stream(PDFStream(entries, encoded: jpeg)))
        try write(writer, "q 595 0 0 842 0 0 cm /Im0 Do Q", image, to: bench)
    }

    private func write(_ writer: PDFWriter, _ content: String, _ image: PDFReference, to bench: StampBench)
        throws
    {
        let pages = writer.reserve()
        let stream = writer.add(.stream(PDFStream(encoded: Array(content.utf8))))
        let page = writer.add(
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "Contents": .reference(stream),
                "MediaBox": .array([0, 0, 595, 842].map(PDFObject.integer)),
                "Resources": .dictionary(["XObject": .dictionary(["Im0": .reference(image)])]),
            ])
        )
        let kids: PDFDictionary = [
            "Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1),
        ]
        writer.set(pages, to: .dictionary(kids))
        let root = writer.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        try bench.write(
            try writer.finish(root: root, identifier: [UInt8](repeating: 5, count: 16)),
            as: "in.pdf"
        )
    }

    private func typeset(_ bench: StampBench, _ options: String) throws {
        let program = "/Helvetica findfont 20 scalefont setfont 72 700 moveto (A letter) show showpage"
        try bench.shell("gs -q -sDEVICE=pdfwrite -sPAPERSIZE=a4 -o plain.pdf -c '\(program)'")
        try bench.shell("qpdf \(options) plain.pdf in.pdf")
    }

    private func changed(_ bench: StampBench, _ entries: [(String, PDFObject)]) throws {
        try typeset(bench, "")
        let file = try PDFFile(path: bench.path("in.pdf"))
        let update = try IncrementalUpdate(file)
        let page = try file.page(1)
        var dictionary = page.dictionary
        for (name, value) in entries { dictionary[name] = value }
        update.set(page.reference, to: .dictionary(dictionary))
        try update.write(to: bench.path("in.pdf"))
    }
}
