/// Makes a whole file anew, with one cross-reference table and no history.
public final class PDFWriter: PDFObjectStore {
    private var objects: [PDFObject] = []
    private let version: String

    /// A file of a version such as "1.7".
    public init(version: String = "1.7") { self.version = version }

    public func reserve() -> PDFReference {
        objects.append(.null)
        return PDFReference(objects.count)
    }

    public func set(_ reference: PDFReference, to object: PDFObject) {
        guard objects.indices.contains(reference.number - 1) else { return }
        objects[reference.number - 1] = object
    }

    /// The object that was set.
    public func object(_ reference: PDFReference) -> PDFObject {
        objects.indices.contains(reference.number - 1) ? objects[reference.number - 1] : .null
    }

    /// The numbers given out so far.
    public var references: [PDFReference] { objects.indices.map { PDFReference($0 + 1) } }

    /// The file; the same objects and identifier give the same bytes.
    public func finish(
        root: PDFReference,
        info: PDFReference? = nil,
        identifier: [UInt8]
    ) throws(PDFError) -> [UInt8] {
        var output = Serialiser()
        output.write("%PDF-\(version)\n")
        // Four bytes over 127 tell programs that this is not text (ISO 19005-2, 6.1.2).
        output.write(.verbatim([37, 0xE2, 0xE3, 0xCF, 0xD3, 10]))
        var offsets: [PDFReference: Int] = [:]
        for (index, object) in objects.enumerated() {
            let reference = PDFReference(index + 1)
            offsets[reference] = output.bytes.count
            output.write(indirect: reference, object)
        }
        var trailer: PDFDictionary = [
            "Root": .reference(root),
            "Size": .integer(objects.count + 1),
            "ID": .array([.string(identifier), .string(identifier)]),
        ]
        trailer["Info"] = info.map(PDFObject.reference)
        let section = CrossReferenceWriter(offsets: offsets, trailer: trailer, isFirst: true)
        try section.writeTable(to: &output, base: 0)
        return output.bytes
    }
}
