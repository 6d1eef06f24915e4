import HTML
import HTTP
import JSON
import Kernel
import SQL

/// All addresses of the program, and the guards in front of them.
///
/// A page for people asks for a session cookie, and a form of it for the token against forgery. An address of the
/// API takes a bearer token, or the cookie together with that token. Refusals become pages for people and
/// `application/problem+json` for programs.
package struct Site: Sendable {
    package private(set) var router = Router()
    private let desk: any SignInDesk
    /// How refusals look to people, in the frame for those who are signed in.
    private let look: @Sendable (UserError, Language, Visit?) -> HTML
    private let frame: any ScreenFrame
    private let cookie: SessionCookie
    /// Whether the proxy in front says who the client is.
    private let trustsProxy: Bool
    private let log: @Sendable (String) -> Void

    package init(
        desk: any SignInDesk,
        look: @escaping @Sendable (UserError, Language, Visit?) -> HTML,
        frame: any ScreenFrame,
        cookie: SessionCookie,
        trustsProxy: Bool,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.desk = desk
        self.look = look
        self.frame = frame
        self.cookie = cookie
        self.trustsProxy = trustsProxy
        self.log = log
    }

    /// The answer to a request, whatever happens.
    package func respond(to request: Request) -> Response {
        let answer: Response
        switch router.match(request.method, request.path) {
        case .found(let route, let parameters):
            var request = request
            request.parameters = parameters
            answer = run(route, request)
        case .otherMethods(let methods):
            answer = methodNotAllowed(methods, request)
        case .nothing:
            answer = refused(.nothingHere, request)
        }
        return SecurityHeaders.added(to: answer)
    }

    /// The answer to a request that never came to a handler: its head or its body was refused, the server is overloaded, or
    /// an answer could not be sent.
    package func refusal(_ status: Int, at path: String) -> Response {
        let request = Request(.get, path)
        let methods = router.methods(at: path)
        let answer =
            status != 405
            ? refused(.unserved(status), request, status: status)
            : methods.isEmpty ? refused(.nothingHere, request) : methodNotAllowed(methods, request)
        return SecurityHeaders.added(to: answer)
    }

    // MARK: Adding addresses

    /// An address that anybody may open.
    package mutating func open(
        _ method: Request.Method,
        _ pattern: String,
        operation: Operation? = nil,
        _ handler: @escaping @Sendable (OpenVisit) throws -> Response
    ) {
        let site = self
        router.add(Route(method, pattern, operation: operation) { try handler(site.openVisit($0)) })
    }

    /// A page for people who are signed in.
    package mutating func page(_ pattern: String, _ handler: @escaping @Sendable (Visit) throws -> Response) {
        let site = self
        router.add(
            Route(.get, pattern) { request in
                guard let visit = try site.visit(request) else { return site.signInFirst(request) }
                return try handler(visit)
            }
        )
    }

    /// An address that pages ask by themselves: that does not show that anybody is there.
    package mutating func poll(_ pattern: String, _ handler: @escaping @Sendable (Visit) throws -> Response) {
        let site = self
        router.add(
            Route(.get, pattern) { request in
                guard let visit = try site.visit(request, isPresent: false) else {
                    return site.signInFirst(request)
                }
                return try handler(visit)
            }
        )
    }

    /// What a form of this site sends. The form's fields and files are read and its token is checked first.
    ///
    /// `page` gives the address of the page on which the form stands: whoever comes to the form's own address, by another
    /// language or by opening it anew after a refusal, is led there.
    package mutating func form(
        _ pattern: String,
        on page: @escaping @Sendable (Visit) throws -> String,
        largestBody: Int = Route.usualBody,
        _ handler: @escaping @Sendable (Visit, SentForm) throws -> Response
    ) {
        self.page(pattern) { .seeOther(try page($0)) }
        let site = self
        router.add(
            Route(.post, pattern, largestBody: largestBody) { request in
                guard let visit = try site.visit(request) else { return site.signInFirst(request) }
                let form = try SentForm(request)
                guard
                    RequestForgery.isGenuine(
                        form.fields[RequestForgery.field] ?? request.headers[RequestForgery.header],
                        for: visit.session
                    )
                else { throw UserError.forged }
                return try handler(visit, form)
            }
        )
    }

    /// An act for programs.
    package mutating func api(
        _ method: Request.Method,
        _ pattern: String,
        _ operation: Operation,
        largestBody: Int = Route.usualBody,
        _ handler: @escaping @Sendable (Visit) throws -> Response
    ) {
        let site = self
        router.add(
            Route(method, pattern, operation: operation, largestBody: largestBody) { request in
                guard let visit = try site.programVisit(request) else { throw UserError.signedOut }
                return try handler(visit)
            }
        )
    }

    // MARK: Guards

    /// The longest body that an address takes, in bytes.
    package func longestBody(of request: Request) -> Int {
        guard case .found(let route, _) = router.match(request.method, request.path) else {
            return Route.usualBody
        }
        return route.largestBody
    }

    /// Whether a body that goes to disk is kept: files of people who are not signed in would fill it.
    package func keepsLargeBody(of request: Request) -> Bool {
        guard longestBody(of: request) > Route.usualBody else { return true }
        let token = request.bearerToken ?? cookie.token(in: request)
        // Without a database nobody can be asked; then no file is kept either.
        return (try? token.flatMap { try desk.visitor(token: $0, isPresent: false) }) != nil
    }

    private func visit(_ request: Request, isPresent: Bool = true) throws -> Visit? {
        guard let token = cookie.token(in: request),
            let actor = try desk.visitor(token: token, isPresent: isPresent)
        else { return nil }
        return Visit(request: request, actor: actor, t: request.language, session: token, frame: frame)
    }

    private func programVisit(_ request: Request) throws -> Visit? {
        if let token = request.bearerToken {
            guard let actor = try desk.visitor(token: token, isPresent: true) else { return nil }
            return Visit(request: request, actor: actor, t: request.language, session: token, frame: frame)
        }
        guard let visit = try visit(request) else { return nil }
        let changes = request.method != .get && request.method != .head
        if changes, !RequestForgery.isGenuine(request.headers[RequestForgery.header], for: visit.session) {
            throw UserError.forged
        }
        return visit
    }

    private func openVisit(_ request: Request) -> OpenVisit {
        let forwarded = trustsProxy ? request.headers["x-forwarded-for"]?.split(separator: ",").last : nil
        let peer = forwarded.map { String($0.trimmingSpaces()) } ?? request.peer
        return OpenVisit(request: request, t: request.language, peer: peer.cut(to: 60))
    }

    /// Leads to signing in and from there to what was wanted: the page, or that on which the form stands that was sent.
    private func signInFirst(_ request: Request) -> Response {
        let isForm = request.method == .post
        let wanted = isForm ? request.referrerPath ?? "/" : request.path + request.query.encoded
        var query = Fields()
        if wanted != "/" { query.append("next", wanted) }
        // A browser whose session still held would not be here.
        if isForm {
            query.append("ended", "form")
        } else if cookie.token(in: request) != nil {
            query.append("ended", "page")
        }
        return .seeOther("/sign-in" + query.encoded)
    }

    // MARK: Answers to what went wrong

    private func run(_ route: Route, _ request: Request) -> Response {
        do {
            return try route.handler(request)
        } catch let refusal as UserError {
            return refused(refusal, request)
        } catch let refusal as FormError {
            return refused(refusal.asRefusal, request)
        } catch {
            return fault(error, request)
        }
    }

    private func refused(_ refusal: UserError, _ request: Request, status: Int? = nil) -> Response {
        let status = status ?? refusal.code.status
        if request.isForPrograms { return Problem(refusal, status: status).response }
        if refusal.code == .signedOut { return signInFirst(request) }
        // Without a database there is no session to ask for, but there are words.
        let visit = try? visit(request, isPresent: false)
        return .html(look(refusal, request.language, visit), status: status)
    }

    private func methodNotAllowed(_ methods: [Request.Method], _ request: Request) -> Response {
        let refusal = UserError(
            .methodNotAllowed,
            "ที่อยู่นี้ไม่รับคำขอแบบนี้",
            "This address does not take this method"
        )
        var answer = refused(refusal, request)
        answer.headers["allow"] = methods.map(\.rawValue).joined(separator: ", ")
        return answer
    }

    /// A fault of ours: the log gets everything but what was typed, the person a number to report, or where the database is
    /// away for a moment the advice to try again.
    private func fault(_ error: any Error, _ request: Request) -> Response {
        let reference = Identifier<Site>.new(at: Clock.system.now()).rawValue.suffix(8)
        log("fault \(reference) at \(request.method.rawValue) \(request.path): \(error)")
        if (error as? SQLError)?.code == .transient {
            var answer = refused(.databaseAway, request, status: 503)
            answer.headers["retry-after"] = "2"
            return answer
        }
        let refusal = UserError(
            .fault,
            "ระบบขัดข้อง สิ่งที่บันทึกไว้แล้วไม่สูญหาย กรุณาแจ้งผู้ดูแลพร้อมหมายเลข \(reference)",
            "Something went wrong on our side. What was saved is safe. Please report the number \(reference)"
        )
        return refused(refusal, request)
    }
}

extension UserError {
    fileprivate static let forged = UserError(
        .forbidden,
        "แบบฟอร์มนี้หมดอายุหรือไม่ได้มาจากระบบนี้ กรุณาเปิดหน้าใหม่แล้วลองอีกครั้ง",
        "This form is too old or is not ours: open the page again and retry"
    )
    /// Why the server did not come to work on a request.
    fileprivate static func unserved(_ status: Int) -> UserError {
        switch status {
        case 413:
            UserError(.tooLarge, "ข้อมูลที่ส่งมาใหญ่เกินกว่าที่รับได้", "What was sent is larger than is taken here")
        case 500:
            UserError(
                .fault,
                "ระบบขัดข้อง สิ่งที่บันทึกไว้แล้วไม่สูญหาย กรุณาแจ้งผู้ดูแล",
                "Something went wrong on our side. What was saved is safe. Please tell the administrator"
            )
        case 503:
            UserError(
                .fault,
                "ขณะนี้ระบบรับคำขอเพิ่มไม่ได้ กรุณาลองใหม่ในอีกสักครู่",
                "The server can take no more at this moment: please try again shortly"
            )
        default:
            UserError(
                .invalid,
                "อ่านคำขอนี้ไม่ได้ กรุณาตรวจสอบที่อยู่หรือโปรแกรมที่ส่งมา",
                "This request cannot be read: check the address, or the program that sent it"
            )
        }
    }
    fileprivate static let databaseAway = UserError(
        .fault,
        "ขณะนี้ฐานข้อมูลไม่ตอบ สิ่งที่บันทึกไว้แล้วไม่สูญหาย กรุณาลองใหม่ในอีกสักครู่",
        "The database does not answer at this moment. What was saved is safe: please try again shortly"
    )
    static let signedOut = UserError(.signedOut, "กรุณาลงชื่อเข้าใช้ก่อน", "Please sign in first")
}

extension FormError {
    fileprivate var asRefusal: UserError {
        switch code {
        case .notAForm:
            UserError(
                .invalid,
                "ต้องส่งเป็นแบบฟอร์ม (multipart/form-data หรือ application/x-www-form-urlencoded)",
                "Send this as a form: multipart/form-data or application/x-www-form-urlencoded"
            )
        case .malformed:
            UserError(.invalid, "แบบฟอร์มส่งมาไม่ครบ กรุณาส่งใหม่", "The form came broken: please send it again")
        case .tooManyFields:
            UserError(
                .tooLarge,
                "แบบฟอร์มนี้กรอกหรือเลือกไว้เกิน ๒,๐๐๐ รายการ กรุณาแบ่งส่งเป็นหลายครั้ง",
                "More than 2,000 fields are filled or ticked: send them in several parts"
            )
        case .tooLarge:
            UserError(
                .tooLarge,
                "ข้อมูลในแบบฟอร์มมากเกินไป รับข้อความไม่เกินช่องละ ๖๔ กิโลไบต์ และไฟล์ไม่เกิน ๕๐ ไฟล์",
                "The form holds too much: a field takes 64 kB, and a form 50 files"
            )
        }
    }
}

extension UserError.Code {
    /// The HTTP status of a refusal (RFC 9110).
    package var status: Int {
        switch self {
        case .notFound: 404
        case .methodNotAllowed: 405
        case .fault: 500
        case .forbidden: 403
        case .invalid: 422
        case .conflict: 409
        case .tooLarge: 413
        case .tooMany: 429
        case .signedOut, .notRecognised: 401
        }
    }
}
