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

/// A register's year as clerks know it: form 13 or 14, newest first, a row for each day (NUM-08, REG-02).
struct RegisterBookPage {
    let visit: Visit
    let register: Register
    let year: ThaiYear
    let years: [ThaiYear]
    let part: RegisterFilterPart
    let lines: [RegisterEntry.State]
    let rows: HTML
    let next: Int?
    /// Whether no newer lines stand before these.
    let isNewest: Bool
    let today: BuddhistDay
    let kept: KeptMarkup<Side>

    /// All that stands above and below the lines, while nothing is typed that is shown there.
    struct Side: Hashable {
        let register: Register.ID
        let name: String
        let t: Language
        let year: ThaiYear
        let years: [ThaiYear]
        let view: RegisterFilter.View
        let today: BuddhistDay
        let mayTake: Bool
        let isNewest: Bool
        let count: Int
        let first: Int?
        let last: Int?
        let next: Int?
        let isAbove: Bool

        /// The others decide whether keys are equal, but are slow to hash.
        func hash(into hasher: inout Hasher) {
            hasher.combine(register)
            hasher.combine(first)
            hasher.combine(isAbove)
        }
    }

    private var t: Language { visit.t }

    var screen: Screen {
        Screen(
            register.name(t),
            place: "/registers",
            shape: .wide,
            main: "\(side(isAbove: true) { above })\(rows)\(side(isAbove: false) { below })"
        )
    }

    /// What was typed is not kept for others.
    private func side(isAbove: Bool, _ write: () -> HTML) -> HTML {
        guard !part.isNarrowed else { return write() }
        let side = Side(
            register: register.id,
            name: register.name(t),
            t: t,
            year: year,
            years: years,
            view: filter.view,
            today: today,
            mayTake: mayTake,
            isNewest: isNewest,
            count: lines.count,
            first: lines.first?.number,
            last: lines.last?.number,
            next: next,
            isAbove: isAbove
        )
        return kept.part(side, write: write)
    }

    private var mayTake: Bool { visit.actor.may(.take, register) }

    private var above: HTML {
        """
        <div class="sb-pagehead sb-pagehead--book"><h1>\(register.name(t))</h1>\(bar)</div>
        \(part.html)
        \(if: lines.isEmpty && part.form.refusal == nil, empty)
        \(if: !lines.isEmpty, tableHead)
        """
    }

    private var below: HTML { "\(if: !lines.isEmpty, "</tbody></table>")\(pager)" }

    private var bar: HTML {
        """
        <div class="sb-bar">\(yearSwitch)
          \(if: mayTake, "<a class=\"btn btn-primary\" href=\"/registers/\(register.id)/letters/new\" data-key=\"n\">\(register.kind.direction == .incoming ? t("ลงรับ", "Register") : t("ออกเลข", "Issue")) <kbd lang=\"en\">n</kbd></a>")
          <a class="btn" href="/registers/\(register.id)/print?from=\(t.typedDay(printed.lowerBound))&amp;to=\(t.typedDay(printed.upperBound))" data-key="p">\(icon("printer"))\(t("พิมพ์", "Print")) <kbd lang="en">p</kbd></a>
        </div>
        """
    }

    private var filter: RegisterFilter { part.filter }

    /// The days that are printed at first: those of the filter, else today, or all of a year that is over.
    private var printed: ClosedRange<BuddhistDay> {
        let days = filter.days(today: today)
        if days.from != nil || days.to != nil {
            let last = days.to ?? usual.upperBound
            return min(days.from ?? last, last)...last
        }
        return usual
    }

    private var usual: ClosedRange<BuddhistDay> {
        part.isThisYear ? today...today : register.days(of: year) ?? today...today
    }

    private var yearSwitch: HTML {
        let older = years.first { $0 < year }
        let newer = years.last { $0 > year }
        func link(_ target: ThaiYear?, _ name: StaticString, _ label: String) -> HTML {
            guard let target else {
                return "<span class=\"sb-iconbtn\" aria-hidden=\"true\">\(icon(name))</span>"
            }
            return
                "<a class=\"sb-iconbtn\" href=\"\(filter.ofAnyYear.address(of: register.id, target, t))\" aria-label=\"\(label) \(t.number(target.rawValue))\">\(icon(name))</a>"
        }
        return """
            <div class="sb-year" role="group" aria-label="\(t("ปี", "Year"))">\(link(older, "chevron-left", t("ปี พ.ศ.", "Year")))<strong>\(t.number(year.rawValue))</strong>\(link(newer, "chevron-right", t("ปี พ.ศ.", "Year")))</div>
            """
    }

    private var empty: HTML {
        guard filter.isEmpty else { return noMatch }
        guard !years.contains(year) else {
            return """
                <div class="sb-empty"><p>\(t("ไม่มีรายการที่ท่านเห็นได้", "There is no line that you may see"))</p><p class="sb-meta">\(t("เลขที่ออกแล้วในปีนี้เป็นของหน่วยงานอื่น ท่านเห็นเฉพาะเลขที่หน่วยงานของท่านออก", "The numbers of this year were taken by other units. You see those that your own unit took"))</p></div>
                """
        }
        return """
            <div class="sb-empty"><p>\(t("ยังไม่มีเลขในปีนี้", "No numbers in this year yet"))</p><p class="sb-meta">\(t("เลขแรกจะขึ้นที่นี่ทันทีที่ลงทะเบียน", "The first number appears here as soon as a letter is registered"))</p></div>
            """
    }

    private var nothingInView: HTML {
        let words =
            switch filter.view {
            case .today:
                t("วันนี้ยังไม่มีเลขที่ออก เลขแรกของวันจะขึ้นที่นี่", "No number yet today: the first one appears here")
            case .week: t("สัปดาห์นี้ยังไม่มีเลขที่ออก", "No number yet this week")
            case .undone: t("ทุกเรื่องในปีนี้ดำเนินการแล้ว", "Every letter of this year is dealt with")
            case .void: t("ไม่มีเลขที่ยกเลิกในปีนี้", "No number of this year is void")
            case .all: t("ไม่มีรายการที่ท่านเห็นได้", "There is no line that you may see")
            }
        return "<div class=\"sb-empty\" role=\"status\"><p>\(words)</p></div>"
    }

    private var noMatch: HTML {
        if !filter.isNarrowed, next == nil { return nothingInView }
        let more = t(
            "ค้นแล้วเฉพาะเลขใหม่ที่สุด ยังมีเลขที่เก่ากว่า",
            "Only the newest numbers were looked at; there are older ones"
        )
        let all = t("ลองตัวกรองอื่น หรือดูทั้งหมด", "Try another filter, or see all")
        return """
            <div class="sb-empty" role="status"><p>\(t("ไม่มีรายการที่ตรงกับตัวกรอง", "No line passes the filter"))</p><p class="sb-meta">\(next == nil ? all : more)</p>\(if: next == nil, "<a class=\"btn\" href=\"/registers/\(register.id)?year=\(year)\">\(t("ดูทั้งหมด", "See all"))</a>")</div>
            """
    }

    private var tableHead: HTML {
        """
        <table role="table" class="table sb-book">
          <caption class="visually-hidden">\(register.name(t)) \(t.number(year.rawValue))</caption>
          <thead role="rowgroup"><tr role="row">\(columns, each: { "<th role=\"columnheader\" scope=\"col\">\($0)</th>" })</tr></thead>
          <tbody role="rowgroup" data-list>
        """
    }

    private var columns: [String] {
        [
            register.kind.numberName(t), t("ที่", "Letter no."), t("ลงวันที่", "Dated"), t("จาก", "From"),
            t("ถึง", "To"),
            t("เรื่อง", "Subject"), t("การปฏิบัติ", "Action taken"), t("หมายเหตุ", "Remark"),
        ]
    }

    private var pager: HTML {
        guard !lines.isEmpty || next != nil || !isNewest else { return HTML() }
        return """
            <nav class="sb-pager" aria-label="\(t("หน้าของทะเบียน", "Pages of the register"))">\(span)\(if: !isNewest, newest)\(next, then: older)</nav>
            """
    }

    private var span: HTML? {
        guard let first = lines.first, let last = lines.last else { return nil }
        return """
            <span>\(if: !filter.isEmpty, found)\(t("เลข", "No.")) <b class="sb-num">\(t.number(first.number))</b> \(t("ถึง", "to")) <b class="sb-num">\(t.number(last.number))</b></span><span class="sb-keys"><kbd lang="en">j</kbd> <kbd lang="en">k</kbd> \(t("แถว", "rows"))</span>
            """
    }

    private var found: HTML {
        "\(t("\(t.number(lines.count)) รายการ", lines.count == 1 ? "1 line" : "\(lines.count) lines")) · "
    }

    private var newest: HTML {
        "<a class=\"btn btn-quiet\" href=\"\(filter.address(of: register.id, year, t))\">\(t("ใหม่ที่สุด", "Newest"))</a>"
    }

    private func older(_ number: Int) -> HTML {
        """
        <a class="btn" href="\(filter.address(of: register.id, year, before: number, t))" data-key="pagedown">\(t("เก่ากว่า", "Older than")) \(t.number(number)) <kbd lang="en">PgDn</kbd></a>
        """
    }
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
