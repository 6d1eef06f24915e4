import HTTP
import Kernel

/// A request of somebody who is signed in.
package struct Visit: Sendable {
    package let request: Request
    package let actor: Actor
    package let t: Language
    /// The token of the session; it never shows in a page.
    package let session: String
    /// What forms carry to prove that this site made them.
    package var forgeryToken: String { RequestForgery.token(for: session) }
    /// What stands around its pages.
    package let frame: any ScreenFrame

    package init(request: Request, actor: Actor, t: Language, session: String, frame: any ScreenFrame) {
        self.request = request
        self.actor = actor
        self.t = t
        self.session = session
        self.frame = frame
    }

    /// The key in the address; a refusal as for a thing that is not there when it is none.
    package func id<Subject>(_ name: String) throws -> Identifier<Subject> {
        guard let id = Identifier<Subject>(request.parameters[name]) else { throw UserError.nothingHere }
        return id
    }
}

/// A request of somebody who need not be signed in.
package struct OpenVisit: Sendable {
    package let request: Request
    package let t: Language
    /// Where the request comes from: the client behind the proxy, when the proxy is trusted.
    package let peer: String
}

extension UserError {
    /// The refusal for what is not there, and for what must not be known to be there.
    package static let nothingHere = UserError(
        .notFound,
        "ไม่พบสิ่งที่ท่านเปิด อาจถูกย้าย หรือท่านไม่มีสิทธิ์เห็น",
        "Not found: it may have moved, or it is not yours to see"
    )
}

/// Who knows sessions. Declared here so that pages can ask it; the feature that keeps accounts answers.
package protocol SignInDesk: Sendable {
    /// The person a session belongs to; nil when it has ended or never was.
    ///
    /// Sessions end when nobody was there for long; `isPresent` tells that somebody is now.
    func visitor(token: String, isPresent: Bool) throws -> Actor?
    /// Ends a session on the server.
    func end(token: String, by actor: Actor) throws
}
