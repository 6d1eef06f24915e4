import Digests
import Testing

struct DigestsTests {
    /// FIPS 180-4's examples, and the empty message.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the published digests`(message: String, digest: String) {
        #expect(SHA256.hash(message).hex == digest)
        #expect(SHA256.hash(Array(message.utf8)).hex == digest)
    }

    @Test func `pieces give the digest of the whole`() {
        let million = [UInt8](repeating: 0x61, count: 1_000_000)
        var digest = SHA256()
        for start in stride(from: 0, to: million.count, by: 999) {
            digest.update(million[start..<min(start + 999, million.count)])
        }
        digest.update(EmptyCollection<UInt8>())

        #expect(digest.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `bytes that do not lie together are digested in their order`() {
        var digest = SHA256()
        digest.update([0x63, 0x62, 0x61].reversed())
        #expect(digest.finish() == SHA256.hash("abc"))
    }

    /// RFC 4231, cases 1, 2, 3 and 6, and an empty key and message.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
    func `HMAC gives the published digests`(key: [UInt8], message: [UInt8], digest: String) {
        #expect(HMAC.sha256(key: key, message: message).hex == digest)
    }

    /// RFC 4648, section 10, without padding, and the two letters of its section 5.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64url gives the published texts`(text: String, encoded: String) {
        #expect(Array(text.utf8).base64url == encoded)
        #expect(([0xFB, 0xFF, 0xBF] as [UInt8]).base64url == "-_-_")
    }

    @Test func `equality is of every byte`() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([0, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
    }

    @Test(arguments: [0, 1, 7, 8, 9, 16, 33]) func `random bytes are as many as asked for`(count: Int) {
        #expect(Random.bytes(count).count == count)
    }

    @Test func `random bytes do not repeat and take every value`() {
        let tokens = Set((0..<1000).map { _ in Random.token() })
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { $0.utf8.count == 43 })
        #expect(Set(Random.bytes(20_000)).count == 256)
    }
}
