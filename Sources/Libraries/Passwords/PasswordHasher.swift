import CArgon2
import Glibc
import ThaiText
import Threads

/// Turns passwords into hashes by argon2id (RFC 9106), in the PHC string form.
///
/// Passwords count in NFC, so that every keyboard makes the same bytes of the same letters. As many are worked on at
/// once as there are processors; the others wait their turn, so that an office whose people all sign in at half past
/// eight takes no more memory than that.
public struct PasswordHasher: Sendable {
    /// Memory in KiB.
    public let memory: UInt32
    /// Passes over the memory.
    public let passes: UInt32
    private let decoy: String

    /// OWASP's second choice: 19 MiB, two passes, one lane; about 25 ms of one core.
    public static let standard = PasswordHasher(memory: 19_456, passes: 2)

    /// A hasher of another strength; small amounts are for tests only.
    public init(memory: UInt32, passes: UInt32) {
        self.memory = memory
        self.passes = passes
        decoy = Self.encode("", memory: memory, passes: passes) ?? ""
    }

    /// A hash of the password with a salt of its own, in about 100 characters.
    ///
    /// Throws when the machine has no memory for it.
    public func hash(_ password: String) throws -> String {
        guard let encoded = Self.encode(password, memory: memory, passes: passes) else {
            throw PasswordHashingFailed()
        }
        return encoded
    }

    /// Whether the password is the one that was hashed.
    ///
    /// Without a hash, or with one that is not argon2id, it is false after as much work, so that nobody learns from
    /// the time which accounts exist.
    public func verify(_ password: String, against hash: String?) -> Bool {
        let bytes = Array(PlainText.composed(password).utf8)
        let known = hash.flatMap { Strength(of: $0) == nil ? nil : $0 }
        let code = Self.inTurn { argon2id_verify(known ?? decoy, bytes, bytes.count) }
        return code == ARGON2_OK.rawValue && known != nil
    }

    /// Whether a hash was made with another strength than ours, and should be made anew when its owner signs in.
    public func needsRehash(_ hash: String) -> Bool {
        Strength(of: hash) != Strength(memory: memory, passes: passes)
    }

    private static let turns: ThreadSemaphore = {
        _ = saraban_give_back_from(1 << 20)
        return ThreadSemaphore(max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }()

    /// Runs what takes much memory and long; quick requests do not stand behind it.
    private static func inTurn<Result>(_ work: () -> Result) -> Result {
        turns.wait()
        defer { turns.signal() }
        return WorkerPool.stepAside(work)
    }

    private static func encode(_ password: String, memory: UInt32, passes: UInt32) -> String? {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let bytes = Array(PlainText.composed(password).utf8)
        var encoded = [CChar](repeating: 0, count: 128)
        let code = inTurn {
            argon2id_hash_encoded(
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
        }
        guard code == ARGON2_OK.rawValue else { return nil }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The machine had no memory to hash a password.
public struct PasswordHashingFailed: Error {}

/// The cost that a hash says it was made at: `$argon2id$v=19$m=19456,t=2,p=1$…`.
private struct Strength: Equatable {
    let memory: UInt32
    let passes: UInt32

    init(memory: UInt32, passes: UInt32) {
        self.memory = memory
        self.passes = passes
    }

    /// Nil for anything but the whole of an argon2id hash of version 19 with one lane.
    init?(of hash: String) {
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19" else {
            return nil
        }
        let costs = parts[3].split(separator: ",")
        guard costs.count == 3, costs[0].hasPrefix("m="), costs[1].hasPrefix("t="), costs[2] == "p=1",
            let memory = UInt32(costs[0].dropFirst(2)), let passes = UInt32(costs[1].dropFirst(2))
        else { return nil }
        self.init(memory: memory, passes: passes)
    }
}
