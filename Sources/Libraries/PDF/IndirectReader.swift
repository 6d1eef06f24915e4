/// Reads `N G obj … endobj` and finds where stream data ends.
final class IndirectReader {
    private let bytes: PDFBytes
    /// The last search for `endstream`: where it began and what it found. Objects that overlap would otherwise
    /// make each of them look through the whole file.
    private var lastSearch: (start: Int, found: Int?)?
    private(set) var parsed = 0

    init(_ bytes: PDFBytes) { self.bytes = bytes }

    /// The object at a place, and the byte after its value.
    ///
    /// `length` answers a `/Length` that is a reference; without an answer the data goes up to `endstream`.
    func object(
        at start: Int,
        expecting number: Int?,
        length: (PDFReference) -> Int?
    ) throws(PDFError) -> (PDFObject, end: Int) {
        guard start >= 0, start < bytes.count else { throw PDFError(.malformed, at: max(0, start)) }
        var parser = ObjectParser(bytes, at: start)
        defer { parsed += parser.position - start }
        guard let found = parser.takeCount(), parser.takeCount() != nil, parser.take("obj"),
            number == nil || number == found
        else { throw PDFError(.malformed, at: start) }
        if parser.take("endobj") { return (.null, parser.position) }
        let value = try parser.object()
        guard case .dictionary(let dictionary) = value, parser.take("stream") else {
            return (value, parser.position)
        }
        var dataStart = parser.position
        if bytes[dataStart] == 13 { dataStart += 1 }
        if bytes[dataStart] == 10 { dataStart += 1 }
        dataStart = min(dataStart, bytes.count)
        let declared = dictionary["Length"].flatMap { $0.reference.map(length) ?? $0.integer }
        let dataEnd = try end(of: dataStart, declared: declared)
        let stream = PDFStream(dictionary, body: bytes[dataStart..<dataEnd], offset: dataStart)
        return (.stream(stream), dataEnd)
    }

    private func end(of start: Int, declared: Int?) throws(PDFError) -> Int {
        if let declared, declared >= 0, declared <= bytes.count - start {
            var parser = ObjectParser(bytes, at: start + declared)
            if parser.skipBlanks(), parser.bytes.has("endstream", at: parser.position) {
                return start + declared
            }
        }
        guard var end = endstream(from: start) else { throw PDFError(.malformed, at: start) }
        if end > start, bytes[end - 1] == 10 { end -= 1 }
        if end > start, bytes[end - 1] == 13 { end -= 1 }
        return end
    }

    private func endstream(from start: Int) -> Int? {
        var stop = bytes.count
        var beyond: Int?
        if let last = lastSearch {
            if start >= last.start {
                guard let found = last.found else { return nil }
                if start <= found { return found }
            } else {
                (stop, beyond) = (min(stop, last.start + 9), last.found)
            }
        }
        let found = bytes.firstIndex(of: "endstream", in: start..<stop)
        // Searching is quicker than parsing, but it counts too.
        parsed += ((found ?? stop) - start) / 8
        lastSearch = (start, found ?? beyond)
        return found ?? beyond
    }
}

extension ObjectParser {
    /// Passes over a few blanks before `endstream`; false if something else stands there.
    mutating func skipBlanks() -> Bool {
        for _ in 0..<8 where bytes[position].isSpace { position += 1 }
        return position < bytes.count && !bytes[position].isSpace
    }
}
