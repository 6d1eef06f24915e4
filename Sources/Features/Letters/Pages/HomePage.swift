import Agencies
import HTML
import Kernel
import Registers
import ThaiText
import Web

/// What waits for a person and what is in hand, oldest first, and the books of the person's desk.
func homePage(
    _ visit: Visit,
    waiting: TrayPage,
    inHand: TrayPage?,
    isFirst: Bool,
    registers: [Register],
    today: BuddhistDay,
    at now: Instant
) -> Screen {
    let t = visit.t
    let toTake = registers.filter { visit.actor.may(.take, $0) && visit.actor.keepsDesk(of: $0.owner) }
    return Screen(
        t("งานของฉัน", "My work"),
        place: "/",
        main: """
            <div class="sb-pagehead"><div><h1>\(t("งานของฉัน", "My work"))</h1>
              <p class="sb-lead">\(t.day(today)) · \(waiting.count == 0 ? t("ไม่มีเรื่องรอลงรับ", "nothing waits") : t("รออยู่ \(t.number(waiting.count)) เรื่อง", "\(waiting.count) waiting"))</p></div>
              \(isFirst ? waiting.items.first : nil, then: { "<a class=\"btn btn-primary\" href=\"/letters/\($0.letter.id)\" data-key=\"o\">\(t("เริ่มจากเรื่องเก่าสุด", "Start with the oldest")) <kbd lang=\"en\">o</kbd></a>" })
            </div>
            <div class="sb-home"><div>
              <section class="sb-section" aria-labelledby="wait-h">
                <div class="sb-section__head"><h2 id="wait-h">\(t("รอฉันอยู่", "Waiting for me"))</h2><span class="sb-count">\(t.number(waiting.count))</span><a href="/tray">\(t("เปิดถาดงาน", "Open the in-tray"))</a></div>
                \(if: waiting.count == 0, "<p class=\"sb-meta\">\(t("หนังสือที่ส่งถึงท่านหรือหน่วยงานของท่านจะขึ้นที่นี่", "Letters sent to you or your unit appear here"))</p>")
                <ul class="sb-plain" data-list>\(waiting.items, each: { trayRow($0, visit, at: now) })</ul>
                \(waiting.next, then: { "<nav class=\"sb-pager\"><a class=\"btn\" href=\"/?after=\($0)\" data-key=\"pagedown\">\(t("ใหม่กว่า", "Newer")) <kbd lang=\"en\">PgDn</kbd></a></nav>" })
              </section>
              \(inHand, then: { inHandSection($0, visit, at: now) })
            </div><div>
              \(if: !toTake.isEmpty, bookSection(toTake, t))
            </div></div>
            """
    )
}

private func inHandSection(_ page: TrayPage, _ visit: Visit, at now: Instant) -> HTML {
    guard !page.items.isEmpty else { return HTML() }
    let t = visit.t
    return """
        <section class="sb-section" aria-labelledby="hand-h">
          <div class="sb-section__head"><h2 id="hand-h">\(t("กำลังดำเนินการ", "In progress"))</h2><span class="sb-count">\(t.number(page.count))</span><a href="/tray">\(t("เปิดถาดงาน", "Open the in-tray"))</a></div>
          <ul class="sb-plain" data-list>\(page.items, each: { trayRow($0, visit, at: now) })</ul>
        </section>
        """
}

private func bookSection(_ registers: [Register], _ t: Language) -> HTML {
    """
    <section class="sb-section" aria-labelledby="books-h">
      <div class="sb-section__head"><h2 id="books-h">\(t("ทะเบียนของฉัน", "My registers"))</h2><a href="/registers">\(t("ทั้งหมด", "All"))</a></div>
      <ul class="sb-plain">\(registers, each: { register in
        """
        <li class="sb-row"><a class="sb-row__subject" href="/registers/\(register.id)">\(register.name(t))</a><a class="sb-row__side" href="/registers/\(register.id)/letters/new">\(register.kind.direction == .incoming ? t("ลงรับ", "Register") : t("ออกเลข", "Issue"))</a></li>
        """
      })</ul>
    </section>
    """
}
