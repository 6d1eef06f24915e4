import PDF

/// Compares what a signature covers with what the file became (rule 7: only an empty list of kinds may change).
///
/// Allowed are further signatures in fields of their own, filling a signature field that was left empty, the
/// security store, and what describes the file (Info, XMP). Everything else counts as a change of the document.
struct LaterChanges {
    let file: PDFFile
    let end: Int
    let permissions: SignaturePermissions
    private(set) var found: [VerdictReason] = []

    init(_ file: PDFFile, after end: Int, permissions: SignaturePermissions) {
        (self.file, self.end, self.permissions) = (file, end, permissions)
    }

    /// Fills `found`; what cannot be compared counts as changed.
    mutating func look() {
        guard let signed = try? PDFFile(bytes: file.bytes[0..<end]), !signed.isRepaired,
            isWhole(signed)
        else {
            found = [.revisionBroken]
            return
        }
        let before = signed.revisions.count
        guard file.revisions.count >= before,
            zip(signed.revisions, file.revisions).allSatisfy({ $0.crossReference == $1.crossReference })
        else {
            found = [.changedAfter]
            return
        }
        if file.revisions.count == before {
            if !isBlank(from: end) { add(.trailingBytes) }
            return
        }
        var numbers: Set<Int> = []
        for revision in file.revisions[before...] { numbers.formUnion(revision.entries.keys) }
        do throws(PDFError) {
            try compare(signed, numbers)
        } catch {
            add(.changedAfter)
        }
    }

    /// Whether the covered bytes end where their newest revision ends.
    private func isWhole(_ signed: PDFFile) -> Bool {
        guard let last = signed.revisions.last?.end else { return false }
        return (last..<max(last, end)).allSatisfy { signed.bytes[$0] <= 32 }
    }

    private func isBlank(from start: Int) -> Bool {
        (start..<max(start, file.bytes.count)).allSatisfy { file.bytes[$0] <= 32 }
    }

    private mutating func add(_ reason: VerdictReason) {
        if !found.contains(reason) { found.append(reason) }
    }

    private mutating func compare(_ old: PDFFile, _ numbers: Set<Int>) throws(PDFError) {
        guard let root = old.trailer["Root"]?.reference, root == file.trailer["Root"]?.reference,
            old.trailer["Encrypt"] == file.trailer["Encrypt"]
        else { return add(.changedAfter) }
        var allowed = try AllowedChanges(old: old, new: file, permissions: permissions)
        try allowed.lookAtForm()
        for reason in allowed.found { add(reason) }
        for number in numbers.sorted() where old.entry(number) != nil && old.entry(number) != .free {
            let (before, after) = (try old.object(number), try file.object(number))
            // The file's own bookkeeping; an object stream that is replaced would change what is in it.
            if before.stream?.dictionary["Type"]?.name == "XRef" { continue }
            guard before != after else { continue }
            if let reason = try allowed.objection(number, before, after) { add(reason) }
        }
    }
}

/// What may change, object by object.
private struct AllowedChanges {
    private let old: PDFFile
    private let new: PDFFile
    private let permissions: SignaturePermissions
    private let root: Int?
    private let pages: Set<Int>
    private let annotationLists: Set<Int>
    private let form: PDFDictionary
    private let formNumbers: Set<Int>
    private let describing: Set<Int>
    private let store: Set<Int>
    private let emptyFields: [Int: String]
    private(set) var found: [VerdictReason] = []

    init(old: PDFFile, new: PDFFile, permissions: SignaturePermissions) throws(PDFError) {
        (self.old, self.new, self.permissions) = (old, new, permissions)
        let catalog = try old.catalog()
        root = old.trailer["Root"]?.reference?.number
        let all = try old.pages()
        pages = Set(all.map(\.reference.number))
        annotationLists = Set(all.compactMap { $0.dictionary["Annots"]?.reference?.number })
        form = try old.dictionary(catalog["AcroForm"])
        formNumbers = Set([catalog["AcroForm"], form["Fields"]].compactMap { $0?.reference?.number })
        describing = Set([old.trailer["Info"], catalog["Metadata"]].compactMap { $0?.reference?.number })
        let dss = try old.dictionary(catalog["DSS"])
        store = Set(([catalog["DSS"]] + dss.values.map { $0 }).compactMap { $0?.reference?.number })
        var empty: [Int: String] = [:]
        for field in try FormFields(old).signatures {
            guard let number = field.reference?.number, try old.resolve(field.value).isNull else { continue }
            empty[number] = field.name
        }
        emptyFields = empty
    }

    /// The form's own entries; its list of fields may only grow by signatures.
    mutating func lookAtForm() throws(PDFError) {
        let after = try new.dictionary(new.catalog()["AcroForm"])
        if try !hasOnlyGrown(form["Fields"], after["Fields"]) { found.append(.formChanged) }
        let keys = Set(form.keys).union(after.keys).subtracting(["Fields", "SigFlags", "DR", "DA"])
        for key in keys where form[key] != after[key] { found.append(.formChanged) }
    }

    /// Why a change of an object is not allowed; nil when it is.
    func objection(
        _ number: Int,
        _ before: PDFObject,
        _ after: PDFObject
    ) throws(PDFError) -> VerdictReason? {
        if describing.contains(number) { return nil }
        if store.contains(number) { return nil }
        if formNumbers.contains(number) { return nil }
        if number == root {
            let keys = changedKeys(before, after).subtracting([
                "AcroForm", "DSS", "Extensions", "Metadata", "Version",
            ])
            return keys.isEmpty ? nil : .changedAfter
        }
        if pages.contains(number) {
            guard changedKeys(before, after) == ["Annots"] else { return .pagesChanged }
            let lists = (before.dictionary?["Annots"], after.dictionary?["Annots"])
            return try hasOnlyGrown(lists.0, lists.1) ? nil : .pagesChanged
        }
        if annotationLists.contains(number) { return try hasOnlyGrown(before, after) ? nil : .pagesChanged }
        if let name = emptyFields[number] {
            guard changedKeys(before, after).subtracting(["V", "AP", "M", "Rect", "F"]).isEmpty,
                try isSignature(new.resolve(after.dictionary?["V"]))
            else { return .formChanged }
            return permissions.locks(name) || permissions.isClosed ? .fieldLocked : nil
        }
        return .changedAfter
    }

    private func changedKeys(_ before: PDFObject, _ after: PDFObject) -> Set<String> {
        guard case .dictionary(let old) = before, case .dictionary(let new) = after else { return ["?"] }
        return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    }

    /// Whether a list keeps what it had, in its order, and gains nothing but filled signature fields.
    private func hasOnlyGrown(_ before: PDFObject?, _ after: PDFObject?) throws(PDFError) -> Bool {
        let (old, new) = (try old.array(before), try new.array(after))
        guard new.count >= old.count, new.prefix(old.count).elementsEqual(old) else { return false }
        for added in new.dropFirst(old.count) {
            guard try isNewSignatureField(added) else { return false }
        }
        return true
    }

    private func isNewSignatureField(_ object: PDFObject) throws(PDFError) -> Bool {
        guard let number = object.reference?.number, try old.object(number).isNull else { return false }
        let field = try new.dictionary(object)
        guard field["Subtype"]?.name == "Widget", field["FT"]?.name == "Sig", field["Kids"] == nil,
            field["AA"] == nil, field["A"] == nil
        else { return false }
        let value = try new.resolve(field["V"])
        guard isSignature(value) else { return false }
        // Proofs of time are always welcome (ETSI EN 319 142-1 §5.5).
        return value.dictionary?["Type"]?.name == "DocTimeStamp" || permissions.allowsNewFields
    }

    private func isSignature(_ value: PDFObject) -> Bool {
        value.dictionary?["ByteRange"] != nil && value.dictionary?["Contents"] != nil
    }
}
