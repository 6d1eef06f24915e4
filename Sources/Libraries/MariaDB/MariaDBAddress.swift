import SQL

/// Where a database is and who opens it, such as `mariadb://saraban:secret@db.example.go.th:3306/saraban`.
///
/// A server on the same machine is reached with
/// `mariadb://saraban@localhost/saraban?socket=/run/mysqld/mysqld.sock`. With
/// `?tls=/etc/ssl/certs/ca-certificates.crt` nothing is sent but over TLS, to a server whose certificate names the host
/// and was issued by an authority of that file. Characters with a meaning of their own stand percent-encoded in user and
/// password. The password is never shown.
public struct MariaDBAddress: Equatable, Sendable {
    public let user: String
    let password: String
    /// A name or a numeric address, without brackets.
    public let host: String
    public let port: UInt16
    /// The path of the server's socket, used instead of host and port.
    public let socket: String?
    /// The path of the authorities that may vouch for the server (PEM); nil where the connection is not encrypted.
    public let authorities: String?
    /// The name of the database.
    public let name: String

    /// Throws `SQLError(.failed)` with what is wrong, never quoting the part that holds the password.
    public init(_ url: String) throws {
        let scheme = "mariadb://"
        guard url.hasPrefix(scheme) else { throw Self.mistake("must start with \(scheme)") }
        let (beforeQuery, query) = url.dropFirst(scheme.count).split(atFirst: "?")
        let (authority, path) = beforeQuery.split(atFirst: "/")
        // The last @, so that one written plainly in the password is not taken for the host's.
        guard let at = authority.lastIndex(of: "@") else { throw Self.mistake("has no user") }
        let (user, password) = authority[..<at].split(atFirst: ":")
        self.user = try Self.decoded(user, as: "user")
        self.password = try Self.decoded(password ?? "", as: "password")
        guard !self.user.isEmpty else { throw Self.mistake("has no user") }
        (socket, authorities) = try Self.options(query)
        (host, port) = try Self.hostAndPort(authority[authority.index(after: at)...], isNeeded: socket == nil)
        name = try Self.databaseName(path)
    }

    private static func options(_ query: Substring?) throws -> (socket: String?, authorities: String?) {
        guard let query else { return (nil, nil) }
        let (key, value) = query.split(atFirst: "=")
        guard let value, key == "socket" || key == "tls" else {
            throw mistake("knows no option but socket=/path or tls=/path, one of them")
        }
        let path = try decoded(value, as: String(key))
        guard path.hasPrefix("/"), path.utf8.count <= 107 else {
            throw mistake("needs an absolute path of at most 107 bytes as its \(key)")
        }
        return key == "socket" ? (path, nil) : (nil, path)
    }

    private static func hostAndPort(_ text: Substring, isNeeded: Bool) throws -> (String, UInt16) {
        var host = text
        var port: Substring?
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw mistake("has no valid host") }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            (host, port) = text.split(atFirst: ":")
        }
        // The client library would read options out of a host with other signs.
        let isPlain = host.utf8.allSatisfy {
            $0.isLetterOrDigit || $0 == 45 || $0 == 46 || $0 == 95 || $0 == 58
        }
        guard isPlain, !(isNeeded && host.isEmpty) else { throw mistake("has no valid host") }
        guard let port else { return (String(host), 3306) }
        guard port.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt16(port), number > 0 else {
            throw mistake("needs a port from 1 to 65535")
        }
        return (String(host), number)
    }

    private static func databaseName(_ path: Substring?) throws -> String {
        guard let path, (1...64).contains(path.utf8.count),
            path.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == 95 || $0 == 45 })
        else {
            throw mistake("needs a database name of 1 to 64 letters, digits, _ or - after the host")
        }
        return String(path)
    }

    private static func decoded(_ text: Substring, as part: String) throws -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else {
                throw mistake("has a % without two hexadecimal digits in its \(part)")
            }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw mistake("has a \(part) that is not text")
        }
        return decoded
    }

    private static func mistake(_ words: String) -> SQLError {
        SQLError(.failed, "the address of the database \(words): mariadb://user:password@host:port/name")
    }
}

extension MariaDBAddress: CustomStringConvertible, CustomReflectable {
    /// The address without the password.
    public var description: String {
        let shownHost = host.contains(":") ? "[\(host)]" : host
        let option = socket.map { "?socket=\($0)" } ?? authorities.map { "?tls=\($0)" }
        return "mariadb://\(user)@\(shownHost):\(port)/\(name)\(option ?? "")"
    }

    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

extension Substring {
    /// What stands before and after a sign; nil after it when there is none.
    fileprivate func split(atFirst separator: Character) -> (Substring, Substring?) {
        guard let index = firstIndex(of: separator) else { return (self, nil) }
        return (self[..<index], self[self.index(after: index)...])
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
    }

    fileprivate var hexDigit: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}
