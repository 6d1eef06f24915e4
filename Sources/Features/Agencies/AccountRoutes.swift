import HTML
import HTTP
import Kernel
import Web

/// Signing in and out, and one's own account, for people.
///
///     GET  /sign-in            the form
///     POST /sign-in            open a session
///     POST /sign-out           end it
///     GET  /account            one's account
///     POST /account/password   change one's password
///     GET  /language/:language choose Thai or English
struct AccountRoutes: Sendable {
    let accounts: Accounts
    let office: SignInOffice
    let assets: Assets

    func add(to site: inout Site) {
        site.open(.get, "/sign-in", signInForm)
        site.open(.post, "/sign-in", signIn)
        site.form("/sign-out", on: { _ in "/account" }, signOut)
        site.page("/account") { visit in
            visit.answer(accountPage(visit, isChanged: visit.request.query["changed"] != nil))
        }
        site.form("/account/password", on: { _ in "/account" }, changePassword)
        site.open(.get, "/language/:language", chooseLanguage)
    }

    func signInForm(_ visit: OpenVisit) throws -> Response {
        page(
            visit,
            form: FilledForm(),
            next: visit.request.query["next"],
            ended: visit.request.query["ended"]
        )
    }

    /// There is no session yet whose token could be asked for; but browsers tell where a form comes from.
    func signIn(_ visit: OpenVisit) throws -> Response {
        let form = try SentForm(visit.request)
        guard visit.request.isFromOwnSite else { throw UserError.ofAnotherSite }
        do {
            let token = try accounts.signIn(
                username: form.text("username"),
                password: form.text("password"),
                peer: visit.peer
            )
            var answer = Response.seeOther(Self.ownAddress(form.text("next")))
            answer.headers.append("set-cookie", accounts.cookie.field(token: token))
            return answer
        } catch let refusal as UserError where refusal.code == .notRecognised || refusal.code == .tooMany {
            return page(
                visit,
                form: FilledForm(form, refused: refusal),
                next: form.text("next"),
                status: refusal.code.status
            )
        }
    }

    func signOut(_ visit: Visit, _ form: SentForm) throws -> Response {
        try accounts.desk.end(token: visit.session, by: visit.actor)
        var answer = Response.seeOther("/sign-in")
        answer.headers.append("set-cookie", accounts.cookie.field(token: ""))
        return answer
    }

    func changePassword(_ visit: Visit, _ form: SentForm) throws -> Response {
        do {
            let typed = try ChangePasswordForm(
                current: form.text("current"),
                new: form.text("new"),
                again: form.text("again")
            )
            try accounts.changePassword(
                typed,
                by: visit.actor,
                token: visit.session
            )
            return .seeOther("/account?changed=1")
        } catch let refusal as UserError where refusal.code == .invalid || refusal.code == .tooMany {
            return visit.answer(
                accountPage(visit, form: FilledForm(form, refused: refusal)),
                status: refusal.code.status
            )
        }
    }

    func chooseLanguage(_ visit: OpenVisit) throws -> Response {
        guard let language = visit.request.parameters["language"].flatMap(Language.init(rawValue:)) else {
            throw UserError.nothingHere
        }
        var answer = Response.seeOther(Self.ownAddress(visit.request.referrerPath ?? "/"))
        answer.headers.append(
            "set-cookie",
            "language=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax"
        )
        return answer
    }

    private func page(
        _ visit: OpenVisit,
        form: FilledForm,
        next: String?,
        ended: String? = nil,
        status: Int = 200
    ) -> Response {
        .html(
            signInPage(office, visit.t, assets, form: form, next: Self.ownAddress(next ?? "/"), ended: ended),
            status: status
        )
    }

    /// An address of this site only: nothing that leads elsewhere.
    private static func ownAddress(_ wanted: String) -> String {
        let isOwn =
            wanted.hasPrefix("/") && !wanted.hasPrefix("//")
            && wanted.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }
        return isOwn ? wanted : "/"
    }
}

extension Request {
    /// Whether the browser does not say that the form stands on a page of another site, by `Sec-Fetch-Site` or, without
    /// TLS, by `Origin`.
    fileprivate var isFromOwnSite: Bool {
        if let site = headers["sec-fetch-site"] { return site == "same-origin" || site == "none" }
        guard let origin = headers["origin"] else { return true }
        return headers["host"].map { origin.hasSuffix("://\($0)") } ?? false
    }
}

extension UserError {
    fileprivate static let ofAnotherSite = UserError(
        .forbidden,
        "แบบฟอร์มเข้าสู่ระบบนี้ไม่ได้มาจากระบบนี้ กรุณาเปิดหน้าเข้าสู่ระบบใหม่",
        "This sign-in form is not ours: open the sign-in page anew"
    )
}
