import Testing

@testable import PDF

struct HostileFileTests {
    @Test(arguments: Structure.allCases)
    func `changed bytes end in an answer or an error, never in a crash`(structure: Structure) throws {
        let workshop = try Workshop()
        let original = try PDFBytes(path: workshop.threePages(as: structure)).array
        var random = SeededGenerator(seed: 20_261_121)
        var opened = 0

        for _ in 0..<400 {
            let bytes = mutated(original, with: &random)
            if (try? exercise(PDFBytes(bytes))) != nil { opened += 1 }
        }

        // The changes are small enough that some files still open, so the deep paths were taken too.
        #expect(opened > 20)
    }

    @Test(arguments: [
        "[", "<</A", "(", "<", "((((", "[[[[<<", "1 0 obj <</Length 9223372036854775807>> stream\n",
        "99999999999999999999 -99999999999999999999 0 R", "/#", "trailer<</Root 1 0 R/A(",
        "1 0 obj<</Type/ObjStm(",
    ])
    func `endless beginnings are given up`(piece: String) {
        let bytes = Array(("%PDF-1.4\n" + String(repeating: piece, count: 20_000)).utf8)

        #expect(throws: PDFError.self) { try exercise(PDFBytes(bytes)) }
    }

    @Test(arguments: ["<</Type/Catalog/Pages 2 0 R>> stream ", "<</Type/ObjStm(", "[", "<</A 1 stream "])
    func `thousands of broken objects do not each cost a look through the file`(start: String) throws {
        let objects = (1...60_000).map { "\($0) 0 obj \(start)" }.joined()
        let bytes = PDFBytes(Array(("%PDF-1.4\n" + objects).utf8))

        #expect(throws: PDFError.self) { try exercise(bytes) }
    }

    @Test func `searches for the end of a stream are counted and remembered in both directions`() throws {
        let pieces = (1...2000).map { "\($0) 0 obj <<>> stream " }
        let starts = pieces.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.utf8.count) }.dropLast()
        let reader = IndirectReader(PDFBytes(Array(pieces.joined().utf8)))

        for start in starts.reversed() {
            #expect(throws: PDFError.self) { try reader.object(at: start, expecting: nil) { _ in nil } }
        }

        // Each object is parsed once; one search through the file in all is an eighth of its size.
        #expect(reader.parsed < pieces.joined().utf8.count * 3 / 2 + 2000 * 2)
    }

    @Test func `a page tree that leads to itself is refused`() throws {
        let text = "<</Type/Pages/Count 1/Kids[2 0 R]>>"
        let writer = PDFWriter()
        let root = writer.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(PDFReference(2))]))
        _ = writer.add(.verbatim(Array(text.utf8)))
        let file = try PDFFile(bytes: PDFBytes(writer.finish(root: root, identifier: [1])))

        #expect { try file.pages() } throws: { ($0 as? PDFError)?.code == .malformed }
    }

    @Test func `a stream that unpacks to more than the limit is refused`() throws {
        let stream = PDFStream(deflating: [UInt8](repeating: 0, count: 1_000_000))

        #expect(stream.body.count < 2000)
        #expect(throws: PDFError(.limitExceeded)) { try stream.decoded(limit: 100_000) }
        #expect(try stream.decoded().count == 1_000_000)
    }

    /// Everything the library can be asked about a file.
    private func exercise(_ bytes: PDFBytes) throws {
        let file = try PDFFile(bytes: bytes)
        for number in file.numbers.prefix(200) {
            guard let stream = try? file.object(number).stream else { continue }
            _ = try? file.decoded(stream, limit: 1 << 20)
        }
        for page in try file.pages() { _ = try PageGeometry(page, of: file) }
        _ = try file.hasSignatures()
        let update = try IncrementalUpdate(file)
        let form = try update.importForm(from: file)
        try update.stamp(form, page: 1, box: PageBox(x: 1, y: 1, width: 50, height: 50))
        _ = try update.tail(identifier: [1])
    }

    private func mutated(_ original: [UInt8], with random: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 7))
            case 3: bytes.insert(contentsOf: Array("9223372036854775807 ".utf8), at: place)
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
            }
        }
        return bytes
    }
}

/// SplitMix64: the same seed gives the same files.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
