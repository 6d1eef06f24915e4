import Testing

@testable import CMS

@Suite struct DERTests {
    @Test func `lengths are written in the shortest form`() {
        #expect(DER.octets([1]) == [0x04, 1, 1])
        #expect(Array(DER.octets(Array(repeating: 7, count: 128)).prefix(3)) == [0x04, 0x81, 0x80])
        #expect(Array(DER.octets(Array(repeating: 7, count: 256)).prefix(4)) == [0x04, 0x82, 1, 0])
    }

    @Test func `integers keep their sign`() {
        #expect(DER.integer(0) == [2, 1, 0])
        #expect(DER.integer(128) == [2, 2, 0, 128])
        #expect(DER.integer(unsigned: [0, 0, 0x80]) == [2, 2, 0, 0x80])
        #expect(DER.integer(unsigned: [0, 0]) == [2, 1, 0])
    }

    @Test func `identifiers are those of the standards`() {
        #expect(ObjectIdentifier.sha256.der == [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1])
    }

    @Test func `a set is ordered by its encodings`() {
        #expect(DER.set(of: [[2, 1, 5], [2, 1, 3]]) == [0x31, 6, 2, 1, 3, 2, 1, 5])
    }
}
