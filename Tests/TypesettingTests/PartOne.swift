import PDF

/// Our PDF/A-2b written as PDF/A-1b, for the one validator that is to be had, which knows only part 1.
///
/// Part 1 wants three things that part 2 does not: its own number, the list of glyphs that a font subset holds
/// (`/CIDSet`), and no transparency group. Everything else stays as it is and is judged as it is.
func asPartOne(_ pdf: [UInt8]) throws -> [UInt8] {
    let file = try PDFFile(bytes: PDFBytes(pdf))
    let writer = PDFWriter(version: "1.4")
    var glyphs: [String: PDFReference] = [:]
    for number in file.numbers {
        guard let font = try file.object(number).dictionary,
            font["Subtype"]?.name?.hasPrefix("CIDFontType") == true,
            let name = font["BaseFont"]?.name
        else { continue }
        glyphs[name] = writer.add(.stream(PDFStream(deflating: bits(upTo: try lastGlyph(font["W"], file)))))
    }
    var copier = PDFObjectCopier(from: file, to: writer) { entries in
        var entries = entries
        if entries["Group"]?.dictionary?["S"]?.name == "Transparency" { entries["Group"] = nil }
        return entries
    }
    var catalog = try file.catalog()
    let metadata = try file.resolve(catalog["Metadata"]).stream
    for (key, value) in catalog { catalog[key] = try copier.copy(value) }
    let words = String(decoding: metadata?.body.array ?? [], as: UTF8.self)
    let changed = words.split(separator: "pdfaid:part>2<", omittingEmptySubsequences: false)
        .joined(separator: "pdfaid:part>1<")
    let entries: PDFDictionary = ["Type": .name("Metadata"), "Subtype": .name("XML")]
    catalog["Metadata"] = .reference(writer.add(.stream(PDFStream(entries, encoded: Array(changed.utf8)))))
    for reference in writer.references {
        guard case .dictionary(var descriptor) = writer.object(reference),
            let name = descriptor["FontName"]?.name, let set = glyphs[name]
        else { continue }
        descriptor["CIDSet"] = .reference(set)
        writer.set(reference, to: .dictionary(descriptor))
    }
    let root = writer.add(.dictionary(catalog))
    let info = writer.add(try copier.copy(file.resolve(file.trailer["Info"])))
    return try writer.finish(root: root, info: info, identifier: Array(repeating: 7, count: 16))
}

/// The last glyph that a list of widths names: `first [w w …]` again and again.
private func lastGlyph(_ widths: PDFObject?, _ file: PDFFile) throws -> Int {
    let parts = try file.array(widths)
    var last = 0
    for (index, part) in parts.enumerated() {
        guard let first = part.integer, index + 1 < parts.count, let run = parts[index + 1].array else {
            continue
        }
        last = max(last, first + run.count - 1)
    }
    return last
}

/// A bit for each glyph from 0 on, the first in the highest place.
private func bits(upTo last: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: last / 8 + 1)
    for glyph in 0...last { bytes[glyph / 8] |= 0x80 >> UInt8(glyph % 8) }
    return bytes
}
