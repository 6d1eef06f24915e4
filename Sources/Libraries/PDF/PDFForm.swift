/// A picture ready to be drawn: a Form XObject in the target and its size.
public struct PDFForm: Sendable {
    /// The form's address in the target.
    public let reference: PDFReference
    /// Its width in points.
    public let width: Double
    /// Its height in points.
    public let height: Double
}

extension PDFObjectStore {
    /// Copies a page of another file, with its fonts and pictures, as a form whose lower left corner is (0, 0).
    ///
    /// The form shows what the page shows, upright, in points. `/Interpolate` is dropped and a missing
    /// `/CIDToGIDMap` added, as PDF/A asks (ISO 19005-2, 6.2.8 and 6.2.11.3.2).
    public func importForm(from source: PDFFile, page number: Int = 1) throws(PDFError) -> PDFForm {
        let page = try source.page(number)
        let geometry = try PageGeometry(page, of: source)
        let content = try source.content(of: page)
        var copier = PDFObjectCopier(from: source, to: self, changing: archivable)
        var form = content.dictionary.filter { $0.key == "Filter" || $0.key == "DecodeParms" }
        form["Type"] = .name("XObject")
        form["Subtype"] = .name("Form")
        form["BBox"] = geometry.visible.object
        form["Matrix"] = geometry.upright.object
        form["Resources"] = try copier.copy(.dictionary(source.dictionary(page.inherited["Resources"])))
        if let group = page.dictionary["Group"] { form["Group"] = try copier.copy(source.resolve(group)) }
        let reference = add(.stream(PDFStream(form, body: content.body, offset: nil)))
        return PDFForm(reference: reference, width: geometry.width, height: geometry.height)
    }
}

extension PageGeometry {
    /// Turns user space into points from the lower left corner of the page as it is shown.
    var upright: PDFMatrix {
        let (unit, box) = (userUnit, visible)
        switch rotation {
        case 90: return PDFMatrix(a: 0, b: -unit, c: unit, d: 0, e: -box.bottom * unit, f: box.right * unit)
        case 180: return PDFMatrix(a: -unit, b: 0, c: 0, d: -unit, e: box.right * unit, f: box.top * unit)
        case 270: return PDFMatrix(a: 0, b: unit, c: -unit, d: 0, e: box.top * unit, f: -box.left * unit)
        default: return PDFMatrix(a: unit, b: 0, c: 0, d: unit, e: -box.left * unit, f: -box.bottom * unit)
        }
    }
}

/// A dictionary as PDF/A wants it.
func archivable(_ entries: PDFDictionary) -> PDFDictionary {
    var entries = entries
    entries["Interpolate"] = nil
    if entries["Subtype"]?.name == "CIDFontType2", entries["CIDToGIDMap"] == nil {
        entries["CIDToGIDMap"] = .name("Identity")
    }
    return entries
}

extension PDFFile {
    /// A page's content as one stream; several are unpacked and put together.
    func content(of page: PDFPage) throws(PDFError) -> PDFStream {
        switch try resolve(page.dictionary["Contents"]) {
        case .stream(let single):
            var single = single
            for key in ["Filter", "DecodeParms"] where single.dictionary[key] != nil {
                single.dictionary[key] = try resolve(single.dictionary[key])
            }
            return single
        case .array(let parts):
            var plain: [UInt8] = []
            for part in parts {
                guard let stream = try resolve(part).stream else { continue }
                plain += try decoded(stream, limit: (64 << 20) - plain.count) + [10]
            }
            return PDFStream(deflating: plain)
        default: return PDFStream(encoded: [])
        }
    }
}
