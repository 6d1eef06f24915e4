import HTML
import HTTP
import JSON
import Kernel

extension Response {
    /// A page.
    package static func html(_ page: HTML, status: Int = 200) -> Response {
        Response(
            status: status,
            headers: ["content-type": "text/html; charset=utf-8"],
            body: .parts(page.parts)
        )
    }

    /// A JSON document.
    package static func json(_ value: JSONValue, status: Int = 200) -> Response {
        .bytes(value.encoded, type: "application/json", status: status)
    }

    /// One page of a list: `{items, next}`, where `next` goes into `after` of the next request, or is null.
    package static func list(_ items: [JSONValue], next: String?) -> Response {
        .json(.object([("items", .array(items)), ("next", JSONValue(next))]))
    }
}

extension Request {
    /// The language that was chosen on the screens; Thai until one was.
    package var language: Language {
        Cookies(headers["cookie"])["language"].flatMap(Language.init(rawValue:)) ?? .thai
    }

    /// Whether the answer is for a program.
    var isForPrograms: Bool { path.hasPrefix("/api/") || path == "/openapi.json" || path == "/healthz" }

    /// The token of `Authorization: Bearer`.
    package var bearerToken: String? {
        guard let value = headers["authorization"], value.utf8.count > 7,
            value.prefix(7).lowercased() == "bearer "
        else { return nil }
        return String(value.dropFirst(7))
    }
}

/// The cookie that carries a session. It is sent to this site only, never to scripts.
package struct SessionCookie: Sendable {
    private let isSecure: Bool

    /// `isSecure` where people come over TLS.
    package init(isSecure: Bool) { self.isSecure = isSecure }

    /// With `__Host-` a browser binds the cookie to this host and to TLS, so that no neighbour can set it. Where that is to
    /// be had, no other name counts.
    private var name: String { isSecure ? "__Host-saraban-session" : "saraban-session" }

    func token(in request: Request) -> String? { Cookies(request.headers["cookie"])[name] }

    /// The field that sets the session, or ends it with an empty token.
    package func field(token: String) -> String {
        let age = token.isEmpty ? "; Max-Age=0" : ""
        return "\(name)=\(token); Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")\(age)"
    }
}

/// What browsers are told about every answer.
enum SecurityHeaders {
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
        connect-src 'self'; worker-src 'self' blob:; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; \
        base-uri 'none'
        """

    static func added(to answer: Response) -> Response {
        var answer = answer
        answer.headers.append("x-content-type-options", "nosniff")
        answer.headers.append("referrer-policy", "same-origin")
        answer.headers.append("cross-origin-opener-policy", "same-origin")
        answer.headers.append("cross-origin-resource-policy", "same-origin")
        if answer.headers["content-security-policy"] == nil {
            answer.headers.append("content-security-policy", policy)
        }
        if answer.headers["cache-control"] == nil { answer.headers.append("cache-control", "no-store") }
        return answer
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var text = self
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
