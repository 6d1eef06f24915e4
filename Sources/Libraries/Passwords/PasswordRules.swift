import ThaiText

/// What a new password must be like; length counts, not kinds of characters (NIST SP 800-63B, 5.1.1).
public struct PasswordRules: Sendable {
    /// The fewest characters, as a reader counts them.
    public let least: Int
    /// The most characters.
    public let most: Int
    private let common: Set<String>

    /// From 8 to 128 characters, and none of those that everybody tries first.
    public static let standard = PasswordRules(least: 8, most: 128, common: commonest)

    /// Rules of one's own; `common` is compared without regard to capitals.
    public init(least: Int, most: Int, common: some Sequence<String>) {
        self.least = least
        self.most = most
        self.common = Set(common.map { PlainText.composed($0.lowercased()) })
    }

    /// Why a password is not taken.
    public enum Refusal: Equatable, Sendable {
        case tooShort(least: Int)
        case tooLong(most: Int)
        /// It is among the first that anybody would try: a known one, one character again and again, or a row such
        /// as `12345678`.
        case common
    }

    /// Why the password is not taken; nil when it is.
    public func refusal(of password: String) -> Refusal? {
        // A character may be of many code points; those are bounded too, so that nobody makes us count for long.
        guard password.unicodeScalars.count <= most * 8, password.count <= most else {
            return .tooLong(most: most)
        }
        guard password.count >= least else { return .tooShort(least: least) }
        let plain = PlainText.composed(password.lowercased())
        return common.contains(plain) || Self.isRow(plain) ? .common : nil
    }

    /// Whether each character follows the one before by the same step of -1, 0 or 1.
    private static func isRow(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        guard values.count > 1, abs(values[1] - values[0]) <= 1 else { return false }
        return zip(values, values.dropFirst()).allSatisfy { $1 - $0 == values[1] - values[0] }
    }
}

/// The commonest of at least eight characters, with rows of the Thai keyboard and the names at hand.
private let commonest = [
    "password", "password1", "password12", "password123", "password1234", "passw0rd", "p@ssw0rd", "p@ssword",
    "p@ssw0rd1", "pass1234", "1234567890", "123456789a", "12341234", "12121212", "11223344", "11112222",
    "123123123",
    "123454321", "87654321", "147258369", "789456123", "159357159", "01234567", "0123456789", "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx", "1qaz2wsx3edc", "q1w2e3r4", "qwertyui", "qwertyuiop", "qwerty12", "qwerty123", "qwerty1234",
    "qwer1234", "1234qwer", "asdfghjk", "asdfghjkl", "asdf1234", "zxcvbnm1", "zxcvbnm,", "zaq12wsx",
    "abcd1234",
    "abc12345", "abc123456", "aa123456", "a1234567", "a12345678", "iloveyou", "iloveyou1", "sunshine",
    "princess",
    "football", "baseball", "superman", "welcome1", "welcome123", "letmein1", "admin123", "admin1234",
    "admin12345",
    "administrator", "changeme", "changeme1", "default1", "computer", "internet", "samsung1", "liverpool",
    "chelsea1",
    "thailand", "thailand1", "thailand123", "bangkok1", "bangkok123", "sawasdee", "sawatdee", "saraban1",
    "saraban123",
    "saraban1234", "saraban12345", "ฟหกดเ้่าสว", "ฟหกด่าสว", "ๆไำพะัีรนย", "รหัสผ่าน", "สวัสดีครับ", "สวัสดีค่ะ",
    "ประเทศไทย",
]
