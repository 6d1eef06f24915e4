/// Bytes that nobody can guess, from the system's own source.
public enum Random {
    public static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// 256 bits in 43 URL-safe characters.
    public static func token() -> String { bytes(32).base64url }
}
