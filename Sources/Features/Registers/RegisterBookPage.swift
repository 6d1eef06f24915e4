import Agencies
import HTML
import Kernel
import ThaiText
import Web

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
