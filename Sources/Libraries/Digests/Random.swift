/// Bytes that nobody can guess, from the kernel's generator (getrandom(2)).
public enum Random {
    /// So many bytes; nothing for a count below one.
    public static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count {
            withUnsafeBytes(of: generator.next() as UInt64) { bytes += $0.prefix(count - bytes.count) }
        }
        return bytes
    }

    /// 256 bits in 43 URL-safe characters.
    public static func token() -> String { bytes(32).base64url }
}
