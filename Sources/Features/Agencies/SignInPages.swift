import HTML
import Kernel
import Web

/// Where people sign in. In a sample office it also tells who may.
///
/// `ended` says that a session has ended and with what: a `page` that was asked for, or a `form` that was sent.
func signInPage(
    _ office: SignInOffice,
    _ t: Language,
    _ assets: Assets,
    form: FilledForm,
    next: String,
    ended: String? = nil
) -> HTML {
    var username = FormField("username", t("ชื่อผู้ใช้", "Username"))
    username.kind = .username
    var password = FormField("password", t("รหัสผ่าน", "Password"))
    password.kind = .password(autocomplete: "current-password")
    return document(
        t("เข้าสู่ระบบ", "Sign in"),
        t,
        assets,
        bodyClass: "sb-signin",
        body: """
            <header><div class="sb-signin__top">\(languageSwitch(t))</div></header>
            <main class="sb-signin__main" id="main">
              <div class="sb-signin__office"><div class="sb-signin__mark">\(brandMark)</div>
                <h1>\(office.name(t))</h1>
                <p>\(t("ระบบสารบรรณอิเล็กทรอนิกส์ สำหรับข้าราชการและเจ้าหน้าที่ที่มีบัญชีแล้ว", "Electronic correspondence, for officers who have an account"))</p>
                \(if: office.isSample, sampleNote(t))
              </div>
              <form class="sb-signin__form" action="/sign-in" method="post" aria-labelledby="signin-h">
                <h2 id="signin-h">\(t("เข้าสู่ระบบ", "Sign in"))</h2>
                \(ended, then: { endedNote($0, t) })
                \(form.summary(t))
                <input type="hidden" name="next" value="\(next)">
                \(username.html(form, t))
                \(password.html(FilledForm(), t))
                <button class="btn btn-primary" type="submit">\(t("เข้าสู่ระบบ", "Sign in")) <kbd lang="en">Enter</kbd></button>
                <p class="sb-meta">\(t("ลืมรหัสผ่านหรือยังไม่มีบัญชี ติดต่อผู้ดูแลระบบของหน่วยงาน", "No account, or the password is lost? Ask your office's administrator"))</p>
              </form>
            </main>
            """
    )
}

private func endedNote(_ ended: String, _ t: Language) -> HTML {
    let typed = t(
        "สิ่งที่ส่งยังไม่ได้บันทึก เข้าสู่ระบบแล้วกดย้อนกลับ ๒ ครั้ง จะพบสิ่งที่พิมพ์ไว้",
        "What you sent was not saved. Sign in, then press Back twice to find what you typed"
    )
    return """
        <div class="sb-note sb-note--warn mb-4" role="alert">\(icon("info-circle"))<p class="mb-0"><b>\(t("หมดเวลาใช้งานหรือออกจากระบบแล้ว", "Your session has ended"))</b>\(if: ended == "form", "<br>\(typed)")</p></div>
        """
}

/// What the sign-in page says of the office.
package struct SignInOffice: Sendable {
    let name: String
    let englishName: String
    let isSample: Bool

    package init(name: String, englishName: String, isSample: Bool) {
        self.name = name
        self.englishName = englishName
        self.isSample = isSample
    }

    func name(_ t: Language) -> String { t(name, englishName) }
}

private func sampleNote(_ t: Language) -> HTML {
    let accounts = [
        ("klang", t("สารบรรณกลางจังหวัด", "central registry")),
        ("nuai", t("สารบรรณหน่วยงานที่ ๑", "registry, first agency")),
        ("nuai2", t("สารบรรณหน่วยงานที่ ๒", "registry, second agency")),
        ("klum", t("สารบรรณกลุ่มงาน", "registry of a group")),
        ("phuchai", t("ผู้ใช้ทั่วไป", "general user")), ("phubor", t("หัวหน้าหน่วยงาน", "head of agency")),
        ("lekha", t("เลขานุการ", "secretary")), ("admin", t("ผู้ดูแลระบบ", "administrator")),
    ]
    return """
        <div class="sb-note sb-note--info mt-4">\(icon("info-circle"))<p class="sb-note__title">\(t("สำนักงานตัวอย่าง", "Sample office"))</p>
        <p>\(t("ทุกชื่อเป็นชื่อสมมติ รหัสผ่านเดียวกันทั้งหมด", "All names are invented. One password for all:")) <samp>saraban-2569</samp></p>
        <ul class="mb-0">\(accounts, each: { "<li><samp>\($0.0)</samp> \($0.1)</li>" })</ul></div>
        """
}

/// One's own account: who one is, the password, signing out.
func accountPage(_ visit: Visit, form: FilledForm = FilledForm(), isChanged: Bool = false) -> Screen {
    let t = visit.t
    func field(_ name: String, _ label: String, _ autocomplete: String) -> HTML {
        var field = FormField(name, label)
        field.kind = .password(autocomplete: autocomplete)
        return field.html(form, t)
    }
    return Screen(
        t("บัญชีของฉัน", "My account"),
        place: "/account",
        main: """
            <div class="sb-pagehead"><div><h1>\(visit.actor.name(t))</h1><p class="sb-lead">\(visit.actor.post(t)) · \(visit.actor.unitName(t))</p></div>
              <form action="/sign-out" method="post">\(visit.forgeryField)<button class="btn" type="submit">\(t("ออกจากระบบ", "Sign out"))</button></form></div>
            \(if: isChanged, "<div class=\"sb-note sb-note--ok\" role=\"status\">\(icon("check2"))<p class=\"sb-note__title\">\(t("เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่ลงชื่อไว้ต้องเข้าสู่ระบบใหม่", "Password changed. Your other devices must sign in again"))</p></div>")
            <section class="sb-section" aria-labelledby="pw-h"><div class="sb-section__head"><h2 id="pw-h">\(t("เปลี่ยนรหัสผ่าน", "Change password"))</h2></div>
              <form class="sb-form sb-form--narrow" action="/account/password" method="post">\(visit.forgeryField)\(form.summary(t))
                \(field("current", t("รหัสผ่านปัจจุบัน", "Current password"), "current-password"))
                \(field("new", t("รหัสผ่านใหม่ อย่างน้อย ๘ ตัวอักษร", "New password, 8 characters at least"), "new-password"))
                \(field("again", t("รหัสผ่านใหม่อีกครั้ง", "New password again"), "new-password"))
                <div class="sb-formfoot"><button class="btn btn-primary" type="submit">\(t("เปลี่ยนรหัสผ่าน", "Change password"))</button></div>
              </form></section>
            """
    )
}

/// What a refusal looks like when it has no form to go back to: in the frame of the person who is signed in.
package func refusalPage(_ refusal: UserError, _ t: Language, _ assets: Assets, in visit: Visit? = nil)
    -> HTML
{
    let title = t(refusal.thai, refusal.english)
    let words = refusalWords(refusal, t)
    if let visit { return visit.frame.page(Screen(title, place: "", main: words), for: visit) }
    return document(
        title,
        t,
        assets,
        bodyClass: "sb-signin",
        body: """
            <header><div class="sb-signin__top">\(languageSwitch(t))</div></header>
            <main class="sb-main" id="main">\(words)</main>
            """
    )
}

private func refusalWords(_ refusal: UserError, _ t: Language) -> HTML {
    let complaints: HTML = """
        <ul class="sb-plain">\(refusal.complaints, each: { "<li>\(t($0.thai, $0.english))</li>" })</ul>
        """
    return """
        <div class="sb-empty"><h1>\(t(refusal.thai, refusal.english))</h1>
          \(if: !refusal.complaints.isEmpty, complaints)
          \(if: refusal.isOfAForm, "<p>\(t("กดย้อนกลับเพื่อแก้ไข สิ่งที่พิมพ์ไว้ยังอยู่", "Press Back to correct it, what you typed is kept"))</p>")
          <p><a class="btn btn-primary" href="/">\(t("หน้าแรก", "Home"))</a></p></div>
        """
}

extension UserError {
    /// Whether something was filled in that can be corrected.
    fileprivate var isOfAForm: Bool { !complaints.isEmpty || code == .tooLarge }
}
