import PDFSigning
import Testing

@Suite struct SignatureLevelTests {
    @Test func `each level holds the one before`() {
        #expect(SignatureLevel.allCases.sorted() == [.basic, .time, .longTerm, .archive])
        #expect(SignatureLevel(rawValue: "LTA") == .archive)
    }
}
