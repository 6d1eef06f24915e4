import CArgon2

/// Turns passwords into hashes by argon2id (RFC 9106), in the PHC string form.
public struct PasswordHasher: Sendable {
    /// Memory in KiB.
    public let memory: UInt32
    /// Passes over the memory.
    public let passes: UInt32
    private let decoy: String

    /// OWASP's second choice: 19 MiB, two passes, one lane; about 25 ms of one core.
    public static let standard = PasswordHasher(memory: 19_456, passes: 2)

    /// Small amounts are for tests only.
    public init(memory: UInt32, passes: UInt32) {
        self.memory = memory
        self.passes = passes
        decoy = Self.encode("", memory: memory, passes: passes) ?? ""
    }

    /// A hash of the password with a salt of its own.
    public func hash(_ password: String) throws -> String {
        guard let encoded = Self.encode(password, memory: memory, passes: passes) else {
            throw PasswordHashingFailed()
        }
        return encoded
    }

    /// Whether the password is the one that was hashed. Without a hash it is false, after as much work.
    public func verify(_ password: String, against hash: String?) -> Bool {
        let bytes = Array(password.utf8)
        let matches = argon2id_verify(hash ?? decoy, bytes, bytes.count) == ARGON2_OK.rawValue
        return matches && hash != nil
    }

    private static func encode(_ password: String, memory: UInt32, passes: UInt32) -> String? {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let bytes = Array(password.utf8)
        var encoded = [CChar](repeating: 0, count: 128)
        let code = argon2id_hash_encoded(
            passes,
            memory,
            1,
            bytes,
            bytes.count,
            salt,
            salt.count,
            32,
            &encoded,
            encoded.count
        )
        guard code == ARGON2_OK.rawValue else { return nil }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The machine had no memory to hash a password.
public struct PasswordHashingFailed: Error {}
