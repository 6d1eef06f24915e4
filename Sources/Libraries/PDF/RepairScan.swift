/// Finds objects by their looks where the cross-reference cannot be used.
struct RepairScan {
    private let bytes: PDFBytes
    private(set) var entries: [Int: PDFEntry] = [:]
    private(set) var trailer: PDFDictionary = [:]
    private(set) var objectStreams: [Int] = []

    init(_ bytes: PDFBytes) { self.bytes = bytes }

    mutating func run() {
        findObjects()
        findTrailer()
    }

    /// Every `N G obj` at the start of a token; the last of a number counts, as it does for readers.
    private mutating func findObjects() {
        var position = 0
        while entries.count < Limits.objects,
            let word = bytes.firstIndex(of: "obj", in: position..<bytes.count)
        {
            position = word + 3
            guard let (number, generation, start) = address(before: word) else { continue }
            entries[number] = .offset(start, generation: generation)
            let head = word..<word + 400
            let end = bytes.firstIndex(of: "stream", in: head) ?? head.upperBound
            if bytes.firstIndex(of: "/ObjStm", in: word..<end) != nil, objectStreams.count < Limits.sections {
                objectStreams.append(number)
            } else if bytes.firstIndex(of: "/XRef", in: word..<end) != nil {
                takeTrailer(at: word + 3)
            }
        }
    }

    /// The two numbers that stand before `obj`, and where the first of them starts.
    private func address(before word: Int) -> (number: Int, generation: Int, start: Int)? {
        var place = word
        guard let generation = numberBefore(&place), let number = numberBefore(&place) else { return nil }
        guard number > 0, number <= Limits.objects * 8, !bytes[place - 1].isRegular || place == 0 else {
            return nil
        }
        return (number, generation, place)
    }

    private func numberBefore(_ place: inout Int) -> Int? {
        var index = place
        while index > 0, place - index < 8, bytes[index - 1].isSpace { index -= 1 }
        let end = index
        while index > 0, end - index < 10, bytes[index - 1].isDigit { index -= 1 }
        guard index < end else { return nil }
        place = index
        return (index..<end).reduce(0) { $0 * 10 + Int(bytes[$1] - 48) }
    }

    /// The last few trailers; more would let a file of nothing but trailers take long.
    private mutating func findTrailer() {
        var end = bytes.count
        for _ in 0..<16 {
            guard trailer["Root"] == nil,
                let word = bytes.lastIndex(of: "trailer", in: 0..<end)
            else { return }
            takeTrailer(at: word + 7)
            end = word
        }
    }

    private var attempts = 0

    private mutating func takeTrailer(at position: Int) {
        attempts += 1
        guard attempts <= 64 else { return }
        var parser = ObjectParser(bytes[0..<min(bytes.count, position + 65_536)], at: position)
        // What cannot be read is no trailer.
        guard let found = try? parser.object().dictionary, found["Root"] != nil else { return }
        trailer = [
            "Root": found["Root"], "Info": found["Info"], "ID": found["ID"], "Encrypt": found["Encrypt"],
        ]
        .compactMapValues { $0 }
    }
}
