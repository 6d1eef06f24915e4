import Glibc
public import PDF

/// What could make a signed file show something else than was signed, or act by itself.
public enum SigningObstacle: String, CaseIterable, Sendable {
    /// JavaScript.
    case script
    /// Something that starts, sends or changes when the file or a page is opened, closed or touched.
    case automaticAction
    /// An XFA form, whose look is not in the pages.
    case xfa
    /// Form fields that hold an answer.
    case filledForm
    /// Layers that can be shown or hidden.
    case hiddenLayers
    /// An earlier signature that forbids every change (DocMDP or a lock).
    case closedByCertification

    /// All of them in a file; empty where it may be signed (documents prepared to change after signing: Mainka et al. 2021).
    public static func all(in file: PDFFile) throws(PDFError) -> [SigningObstacle] {
        var inspection = Inspection(file: file)
        try inspection.run()
        return allCases.filter(inspection.found.contains)
    }
}

private struct Inspection {
    let file: PDFFile
    var found: Set<SigningObstacle> = []

    init(file: PDFFile) { self.file = file }

    mutating func run() throws(PDFError) {
        let catalog = try file.catalog()
        let form = try file.dictionary(catalog["AcroForm"])
        if form["XFA"] != nil { found.insert(.xfa) }
        let layers = try file.dictionary(catalog["OCProperties"])
        if try !file.array(layers["OCGs"]).isEmpty { found.insert(.hiddenLayers) }
        if try !file.dictionary(file.dictionary(catalog["Names"])["JavaScript"]).isEmpty {
            found.insert(.script)
        }
        if case .dictionary(let action) = try file.resolve(catalog["OpenAction"]) { judge(action) }
        try look(at: form)
        if try SignaturePermissions(file).isClosed { found.insert(.closedByCertification) }
        // Every object, not only what the pages lead to: a later change may bring the others in.
        guard mayHoldActions else { return }
        for number in file.numbers {
            // An object that cannot be read cannot act either.
            guard let object = try? file.object(number) else { continue }
            look(into: object, depth: 0)
        }
    }

    /// Whether a name that means an action stands anywhere in the file's bytes, or could stand where they do not show it.
    ///
    /// To read every object of a letter takes half as long as all else about its signature; most hold no such name.
    private var mayHoldActions: Bool {
        let isCompressed = file.numbers.contains { number in
            if case .inStream? = file.entry(number) { true } else { false }
        }
        return isCompressed || file.bytes.withUnsafeBytes(ActionNames.mayStand)
    }

    private mutating func look(into object: PDFObject, depth: Int) {
        guard depth < 32 else { return }
        switch object {
        case .array(let values): for value in values { look(into: value, depth: depth + 1) }
        case .stream(let stream): look(into: .dictionary(stream.dictionary), depth: depth)
        case .dictionary(let entries):
            if entries["JS"] != nil { found.insert(.script) }
            if entries["AA"] != nil { found.insert(.automaticAction) }
            if entries["S"] != nil { judge(entries) }
            for (_, value) in entries { look(into: value, depth: depth + 1) }
        default: break
        }
    }

    /// `S` also names kinds of other things; only actions' names are judged.
    private mutating func judge(_ action: PDFDictionary) {
        guard let kind = (try? file.resolve(action["S"]))?.name else { return }
        if kind == ActionNames.script { found.insert(.script) }
        if ActionNames.active.contains(kind) { found.insert(.automaticAction) }
    }

    private mutating func look(at form: PDFDictionary) throws(PDFError) {
        for field in try FormFields(file, form).all where field.kind != "Sig" {
            switch try file.resolve(field.value) {
            case .null: break
            case .string(let text) where text.isEmpty: break
            case .name("Off"): break
            case .array(let choices) where choices.isEmpty: break
            default: found.insert(.filledForm)
            }
        }
    }
}

/// The names that mean an action.
private enum ActionNames {
    static let script = "JavaScript"

    /// Actions that start, send, load or change something (ISO 32000-1 §12.6.4); the others only move the view.
    static let active: Set = [
        "Launch", "SubmitForm", "ImportData", "ResetForm", "Hide", "SetOCGState", "Rendition", "Sound",
        "Movie",
        "GoToE", "RichMediaExecute",
    ]

    /// Whether one of them stands behind a slash anywhere, or an escaped name, which may be any.
    static func mayStand(in bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while let base = rest.base.baseAddress, let found = memchr(base + rest.startIndex, 0x2F, rest.count) {
            rest = rest[(base.distance(to: found) + 1)...]
            if mayBegin(rest) { return true }
        }
        return false
    }

    private static func mayBegin(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        var hash = bytes.startIndex
        while hash < bytes.endIndex, bytes[hash] > 0x20, bytes[hash] != 0x2F, bytes[hash] != 0x23 {
            hash += 1
        }
        // In compressed data a `#` stands by chance, but seldom with two digits behind it.
        if bytes.endIndex - hash > 2, bytes[hash] == 0x23, bytes[(hash + 1)...(hash + 2)].allSatisfy(isHex) {
            return true
        }
        guard bytes.count > 1, starts[Int(bytes[bytes.startIndex]) << 8 | Int(bytes[bytes.startIndex + 1])]
        else {
            return false
        }
        return telling.contains { bytes.starts(with: $0) }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }

    private static let telling = (active.union([script, "JS", "AA"])).map { Array($0.utf8) }

    /// Whether two bytes begin one of them: that rules out nearly all names at once.
    private static let starts: [Bool] = {
        var starts = [Bool](repeating: false, count: 1 << 16)
        for name in telling { starts[Int(name[0]) << 8 | Int(name[1])] = true }
        return starts
    }()
}

extension SigningObstacle {
    /// What stands in the way, as the end of a Thai sentence.
    public var thai: String {
        switch self {
        case .script: "มีสคริปต์"
        case .automaticAction: "มีการทำงานอัตโนมัติ"
        case .xfa: "มีแบบฟอร์ม XFA"
        case .filledForm: "มีแบบฟอร์มที่กรอกแล้ว"
        case .hiddenLayers: "มีชั้นเนื้อหาที่ซ่อนได้"
        case .closedByCertification: "ลายมือชื่อก่อนหน้าไม่อนุญาตให้เปลี่ยน"
        }
    }

    /// What stands in the way, as the end of an English sentence.
    public var english: String {
        switch self {
        case .script: "it holds scripts"
        case .automaticAction: "it holds automatic actions"
        case .xfa: "it holds an XFA form"
        case .filledForm: "it holds a filled form"
        case .hiddenLayers: "it holds layers that can be hidden"
        case .closedByCertification: "an earlier signature allows no change"
        }
    }
}
