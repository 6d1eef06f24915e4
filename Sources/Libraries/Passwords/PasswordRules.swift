/// What a new password must be like. Length counts, not kinds of characters (NIST SP 800-63B §5.1.1).
public struct PasswordRules: Sendable {
    public let least: Int
    public let most: Int
    private let common: Set<String>

    /// From 8 to 128 characters, and none of those that everybody tries first.
    public static let standard = PasswordRules(
        least: 8,
        most: 128,
        common: [
            "password", "password1", "12345678", "123456789", "1234567890", "qwertyui", "qwerty123",
            "11111111",
            "00000000", "iloveyou", "abcd1234", "admin123", "p@ssw0rd", "passw0rd", "saraban1", "thailand",
            "bangkok1", "1q2w3e4r", "87654321", "99999999",
        ]
    )

    public enum Refusal: Equatable, Sendable {
        case tooShort(least: Int)
        case tooLong(most: Int)
        case common
    }

    /// Why the password is not taken; nil when it is.
    public func refusal(of password: String) -> Refusal? {
        if password.count < least { return .tooShort(least: least) }
        if password.count > most { return .tooLong(most: most) }
        return common.contains(password.lowercased()) ? .common : nil
    }
}
