import PDF

/// What the signatures of a file allow to be changed after them (ISO 32000-1 §12.8.2.2 and §12.8.2.4).
struct SignaturePermissions {
    /// 1 no change, 2 filling in and signing, 3 annotations too; nil without a certification.
    private(set) var level: Int?
    private var locks: [Lock] = []

    private enum Lock {
        case all
        case only(Set<String>)
        case allBut(Set<String>)
    }

    /// Of all signatures in a file together.
    init(_ file: PDFFile) throws(PDFError) {
        for field in try FormFields(file).signatures {
            try add(file, signature: file.dictionary(field.value))
        }
    }

    /// Of one signature.
    init(_ file: PDFFile, signature: PDFDictionary) throws(PDFError) {
        try add(file, signature: signature)
    }

    /// Whether nothing but proofs of time and certificates may be added.
    var isClosed: Bool { level == 1 }

    /// Whether a signature field that did not exist may be added.
    var allowsNewFields: Bool { level.map { $0 >= 3 } ?? true }

    /// Whether the field of this name may no longer be filled.
    func locks(_ name: String) -> Bool {
        locks.contains { lock in
            switch lock {
            case .all: true
            case .only(let names): names.contains { name == $0 || name.hasPrefix("\($0).") }
            case .allBut(let names): !names.contains { name == $0 || name.hasPrefix("\($0).") }
            }
        }
    }

    private mutating func add(_ file: PDFFile, signature: PDFDictionary) throws(PDFError) {
        for reference in try file.array(signature["Reference"]) {
            let entries = try file.dictionary(reference)
            let parameters = try file.dictionary(entries["TransformParams"])
            switch try file.resolve(entries["TransformMethod"]).name {
            case "DocMDP":
                let asked = try file.resolve(parameters["P"]).integer ?? 2
                level = min(level ?? 3, (1...3).contains(asked) ? asked : 1)
            case "FieldMDP":
                if let asked = try file.resolve(parameters["P"]).integer { level = min(level ?? 3, asked) }
                try addLock(file, parameters)
            default: break
            }
        }
    }

    private mutating func addLock(_ file: PDFFile, _ parameters: PDFDictionary) throws(PDFError) {
        var names: Set<String> = []
        for name in try file.array(parameters["Fields"]) {
            if let name = try file.resolve(name).text { names.insert(name) }
        }
        switch try file.resolve(parameters["Action"]).name {
        case "Include": locks.append(.only(names))
        case "Exclude": locks.append(.allBut(names))
        default: locks.append(.all)
        }
    }
}
