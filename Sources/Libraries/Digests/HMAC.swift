import COpenSSL

/// Keyed digests (RFC 2104).
public enum HMAC {
    /// HMAC-SHA-256 of a message: 32 bytes.
    public static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            var length: UInt32 = 0
            guard
                COpenSSL.HMAC(
                    EVP_sha256(),
                    key,
                    Int32(key.count),
                    message,
                    message.count,
                    buffer.baseAddress,
                    &length
                ) != nil
            else { preconditionFailure("OpenSSL refused a keyed digest") }
            count = Int(length)
        }
    }
}

/// Whether two byte strings are equal, in a time that does not tell where they differ.
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
