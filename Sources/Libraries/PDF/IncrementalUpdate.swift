/// Changes to a file that are written behind its end; the original's bytes stay as they are.
///
/// The cross-reference is written in the way of the file's newest one (ISO 32000-1 §7.5.6).
public final class IncrementalUpdate: PDFObjectStore {
    /// The file as it was.
    public let file: PDFFile
    private var changed: [Int: (generation: Int, object: PDFObject)] = [:]
    private var next: Int

    /// Starts an update. A repaired file is refused with `.repaired`: its newest cross-reference is not known.
    public init(_ file: PDFFile) throws(PDFError) {
        guard !file.isRepaired else { throw PDFError(.repaired) }
        self.file = file
        next = file.size
    }

    public func reserve() -> PDFReference {
        defer { next += 1 }
        return PDFReference(next)
    }

    public func set(_ reference: PDFReference, to object: PDFObject) {
        changed[reference.number] = (generation(of: reference.number), object)
    }

    /// The object as it will be: the changed one, or the file's.
    public func object(_ number: Int) throws(PDFError) -> PDFObject {
        if let change = changed[number] { return change.object }
        return try file.object(number)
    }

    /// What a value will stand for; nil becomes null.
    public func resolve(_ value: PDFObject?) throws(PDFError) -> PDFObject {
        var value = value ?? .null
        for _ in 0..<Limits.waiting {
            guard case .reference(let reference) = value else { return value }
            value = try object(reference.number)
        }
        throw PDFError(.malformed)
    }

    /// The bytes to be put behind the file's own.
    ///
    /// `identifier` becomes the second half of `/ID`; give the same one for the same bytes. 16 random bytes
    /// otherwise. Keeps the first half, as ISO 32000-1 §14.4 asks.
    public func tail(identifier: [UInt8]? = nil) throws(PDFError) -> PDFTail {
        guard let newest = file.revisions.last else { throw PDFError(.repaired) }
        let base = file.bytes.count - file.headerOffset
        var output = Serialiser()
        if !endsWithLineBreak { output.write("\n") }
        var offsets: [PDFReference: Int] = [:]
        var places: [Int: Int] = [:]
        for (number, change) in changed.sorted(by: { $0.key < $1.key }) {
            let reference = PDFReference(number, generation: change.generation)
            offsets[reference] = base + output.bytes.count
            places[number] = output.bytes.count
            output.write(indirect: reference, change.object)
        }
        var trailer = try newTrailer(identifier ?? randomIdentifier())
        trailer["Prev"] = .integer(newest.crossReference - file.headerOffset)
        trailer["Size"] = .integer(newest.kind == .stream ? next + 1 : next)
        var section = CrossReferenceWriter(offsets: offsets, trailer: trailer, isFirst: false)
        if newest.kind == .stream {
            section.writeStream(to: &output, base: base, as: PDFReference(next))
        } else {
            try section.writeTable(to: &output, base: base)
        }
        return PDFTail(bytes: output.bytes, places: places)
    }

    /// Writes original and changes as a new file that appears whole or not at all.
    public func write(to path: String, identifier: [UInt8]? = nil) throws(PDFError) {
        let tail = try tail(identifier: identifier)
        try OutputFile.write([file.bytes, PDFBytes(tail.bytes)], to: path)
    }

    private var endsWithLineBreak: Bool {
        let last = file.bytes[file.bytes.count - 1]
        return last == 10 || last == 13
    }

    private func generation(of number: Int) -> Int {
        if case .offset(_, let generation)? = file.entry(number) { return min(generation, 65_535) }
        return 0
    }

    private func newTrailer(_ identifier: [UInt8]) throws(PDFError) -> PDFDictionary {
        var trailer: PDFDictionary = [:]
        for key in ["Root", "Info"] { trailer[key] = file.trailer[key] }
        let first = try file.resolve(file.array(file.trailer["ID"]).first).string ?? identifier
        trailer["ID"] = .array([.string(first), .string(identifier)])
        return trailer
    }
}

/// What an update adds to a file.
public struct PDFTail: Sendable {
    /// The bytes to be appended.
    public var bytes: [UInt8]
    /// Where in `bytes` each changed object's `N G obj` starts.
    public let places: [Int: Int]
}

/// 16 random bytes.
func randomIdentifier() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return [generator.next(), generator.next()].flatMap { (word: UInt64) in
        withUnsafeBytes(of: word) { Array($0) }
    }
}
