import PDF

/// Puts a signature, its field and its look into an update.
struct SignatureFieldWriter {
    /// Four numbers of ten digits, filled in when all places are known.
    static let byteRange = Array("[0 ********** ********** **********]".utf8)

    let update: IncrementalUpdate
    let request: SignatureRequest
    private var file: PDFFile { update.file }

    init(update: IncrementalUpdate, request: SignatureRequest) {
        (self.update, self.request) = (update, request)
    }

    /// The number of the signature's own object.
    mutating func write() throws(SigningError) -> PDFReference {
        let fields = try reading { () throws(PDFError) in try FormFields(file) }
        let existing = fields.all.first { $0.name == request.field }
        if let existing {
            let isEmpty = try reading { () throws(PDFError) in try file.resolve(existing.value).isNull }
            guard existing.kind == "Sig", isEmpty, existing.reference != nil else {
                throw .fieldTaken(existing.name)
            }
        }
        return try reading { () throws(PDFError) in
            let signature = update.add(.dictionary(try signatureEntries(lock: existing?.dictionary["Lock"])))
            if let existing, let reference = existing.reference {
                try fill(existing.dictionary, reference, with: signature)
            } else {
                let name = request.field ?? unusedName(fields)
                try addField(name, with: signature)
            }
            if case .certification = request.purpose { try certify(with: signature) }
            return signature
        }
    }

    private func signatureEntries(lock: PDFObject?) throws(PDFError) -> PDFDictionary {
        let isTimeStamp = request.purpose == .timeStamp
        var entries: PDFDictionary = [
            "Type": .name(isTimeStamp ? "DocTimeStamp" : "Sig"),
            "Filter": .name("Adobe.PPKLite"),
            "SubFilter": .name(isTimeStamp ? "ETSI.RFC3161" : "ETSI.CAdES.detached"),
            "ByteRange": .verbatim(Self.byteRange),
            "Contents": .verbatim([60] + Array(repeating: 48, count: request.room * 2) + [62]),
        ]
        guard !isTimeStamp else { return entries }
        entries["M"] = request.time.map { .text($0.pdf) }
        entries["Name"] = request.name.map(PDFObject.text)
        entries["Reason"] = request.reason.map(PDFObject.text)
        entries["Location"] = request.location.map(PDFObject.text)
        var transforms: [PDFObject] = []
        if case .certification(let level) = request.purpose {
            transforms.append(transform("DocMDP", ["P": .integer(level)]))
        }
        if let lock = try file.resolve(lock).dictionary {
            transforms.append(transform("FieldMDP", lock.filter { $0.key == "Action" || $0.key == "Fields" }))
        }
        if !transforms.isEmpty { entries["Reference"] = .array(transforms) }
        return entries
    }

    private func transform(_ method: String, _ parameters: PDFDictionary) -> PDFObject {
        var parameters = parameters
        parameters["Type"] = .name("TransformParams")
        parameters["V"] = .name("1.2")
        return .dictionary([
            "Type": .name("SigRef"), "TransformMethod": .name(method),
            "TransformParams": .dictionary(parameters),
        ])
    }

    private func fill(
        _ field: PDFDictionary,
        _ reference: PDFReference,
        with signature: PDFReference
    ) throws(PDFError) {
        var field = field
        field["V"] = .reference(signature)
        if let place = request.place {
            let look = try SignatureLook(place, in: update)
            field["Rect"] = look.rectangle
            field["AP"] = look.appearance
        } else if field["AP"] == nil {
            field["AP"] = SignatureLook.nothing(in: update)
        }
        update.set(reference, to: .dictionary(field))
    }

    private func addField(_ name: String, with signature: PDFReference) throws(PDFError) {
        let page = try file.page(request.place?.page ?? 1)
        var field: PDFDictionary = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text(name),
            "V": .reference(signature), "P": .reference(page.reference),
            // Printed and locked (ISO 32000-1 §12.5.3).
            "F": .integer(132),
            "Rect": .array(Array(repeating: .integer(0), count: 4)),
        ]
        if let place = request.place {
            let look = try SignatureLook(place, in: update)
            field["Rect"] = look.rectangle
            field["AP"] = look.appearance
        } else {
            field["AP"] = SignatureLook.nothing(in: update)
        }
        let reference = update.add(.dictionary(field))
        try append(reference, to: "Annots", of: page.reference)
        try addToForm(reference)
    }

    private func addToForm(_ field: PDFReference) throws(PDFError) {
        guard let root = file.trailer["Root"]?.reference else { throw PDFError(.malformed) }
        var catalog = try update.resolve(.reference(root)).dictionary ?? [:]
        let form = catalog["AcroForm"]
        var entries = try update.resolve(form).dictionary ?? [:]
        entries["SigFlags"] = .integer(3)
        if let fields = entries["Fields"]?.reference {
            update.set(
                fields,
                to: .array((try update.resolve(entries["Fields"]).array ?? []) + [.reference(field)])
            )
        } else {
            entries["Fields"] = .array((entries["Fields"]?.array ?? []) + [.reference(field)])
        }
        if let form = form?.reference {
            update.set(form, to: .dictionary(entries))
        } else {
            catalog["AcroForm"] = .dictionary(entries)
            update.set(root, to: .dictionary(catalog))
        }
    }

    /// Appends to an array that stands in its owner or is an object of its own.
    private func append(
        _ reference: PDFReference,
        to key: String,
        of owner: PDFReference
    ) throws(PDFError) {
        var entries = try update.resolve(.reference(owner)).dictionary ?? [:]
        let list = PDFObject.array((try update.resolve(entries[key]).array ?? []) + [.reference(reference)])
        if let array = entries[key]?.reference {
            update.set(array, to: list)
        } else {
            entries[key] = list
            update.set(owner, to: .dictionary(entries))
        }
    }

    private func certify(with signature: PDFReference) throws(PDFError) {
        guard let root = file.trailer["Root"]?.reference else { throw PDFError(.malformed) }
        var catalog = try update.resolve(.reference(root)).dictionary ?? [:]
        catalog["Perms"] = .dictionary(["DocMDP": .reference(signature)])
        update.set(root, to: .dictionary(catalog))
    }

    private func unusedName(_ fields: FormFields) -> String {
        let taken = Set(fields.all.map(\.name))
        var number = 1
        while taken.contains("Signature\(number)") { number += 1 }
        return "Signature\(number)"
    }
}

/// The look of a signature: a form that fills the field's rectangle and stands upright on a turned page.
private struct SignatureLook {
    let rectangle: PDFObject
    let appearance: PDFObject

    /// A look without ink: readers want one even of a field without a size.
    static func nothing(in update: IncrementalUpdate) -> PDFObject {
        let empty: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .array(Array(repeating: .integer(0), count: 4)),
        ]
        return .dictionary(["N": .reference(update.add(.stream(PDFStream(empty, encoded: []))))])
    }

    init(_ place: SignatureRequest.Place, in update: IncrementalUpdate) throws(PDFError) {
        let form = try update.importForm(from: place.look)
        let geometry = try PageGeometry(update.file.page(place.page), of: update.file)
        let box = place.box
        guard box.width > 0, box.height > 0, form.width > 0, form.height > 0 else {
            throw PDFError(.malformed)
        }
        let fitted = PDFMatrix.identity.fitting(form, in: box)
        var turn = geometry.matrix(for: box)
        (turn.e, turn.f) = (0, 0)
        let outer: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"),
            "BBox": .array([.integer(0), .integer(0), .real(box.width), .real(box.height)]),
            "Matrix": turn.object,
            "Resources": .dictionary(["XObject": .dictionary(["Look": .reference(form.reference)])]),
        ]
        let drawing = Array("q \(fitted) cm /Look Do Q".utf8)
        let look = update.add(.stream(PDFStream(outer, encoded: drawing)))
        rectangle = geometry.rectangle(for: box).object
        appearance = .dictionary(["N": .reference(look)])
    }
}
