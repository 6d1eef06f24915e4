/// Reads the chain of cross-reference sections (ISO 32000-1 §7.5.4, §7.5.8).
struct CrossReferenceReader {
    struct Section {
        var kind: PDFRevision.Kind
        var start: Int
        /// The byte after the section itself.
        var end: Int
        var entries: [Int: PDFEntry] = [:]
        var trailer: PDFDictionary = [:]
    }

    let bytes: PDFBytes
    /// Bytes before `%PDF-`: offsets in the file count from the header.
    let shift: Int
    private var entryCount = 0
    private var unpacked = 0

    init(bytes: PDFBytes, shift: Int) {
        self.bytes = bytes
        self.shift = shift
    }

    /// The sections, newest first.
    mutating func sections() throws(PDFError) -> [Section] {
        var sections: [Section] = []
        var seen: Set<Int> = []
        var next: Int? = try newestSection()
        while let start = next {
            guard sections.count < Limits.sections else { throw PDFError(.limitExceeded, at: start) }
            guard seen.insert(start).inserted else { throw PDFError(.brokenCrossReference, at: start) }
            let section = try section(at: start)
            sections.append(section)
            if case .integer(let previous)? = section.trailer["Prev"] {
                next = previous &+ shift
            } else {
                next = nil
            }
        }
        return sections
    }

    private func newestSection() throws(PDFError) -> Int {
        guard let word = bytes.lastIndex(of: "startxref", in: max(0, bytes.count - 4096)..<bytes.count) else {
            throw PDFError(.brokenCrossReference, at: bytes.count)
        }
        var parser = ObjectParser(bytes, at: word + 9)
        guard let offset = parser.takeCount() else { throw PDFError(.brokenCrossReference, at: word) }
        return offset + shift
    }

    private mutating func section(at start: Int) throws(PDFError) -> Section {
        guard start >= 0, start < bytes.count else {
            throw PDFError(.brokenCrossReference, at: max(0, start))
        }
        var parser = ObjectParser(bytes, at: start)
        guard parser.take("xref") else { return try stream(at: start) }
        var section = Section(kind: .table, start: start, end: start)
        try table(&parser, into: &section)
        guard case .dictionary(let trailer) = try parser.object() else { throw broken(parser) }
        section.trailer = trailer
        if case .integer(let offset)? = trailer["XRefStm"] {
            // A hybrid file: what the table hides as free, the stream tells (§7.5.8.4).
            section.kind = .hybrid
            let hidden = try stream(at: offset &+ shift)
            for (number, entry) in hidden.entries {
                if section.entries[number] == nil || section.entries[number] == .free {
                    section.entries[number] = entry
                }
            }
        }
        section.end = parser.position
        return section
    }

    private mutating func table(_ parser: inout ObjectParser, into section: inout Section) throws(PDFError) {
        while !parser.take("trailer") {
            guard let first = parser.takeCount(), let count = parser.takeCount() else { throw broken(parser) }
            guard count <= Limits.objects, first <= Limits.objects * 8 else {
                throw PDFError(.limitExceeded, at: parser.position)
            }
            for number in first..<first + count {
                guard let offset = parser.takeCount(), let generation = parser.takeCount() else {
                    throw broken(parser)
                }
                if parser.take("n") {
                    try note(number, .offset(offset &+ shift, generation: generation), in: &section)
                } else if parser.take("f") {
                    try note(number, .free, in: &section)
                } else {
                    throw broken(parser)
                }
            }
        }
    }

    private mutating func stream(at start: Int) throws(PDFError) -> Section {
        guard start >= 0, start < bytes.count else {
            throw PDFError(.brokenCrossReference, at: max(0, start))
        }
        let (object, end) = try IndirectReader(bytes).object(at: start, expecting: nil) { _ in nil }
        guard let stream = object.stream, stream.dictionary["Type"]?.name == "XRef" else {
            throw PDFError(.brokenCrossReference, at: start)
        }
        var section = Section(kind: .stream, start: start, end: end, trailer: stream.dictionary)
        let data = try stream.decoded(limit: min(Limits.unpacked, Limits.unpackedStructure - unpacked))
        unpacked += data.count
        let widths = stream.dictionary["W"]?.array?.compactMap(\.integer) ?? []
        guard widths.count == 3, widths.allSatisfy({ (0...8).contains($0) }),
            widths.contains(where: { $0 > 0 })
        else { throw PDFError(.brokenCrossReference, at: start) }
        try rows(of: data, widths: widths, into: &section)
        return section
    }

    private mutating func rows(of data: [UInt8], widths: [Int], into section: inout Section) throws(PDFError)
    {
        let size = section.trailer["Size"]?.integer ?? 0
        let index = section.trailer["Index"]?.array?.compactMap(\.integer) ?? [0, size]
        var position = 0
        func field(_ width: Int, otherwise: Int) -> Int {
            guard width > 0 else { return otherwise }
            defer { position += width }
            return data[position..<position + width].reduce(0) { $0 &<< 8 | Int($1) }
        }
        let row = widths.reduce(0, +)
        for pair in stride(from: 0, to: index.count - 1, by: 2) {
            guard index[pair] >= 0, index[pair] <= Limits.objects * 8 else {
                throw PDFError(.limitExceeded, at: section.start)
            }
            for number in 0..<max(0, index[pair + 1]) {
                guard position + row <= data.count else { return }
                let kind = field(widths[0], otherwise: 1)
                let second = field(widths[1], otherwise: 0)
                let third = field(widths[2], otherwise: 0)
                switch kind {
                case 0: try note(index[pair] + number, .free, in: &section)
                case 1:
                    try note(index[pair] + number, .offset(second &+ shift, generation: third), in: &section)
                case 2: try note(index[pair] + number, .inStream(second, index: third), in: &section)
                default: break
                }
            }
        }
    }

    private mutating func note(_ number: Int, _ entry: PDFEntry, in section: inout Section) throws(PDFError) {
        entryCount += 1
        guard entryCount <= Limits.objects else { throw PDFError(.limitExceeded, at: section.start) }
        if section.entries[number] == nil { section.entries[number] = entry }
    }

    private func broken(_ parser: ObjectParser) -> PDFError {
        PDFError(.brokenCrossReference, at: parser.position)
    }
}
