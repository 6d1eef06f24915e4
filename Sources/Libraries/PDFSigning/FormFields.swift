import PDF

/// The terminal fields of a document's form, with what they inherit (ISO 32000-1 §12.7.3).
struct FormFields {
    struct Field {
        /// The field's own object; nil for one that stands in its parent's array.
        let reference: PDFReference?
        /// The names from the root to the field, joined by points.
        let name: String
        /// `/FT`.
        let kind: String?
        /// `/V`, not followed.
        let value: PDFObject?
        let dictionary: PDFDictionary
    }

    private(set) var all: [Field] = []
    private let file: PDFFile
    private var seen: Set<Int> = []

    init(_ file: PDFFile) throws(PDFError) {
        try self.init(file, file.dictionary(file.catalog()["AcroForm"]))
    }

    init(_ file: PDFFile, _ form: PDFDictionary) throws(PDFError) {
        self.file = file
        for field in try file.array(form["Fields"]) {
            try visit(field, name: "", inherited: [:], depth: 0)
        }
    }

    var signatures: [Field] { all.filter { $0.kind == "Sig" } }

    private mutating func visit(
        _ object: PDFObject,
        name: String,
        inherited: PDFDictionary,
        depth: Int
    ) throws(PDFError) {
        guard depth < 32, all.count < 100_000 else { throw PDFError(.limitExceeded) }
        if let number = object.reference?.number, !seen.insert(number).inserted { return }
        let own = try file.dictionary(object)
        guard !own.isEmpty else { return }
        var passedOn = inherited
        for key in ["FT", "V"] where own[key] != nil { passedOn[key] = own[key] }
        let part = try file.resolve(own["T"]).text
        let full = [name, part ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
        var hasFields = false
        for kid in try file.array(own["Kids"]) {
            // A widget without a name is the field's look, not a field below it.
            guard try file.dictionary(kid)["T"] != nil else { continue }
            hasFields = true
            try visit(kid, name: full, inherited: passedOn, depth: depth + 1)
        }
        guard !hasFields else { return }
        all.append(
            Field(
                reference: object.reference,
                name: full,
                kind: try file.resolve(passedOn["FT"]).name,
                value: passedOn["V"],
                dictionary: own
            )
        )
    }
}
