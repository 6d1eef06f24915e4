/// The objects inside one stream (ISO 32000-1 §7.5.7).
final class ObjectStream {
    let numbers: [Int]
    private let offsets: [Int]
    private let data: PDFBytes
    /// How many bytes the last object took.
    private(set) var lastLength = 0

    init(_ plain: [UInt8], count: Int, first: Int) throws(PDFError) {
        guard count >= 0, count <= Limits.objects, first >= 0, first <= plain.count else {
            throw PDFError(.malformed)
        }
        data = PDFBytes(plain)
        var parser = ObjectParser(data)
        var (numbers, offsets): ([Int], [Int]) = ([], [])
        for _ in 0..<count {
            guard let number = parser.takeCount(), let offset = parser.takeCount() else {
                throw PDFError(.malformed)
            }
            numbers.append(number)
            offsets.append(first &+ offset)
        }
        (self.numbers, self.offsets) = (numbers, offsets)
    }

    func object(_ number: Int, index: Int) throws(PDFError) -> PDFObject {
        // Some writers count wrongly; the number decides.
        let found =
            numbers.indices.contains(index) && numbers[index] == number
            ? index : numbers.firstIndex(of: number)
        guard let found else { return .null }
        var parser = ObjectParser(data, at: offsets[found])
        let object = try parser.object()
        lastLength = parser.position - offsets[found]
        return object
    }
}
