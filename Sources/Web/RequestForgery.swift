import Digests

/// Tells the site's own forms from forms that another site made the browser send.
package enum RequestForgery {
    /// The field in which forms carry the token.
    package static let field = "forgery-token"
    /// The header in which scripts carry it.
    package static let header = "x-forgery-token"

    /// The token of a session: only whoever knows the session can make it.
    package static func token(for session: String) -> String {
        HMAC.sha256(key: Array(session.utf8), message: Array("forgery".utf8)).base64url
    }

    package static func isGenuine(_ token: String?, for session: String) -> Bool {
        guard let token else { return false }
        return constantTimeEqual(Array(token.utf8), Array(self.token(for: session).utf8))
    }
}
