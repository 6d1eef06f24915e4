extension PDFFile {
    /// Whether a signature field is filled, or the document's permissions name a signature.
    ///
    /// A change of a page breaks such signatures: the stamp has to be the appearance of a new signature.
    public func hasSignatures() throws(PDFError) -> Bool {
        let catalog = try catalog()
        if try !dictionary(catalog["Perms"]).isEmpty { return true }
        var waiting = try array(dictionary(catalog["AcroForm"])["Fields"]).map { ($0, false) }
        var seen: Set<Int> = []
        while let (next, inherited) = waiting.popLast() {
            if let number = next.reference?.number, !seen.insert(number).inserted { continue }
            guard seen.count <= Limits.objects, waiting.count <= Limits.objects else {
                throw PDFError(.limitExceeded)
            }
            let field = try dictionary(next)
            let isSignature =
                try field["FT"].map { type throws(PDFError) in
                    try resolve(type).name == "Sig"
                } ?? inherited
            if isSignature, try !resolve(field["V"]).isNull { return true }
            waiting += try array(field["Kids"]).map { ($0, isSignature) }
        }
        return false
    }
}

extension IncrementalUpdate {
    /// Draws a form on a page, in a box of the page as it is shown; page 1 is the first.
    ///
    /// The form keeps its proportions and stands in the middle of the box. What the page drew before is left as it
    /// is, between `q` and `Q`. Refuses a signed file with `.signed`.
    public func stamp(_ form: PDFForm, page number: Int, box: PageBox) throws(PDFError) {
        guard try !file.hasSignatures() else { throw PDFError(.signed) }
        guard form.width > 0, form.height > 0, box.width > 0, box.height > 0 else {
            throw PDFError(.malformed)
        }
        let page = try file.page(number)
        let matrix = try PageGeometry(page, of: file).matrix(for: box).fitting(form, in: box)
        guard case .dictionary(var dictionary) = try object(page.reference.number) else {
            throw PDFError(.malformed)
        }
        let own = dictionary["Resources"] ?? page.inherited["Resources"]
        let (resources, name) = try adding(form, to: resolve(own).dictionary ?? [:])
        dictionary["Resources"] = .dictionary(resources)
        dictionary["Contents"] = .array(
            try surrounded(dictionary["Contents"], by: "\(matrix) cm /\(name) Do")
        )
        set(page.reference, to: .dictionary(dictionary))
    }

    private func adding(
        _ form: PDFForm,
        to resources: PDFDictionary
    ) throws(PDFError) -> (PDFDictionary, name: String) {
        var resources = resources
        var pictures = try resolve(resources["XObject"]).dictionary ?? [:]
        var count = 1
        while pictures["Stamp\(count)"] != nil { count += 1 }
        pictures["Stamp\(count)"] = .reference(form.reference)
        resources["XObject"] = .dictionary(pictures)
        return (resources, "Stamp\(count)")
    }

    /// The page's content in its own graphics state, and the drawing after it.
    private func surrounded(_ contents: PDFObject?, by drawing: String) throws(PDFError) -> [PDFObject] {
        var parts: [PDFObject] = []
        switch try resolve(contents) {
        case .array(let several): parts = several
        case .stream: parts = contents.map { [$0] } ?? []
        default: break
        }
        let balance = try stateBalance(of: parts)
        let before = String(repeating: "q ", count: balance.missing + 1)
        let after = String(repeating: "Q ", count: balance.open + 1)
        let start = add(.stream(PDFStream(encoded: Array("\(before)\n".utf8))))
        let end = add(.stream(PDFStream(encoded: Array("\n\(after)\nq \(drawing) Q\n".utf8))))
        return [.reference(start)] + parts + [.reference(end)]
    }

    /// What the page's own content leaves open, and how often it restores more than it saved.
    private func stateBalance(of parts: [PDFObject]) throws(PDFError) -> GraphicsStateBalance {
        var plain: [UInt8] = []
        for part in parts {
            guard let stream = try resolve(part).stream else { continue }
            plain += try file.decoded(stream, limit: (64 << 20) - plain.count) + [10]
        }
        return GraphicsStateBalance(of: PDFBytes(plain))
    }
}

extension PDFMatrix: CustomStringConvertible {
    /// The six numbers as `cm` takes them.
    public var description: String { [a, b, c, d, e, f].map(decimal).joined(separator: " ") }

    /// Changes nothing.
    public static let identity = PDFMatrix(a: 1, b: 0, c: 0, d: 1, e: 0, f: 0)

    /// Moves and scales so that a form fills the box as far as its proportions allow.
    public func fitting(_ form: PDFForm, in box: PageBox) -> PDFMatrix {
        let scale = min(box.width / form.width, box.height / form.height)
        let x = (box.width - form.width * scale) / 2
        let y = (box.height - form.height * scale) / 2
        return PDFMatrix(
            a: a * scale,
            b: b * scale,
            c: c * scale,
            d: d * scale,
            e: e + a * x + c * y,
            f: f + b * x + d * y
        )
    }
}
