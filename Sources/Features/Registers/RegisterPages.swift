import Agencies
import HTML
import Kernel
import ThaiText
import Web

/// All registers that a person may open, by the unit that keeps them: the person's own before the others.
func registersPage(_ visit: Visit, _ registers: [Register], _ tree: UnitTree) -> Screen {
    let t = visit.t
    let keepers = tree.units.filter { unit in registers.contains { $0.owner == unit.id } }
    let own = [visit.actor.unit, visit.actor.agency]
    let owners =
        own.prefix(own[0] == own[1] ? 1 : 2).flatMap { id in keepers.filter { $0.id == id } }
        + keepers.filter { !own.contains($0.id) }
    return Screen(
        t("ทะเบียน", "Registers"),
        place: "/registers",
        main: """
            <div class="sb-pagehead"><h1>\(t("ทะเบียน", "Registers"))</h1></div>
            \(if: registers.isEmpty, noRegisters(t))
            \(owners, each: { owner in
              """
              <section class="sb-section" aria-labelledby="u-\(owner.id)"><div class="sb-section__head"><h2 id="u-\(owner.id)">\(owner.name(t))</h2></div>
              <ul class="sb-plain">\(registers.filter { $0.owner == owner.id }, each: { registerRow($0, visit) })</ul></section>
              """
            })
            """
    )
}

/// For those who keep no register: why, whom to ask, and where the letters that they may see are found.
private func noRegisters(_ t: Language) -> HTML {
    """
    <div class="sb-empty"><p>\(t("ทะเบียนเปิดได้เฉพาะเจ้าหน้าที่สารบรรณและหัวหน้าหน่วยงาน", "Registers are open to registry staff and heads of agencies"))</p><p class="sb-meta">\(t("หากต้องการเลขหรือข้อมูลในทะเบียน กรุณาติดต่อสารบรรณของหน่วยงาน หากท่านทำงานสารบรรณ กรุณาแจ้งผู้ดูแลระบบ", "For a number or a line of a register, ask your unit's registry. If you work in one, tell the administrator"))</p><a class="btn" href="/search">\(icon("search"))\(t("ค้นหาหนังสือ", "Search letters"))</a></div>
    """
}

private func registerRow(_ register: Register, _ visit: Visit) -> HTML {
    let t = visit.t
    let act = register.kind.direction == .incoming ? t("ลงรับ", "Register") : t("ออกเลข", "Issue a number")
    return """
        <li class="sb-row"><a class="sb-row__subject" href="/registers/\(register.id)">\(register.name(t))</a>\(if: visit.actor.may(.take, register), "<a class=\"btn btn-sm sb-row__side\" href=\"/registers/\(register.id)/letters/new\">\(act)</a>")</li>
        """
}

/// One number of a register, with the form to void it, or who voided it and why.
func numberPage(
    _ visit: Visit,
    _ register: Register,
    _ entry: RegisterEntry,
    voider: Person?,
    form: FilledForm = FilledForm()
) -> Screen {
    let t = visit.t
    let number = register.letterNumber(of: entry)
    var reason = FormField("reason", t("เหตุผลที่ยกเลิกเลข", "Why the number is void"))
    reason.kind = .lines(2)
    reason.hint = t(
        "เลขที่ยกเลิกยังอยู่ในทะเบียนพร้อมเหตุผล และจะไม่ออกซ้ำ",
        "A void number stays in the register with its reason and is never given again"
    )
    return Screen(
        t("เลขทะเบียน", "Number"),
        place: "/registers",
        main: """
            <div class="sb-pagehead"><div><h1>\(t("เลข", "No.")) \(t.digits(ThaiDigits.arabic(register.display(entry.number, entry.year))))</h1><p class="sb-lead">\(register.name(t))</p></div>
              <a class="btn btn-quiet" href="/registers/\(register.id)?year=\(entry.year)&amp;before=\(entry.number + 1)">\(t("กลับไปทะเบียน", "Back to the register"))</a>
              <a class="btn" href="/letters/\(entry.letter)">\(t("เปิดหนังสือ", "Open the letter"))</a></div>
            \(entry.voiding, then: { voidNote($0, by: voider, t) })
            <dl class="sb-facts">\(if: !number.isEmpty, "<dt>\(t("ที่", "Letter no."))</dt><dd class=\"sb-num\"\(t.ofTyped)>\(number)</dd>")\(entry.line.letterDate, then: { "<dt>\(t("ลงวันที่", "Dated"))</dt><dd class=\"sb-num\">\(t.day($0))</dd>" })<dt>\(t("เรื่อง", "Subject"))</dt><dd>\(entry.line.subjectMark(t))</dd><dt>\(t("จาก", "From"))</dt><dd\(t.ofTyped)>\(entry.line.from)</dd><dt>\(register.kind.direction == .incoming ? t("ลงรับเมื่อ", "Registered") : t("ออกเมื่อ", "Issued"))</dt><dd>\(t.moment(entry.issuedAt))</dd></dl>
            \(if: entry.voiding == nil && visit.actor.may(.void, register), """
                <form class="mt-4" method="post" action="/registers/\(register.id)/numbers/\(entry.year)/\(entry.number)/voiding">\(visit.forgeryField)\(form.summary(t))\(if: !entry.line.action.isEmpty, sentNote(entry.line.action, t))\(reason.html(form, t))<button class="btn btn-danger" type="submit">\(t("ยกเลิกเลขนี้", "Void this number"))</button></form>
                """)
            """
    )
}

/// That others have the letter already, before its number is given up.
private func sentNote(_ action: String, _ t: Language) -> HTML {
    """
    <div class="sb-note sb-note--warn mb-3">\(icon("exclamation-triangle"))<p class="mb-0"><b>\(t("หนังสือเลขนี้ดำเนินการไปแล้ว", "Something was done with this letter already"))</b><br>\(t.typed(action))<br>\(t("ถ้ายกเลิกเลข ผู้รับจะเห็นว่าเลขถูกยกเลิก และลงรับไม่ได้อีก", "If the number is voided, its receivers see that, and can receive it no more"))</p></div>
    """
}

/// That a number is void, in a frame of its own above what it was for: why, by whom and when.
private func voidNote(_ voiding: RegisterEntry.Voiding, by voider: Person?, _ t: Language) -> HTML {
    """
    <div class="sb-note sb-note--warn mb-3">\(icon("exclamation-triangle"))<p class="mb-0"><b>\(t("เลขนี้ยกเลิกแล้ว", "This number is void"))</b><br>\(t("เหตุผล", "Reason")): \(t.typed(voiding.reason))<br>\(t("ยกเลิกโดย", "By")) \(voider?.name(t) ?? "") · \(t.moment(voiding.at))</p></div>
    """
}
