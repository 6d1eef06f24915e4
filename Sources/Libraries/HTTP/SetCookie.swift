/// A cookie as a server sets it (RFC 6265, section 4.1): never readable by scripts.
public struct SetCookie: Sendable {
    public enum SameSite: String, Sendable { case strict = "Strict", lax = "Lax" }

    private let name: String
    private let value: String
    private let maxAge: Int?
    private let path: String
    private let sameSite: SameSite
    private let isSecure: Bool

    /// Nil when the name or the value holds a byte that a cookie may not, or when the name begins with `__Host-`
    /// or `__Secure-` and the rest does not fit that promise.
    ///
    /// `maxAge` is in seconds: nil until the browser ends, 0 to forget the cookie now.
    public init?(
        _ name: String,
        _ value: String,
        maxAge: Int? = nil,
        path: String = "/",
        sameSite: SameSite = .lax,
        isSecure: Bool = true
    ) {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isSound), name.utf8.allSatisfy({ $0 != 0x3D }),
            value.utf8.allSatisfy(Self.isSound), path.hasPrefix("/"), path.utf8.allSatisfy(Self.isSound)
        else { return nil }
        if name.hasPrefix("__Secure-"), !isSecure { return nil }
        if name.hasPrefix("__Host-"), !isSecure || path != "/" { return nil }
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.path = path
        self.sameSite = sameSite
        self.isSecure = isSecure
    }

    /// The value of the `Set-Cookie` field.
    public var field: String {
        var field = "\(name)=\(value); Path=\(path); HttpOnly; SameSite=\(sameSite.rawValue)"
        if isSecure { field += "; Secure" }
        if let maxAge { field += "; Max-Age=\(maxAge)" }
        return field
    }

    private static func isSound(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x2C, 0x3B, 0x5C: false
        default: byte > 0x20 && byte < 0x7F
        }
    }
}
