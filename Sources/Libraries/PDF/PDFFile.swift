/// A PDF file that is read piece by piece, as its objects are asked for.
///
/// Not for two threads at once: each thread opens its own. Encrypted files are refused with `.encrypted`.
/// A file whose cross-reference is damaged is read by looking for its objects, and says so in `isRepaired`.
public final class PDFFile {
    /// The bytes as they were opened.
    public let bytes: PDFBytes
    /// The savings of the file, oldest first; empty when `isRepaired`.
    public private(set) var revisions: [PDFRevision] = []
    /// The newest trailer; after repair the one that was found or made.
    public private(set) var trailer: PDFDictionary = [:]
    /// Whether the objects were found by scanning: good enough to look at, not to sign or to add to.
    public private(set) var isRepaired = false
    /// Bytes before `%PDF-`; the offsets written in the file count from there.
    public let headerOffset: Int

    var entries: [Int: PDFEntry] = [:]
    private let reader: IndirectReader
    private var cache: [Int: PDFObject] = [:]
    private var waiting: Set<Int> = []
    private var objectStreams: [Int: ObjectStream] = [:]
    private var unpacked = 0
    private var parsedInStreams = 0

    /// Opens a file by mapping it.
    public convenience init(path: String) throws(PDFError) {
        try self.init(bytes: PDFBytes(path: path))
    }

    /// Opens bytes that are already at hand, for example `file.bytes[0..<revision.end]`.
    public init(bytes: PDFBytes) throws(PDFError) {
        guard let header = bytes.firstIndex(of: "%PDF-", in: 0..<min(1024, bytes.count)) else {
            throw PDFError(.notPDF)
        }
        self.bytes = bytes
        headerOffset = header
        reader = IndirectReader(bytes)
        do throws(PDFError) {
            try readCrossReference()
            guard trailer["Encrypt"] == nil else { throw PDFError(.encrypted) }
            _ = try pageTreeRoot()
        } catch {
            guard error.code != .encrypted, error.code != .limitExceeded else { throw error }
            try repair()
        }
    }

    /// How many numbers the file has given out: every object's number is smaller.
    public var size: Int {
        max(trailer["Size"]?.integer.map { min($0, Limits.objects * 8) } ?? 0, (entries.keys.max() ?? 0) + 1)
    }

    /// The numbers in use, ascending.
    public var numbers: [Int] { entries.filter { $0.value != .free && $0.key > 0 }.keys.sorted() }

    /// Where an object is; nil for a number that the file never used.
    public func entry(_ number: Int) -> PDFEntry? { entries[number] }

    /// The object of a number; null if there is none (ISO 32000-1 §7.3.10).
    public func object(_ number: Int) throws(PDFError) -> PDFObject {
        if let known = cache[number] { return known }
        guard let entry = entries[number], entry != .free else { return .null }
        guard waiting.count < Limits.waiting, waiting.insert(number).inserted else {
            throw PDFError(.malformed, at: 0)
        }
        defer { waiting.remove(number) }
        let object = try read(number, at: entry)
        if cache.count >= Limits.cached { cache.removeAll(keepingCapacity: true) }
        cache[number] = object
        return object
    }

    /// What a value stands for: references are followed, everything else is itself; nil becomes null.
    public func resolve(_ value: PDFObject?) throws(PDFError) -> PDFObject {
        var value = value ?? .null
        for _ in 0..<Limits.waiting {
            guard case .reference(let reference) = value else { return value }
            value = try object(reference.number)
        }
        throw PDFError(.malformed)
    }

    /// The dictionary a value stands for, empty where it is something else.
    public func dictionary(_ value: PDFObject?) throws(PDFError) -> PDFDictionary {
        try resolve(value).dictionary ?? [:]
    }

    /// The elements of the array a value stands for, empty where it is something else.
    public func array(_ value: PDFObject?) throws(PDFError) -> [PDFObject] {
        try resolve(value).array ?? []
    }

    /// The document's catalog.
    public func catalog() throws(PDFError) -> PDFDictionary { try dictionary(trailer["Root"]) }

    /// A stream without its filters; see `PDFStream.decoded`.
    public func decoded(_ stream: PDFStream, limit: Int = 64 << 20) throws(PDFError) -> [UInt8] {
        var plain = stream
        for key in ["Filter", "DecodeParms"] {
            guard let value = stream.dictionary[key] else { continue }
            plain.dictionary[key] = try resolveParts(of: resolve(value))
        }
        return try plain.decoded(limit: limit)
    }

    private func resolveParts(of value: PDFObject) throws(PDFError) -> PDFObject {
        switch value {
        case .array(let values):
            var result: [PDFObject] = []
            for value in values.prefix(8) { result.append(try resolveParts(of: resolve(value))) }
            return .array(result)
        case .dictionary(var entries):
            for (key, value) in entries where value.reference != nil { entries[key] = try resolve(value) }
            return .dictionary(entries)
        default: return value
        }
    }

    private func read(_ number: Int, at entry: PDFEntry) throws(PDFError) -> PDFObject {
        guard reader.parsed + parsedInStreams <= Limits.parsed(of: bytes.count) else {
            throw PDFError(.limitExceeded)
        }
        switch entry {
        case .free: return .null
        case .offset(let offset, _):
            return try reader.object(at: offset, expecting: number) { length in
                // A length that cannot be read is not an error: the data then goes up to `endstream`.
                try? object(length.number).integer
            }.0
        case .inStream(let container, let index):
            let stream = try objectStream(container)
            let object = try stream.object(number, index: index)
            parsedInStreams += stream.lastLength
            return object
        }
    }

    private func objectStream(_ number: Int) throws(PDFError) -> ObjectStream {
        if let known = objectStreams[number] { return known }
        guard case .offset? = entries[number], let stream = try object(number).stream else {
            throw PDFError(.malformed)
        }
        let left = Limits.unpackedStructure - unpacked
        let data = try decoded(stream, limit: min(Limits.unpacked, left))
        unpacked += data.count
        let count = try resolve(stream.dictionary["N"]).integer
        let first = try resolve(stream.dictionary["First"]).integer
        let result = try ObjectStream(data, count: count ?? 0, first: first ?? 0)
        objectStreams[number] = result
        return result
    }
}

extension PDFFile {
    private func readCrossReference() throws(PDFError) {
        var crossReferences = CrossReferenceReader(bytes: bytes, shift: headerOffset)
        let sections = try crossReferences.sections()
        guard let newest = sections.first, newest.trailer["Root"] != nil else {
            throw PDFError(.brokenCrossReference)
        }
        trailer = newest.trailer
        for section in sections {
            entries.merge(section.entries) { newer, _ in newer }
        }
        revisions = RevisionList(bytes: bytes, shift: headerOffset).revisions(of: sections)
    }

    private func repair() throws(PDFError) {
        (cache, objectStreams, entries, revisions, waiting) = ([:], [:], [:], [], [])
        isRepaired = true
        var scan = RepairScan(bytes)
        scan.run()
        (entries, trailer) = (scan.entries, scan.trailer)
        guard trailer["Encrypt"] == nil else { throw PDFError(.encrypted) }
        var failures = 0
        for number in scan.objectStreams {
            // A damaged object stream loses its own objects, not the file.
            guard let stream = try? objectStream(number) else {
                failures += 1
                if failures > Limits.failures { break }
                continue
            }
            for (index, inner) in stream.numbers.enumerated() where entries[inner] == nil {
                guard entries.count < Limits.objects else { throw PDFError(.limitExceeded) }
                entries[inner] = .inStream(number, index: index)
            }
        }
        if trailer["Root"] == nil { trailer["Root"] = findCatalog().map(PDFObject.reference) }
        do throws(PDFError) {
            _ = try pageTreeRoot()
        } catch {
            throw PDFError(error.code == .limitExceeded ? .limitExceeded : .brokenCrossReference)
        }
    }

    private func findCatalog() -> PDFReference? {
        var failures = 0
        for number in numbers.reversed() {
            // What cannot be read is not the catalog.
            guard let found = try? object(number) else {
                failures += 1
                if failures > Limits.failures { return nil }
                continue
            }
            if found.dictionary?["Type"]?.name == "Catalog" { return PDFReference(number) }
        }
        return nil
    }

    private func pageTreeRoot() throws(PDFError) -> PDFDictionary {
        let root = try dictionary(catalog()["Pages"])
        guard root["Kids"] != nil || root["Type"]?.name == "Page" else {
            throw PDFError(.brokenCrossReference)
        }
        return root
    }
}
