import Agencies
import HTML
import Kernel
import ThaiText
import Web

/// What lies on a person's desks: new above opened above received (ถาดงาน; INC-05).
struct TrayPage {
    let visit: Visit
    let fresh: [TrayItem]
    let opened: [TrayItem]
    let inHand: [TrayItem]
    /// Where the received ones go on; nil at the end.
    let next: Delivery.ID?
    let now: Instant

    var screen: Screen {
        let t = visit.t
        return Screen(
            t("ถาดงาน", "In-tray"),
            place: "/tray",
            main: """
                <div class="sb-pagehead"><div><h1>\(t("ถาดงาน", "In-tray"))</h1><p class="sb-lead">\(visit.actor.unitName(t))</p></div></div>
                \(if: fresh.isEmpty && opened.isEmpty && inHand.isEmpty, empty)
                \(group("g-new", t("ใหม่", "New"), fresh))
                \(group("g-opened", t("เปิดอ่านแล้ว ยังไม่ลงรับ", "Opened, not received"), opened))
                \(group("g-received", t("ลงรับแล้ว กำลังดำเนินการ", "Received, in progress"), inHand))
                \(next, then: { "<nav class=\"sb-pager\"><a class=\"btn\" href=\"/tray?after=\($0)\" data-key=\"pagedown\">\(t("เก่ากว่า", "Older"))</a></nav>" })
                """
        )
    }

    private var empty: HTML {
        let t = visit.t
        return """
            <div class="sb-empty">\(icon("inbox"))<p>\(t("ไม่มีหนังสือรออยู่", "Nothing is waiting"))</p><p class="sb-meta">\(t("หนังสือที่ส่งถึงท่านหรือหน่วยงานของท่านจะขึ้นที่นี่", "Letters sent to you or your unit appear here"))</p></div>
            """
    }

    private func group(_ id: String, _ title: String, _ items: [TrayItem]) -> HTML {
        guard !items.isEmpty else { return HTML() }
        return """
            <h2 class="sb-group" id="\(id)">\(title) <span class="sb-count">\(visit.t.number(items.count))</span></h2>
            <ul class="sb-plain" aria-labelledby="\(id)" data-list>\(items, each: row)</ul>
            """
    }

    private func row(_ item: TrayItem) -> HTML { trayRow(item, visit, at: now) }
}

/// One letter of a tray: subject first, then speed, number, sender and how long it waits.
func trayRow(_ item: TrayItem, _ visit: Visit, at now: Instant) -> HTML {
    let t = visit.t
    let about = item.letter.particulars
    let isNew = item.delivery.state == .new
    let subject = about.secrecy == .none ? about.shownSubject(t) : t("มีหนังสือชั้นความลับ", "A classified letter")
    return """
        <li><a class="sb-row\(if: isNew, " is-new")" href="/letters/\(item.letter.id)">
          <span class="sb-row__subject">\(if: isNew, "<span class=\"visually-hidden\">\(t("ใหม่", "New")) </span>")\(subject)</span>
          <span class="sb-row__meta">\(speedBadge(about.speed, t))\(secrecyBadge(about.secrecy, t))<span class="sb-num sb-nowrap">\(about.letterNumber)</span><span>\(item.from?.name(t) ?? "")</span></span>
          <span class="sb-row__side"><time datetime="\(item.delivery.sent.at.iso8601)">\(t.span(from: item.delivery.sent.at, to: now))</time></span>
        </a></li>
        """
}
