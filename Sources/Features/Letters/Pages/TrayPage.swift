import Agencies
import HTML
import HTTP
import Kernel
import Registers
import ThaiText
import Web

/// What lies on a person's desks: what came back above new above opened above received, and beside the list the letter that is chosen
/// (ถาดงาน; INC-05).
struct TrayScreen {
    let visit: Visit
    let groups: [(part: TrayPart, page: TrayPage)]
    /// Whether it is the first page of all parts, not a later one of a single part.
    let isWhole: Bool
    /// The letter beside the list; nil where nothing waits.
    let chosen: LetterView?
    /// The letter with which something was just done from here.
    let done: LetterView?
    let now: Instant

    var screen: Screen {
        let t = visit.t
        return Screen(
            t("ถาดงาน", "In-tray"),
            place: "/tray",
            shape: .panes,
            main: """
                <div class="sb-tray" data-tray>
                  <section class="sb-pane sb-pane--list" aria-label="\(t("รายการ", "Letters"))">
                    <div class="sb-pane__head"><div class="me-auto"><h1>\(t("ถาดงาน", "In-tray"))</h1><p class="sb-meta mb-0">\(visit.actor.unitName(t))</p></div></div>
                    \(done, then: { doneNote($0) })
                    \(if: !isWhole, "<nav class=\"sb-pager px-3\"><a class=\"btn btn-quiet btn-sm\" href=\"/tray\">\(t("ถาดงานทั้งหมด", "The whole in-tray"))</a></nav>")
                    \(if: groups.allSatisfy { $0.page.items.isEmpty }, empty)
                    \(groups, each: { group($0.part, $0.page) })
                  </section>
                  \(trayPanes(visit, chosen))
                </div>
                """
        )
    }

    private var empty: HTML {
        let t = visit.t
        return """
            <div class="sb-empty">\(icon("inbox"))<p>\(t("ไม่มีหนังสือรออยู่", "Nothing is waiting"))</p><p class="sb-meta">\(t("หนังสือที่ส่งถึงท่านหรือหน่วยงานของท่านจะขึ้นที่นี่", "Letters sent to you or your unit appear here"))</p></div>
            """
    }

    private func doneNote(_ view: LetterView) -> HTML {
        let t = visit.t
        let done = LetterDone(visit.request.query) ?? .received
        let number = done == .received ? view.ownNumber : nil
        return """
            <div class="sb-note sb-note--ok m-2" role="status">\(icon("check2"))<p class="mb-0"><b>\(done.words(t))\(number, then: { " \(t("เลขรับ", "as no.")) <span class=\"sb-num\">\(numberMark($0, t))</span>\(voidMark($0, t))" })</b> <a href="/letters/\(view.letter.id)"\(t.ofTyped)>\(view.letter.particulars.listedSubject(t))</a></p></div>
            """
    }

    private func group(_ part: TrayPart, _ page: TrayPage) -> HTML {
        guard !page.items.isEmpty else { return HTML() }
        let id: HTML = "g-\(part.rawValue)"
        return """
            <h2 class="sb-group" id="\(id)">\(part.title(visit.t)) <span class="sb-count">\(visit.t.number(page.count))</span></h2>
            <ul class="sb-plain" aria-labelledby="\(id)" data-list>\(page.items, each: row)</ul>
            \(page.next, then: { older(part, than: $0) })
            """
    }

    private func older(_ part: TrayPart, than key: Delivery.ID) -> HTML {
        let t = visit.t
        return """
            <nav class="sb-pager px-3" aria-label="\(part.title(t))"><a class="btn btn-sm" href="/tray?part=\(part.rawValue)&amp;after=\(key)"\(if: part == pagedPart, " data-key=\"pagedown\"")>\(t("เก่ากว่า", "Older"))\(if: part == pagedPart, " <kbd lang=\"en\">PgDn</kbd>")</a></nav>
            """
    }

    /// The part that the key for more turns over: the first that has more.
    private var pagedPart: TrayPart? { groups.first { $0.page.next != nil }?.part }

    private func row(_ item: TrayItem) -> HTML {
        trayRow(item, visit, at: now, isChosen: item.letter.id == chosen?.letter.id)
    }
}

/// The parts of a tray, from top to bottom.
enum TrayPart: String, CaseIterable {
    case returned, new, opened, received

    var pile: TrayPile {
        switch self {
        case .returned: .returned
        case .new: .all(.new)
        case .opened: .all(.opened)
        case .received: .all(.received)
        }
    }

    func title(_ t: Language) -> String {
        switch self {
        case .returned: t("ตีกลับมา", "Came back")
        case .new: t("ใหม่", "New")
        case .opened: t("เปิดอ่านแล้ว ยังไม่ลงรับ", "Opened, not received")
        case .received: t("ลงรับแล้ว กำลังดำเนินการ", "Received, in progress")
        }
    }
}

/// One letter of a tray: subject first, then speed, number, whom it is from, the desk that sent it, and how long it waits.
func trayRow(_ item: TrayItem, _ visit: Visit, at now: Instant, isChosen: Bool = false) -> HTML {
    let t = visit.t
    let about = item.letter.particulars
    let isNew = item.delivery.state == .new
    let moment = item.delivery.ended?.step.at ?? item.delivery.sent.at
    return """
        <li><a class="sb-row\(if: isNew, " is-new")" href="/letters/\(item.letter.id)"\(if: isChosen, " aria-current=\"true\"")>
          <span class="sb-row__subject">\(if: isNew, "<span class=\"visually-hidden\">\(t("ใหม่", "New")) </span>")\(about.listedMark(t))</span>
          <span class="sb-row__meta">\(if: item.isCancelled, "<span class=\"sb-state sb-state--void\">\(t("ยกเลิกเลข", "Void"))</span>")\(speedBadge(about.speed, t))\(if: !about.letterNumber.isEmpty, "<span class=\"sb-num\"\(t.ofTyped)>\(about.letterNumber)</span>")<span\(t.ofTyped)>\(about.from)</span>\(item.way(visit), then: { "<small>\($0)</small>" })</span>
          \(if: item.delivery.isBack && about.secrecy == .none, "<span class=\"sb-row__meta\">\(t("เหตุผล", "Reason")): \(t.typed(item.delivery.ended?.words ?? ""))</span>")
          <span class="sb-row__side"><time datetime="\(moment.iso8601)">\(t.span(from: moment, to: now))</time></span>
        </a></li>
        """
}

extension TrayItem {
    /// The desk that sent it, unless the letter is from there, and the one it went to, unless that is the person's own;
    /// of what came back, the desk that returned it.
    fileprivate func way(_ visit: Visit) -> String? {
        let t = visit.t
        let sender = from?.name(t) ?? ""
        if delivery.isBack { return "\(t("ตีกลับจาก", "Returned by")) \(sender)" }
        if let to, to.id != visit.actor.unit, to.id != visit.actor.agency {
            return "\(sender) → \(to.name(t))"
        }
        return from?.name(.thai) == letter.particulars.from ? nil : "\(t("ส่งโดย", "Sent by")) \(sender)"
    }
}

/// What stands beside the list: the first page of a letter, then what may be done with it and what it is.
///
/// A letter that is new on this desk keeps its page to itself until it is opened, for opening is what its sender is
/// told (INC-06). The words of a classified letter stand only on its own page.
func trayPanes(_ visit: Visit, _ view: LetterView?) -> HTML {
    let t = visit.t
    return """
        <section class="sb-pane sb-pane--page" aria-label="\(t("หน้าหนังสือ", "Pages"))" data-pane>\(view, then: { glance($0, t) })</section>
        <aside class="sb-pane sb-pane--acts" aria-label="\(t("การดำเนินการ", "Acts"))" data-pane>\(view, then: { acts(visit, $0) })</aside>
        """
}

private func glance(_ view: LetterView, _ t: Language) -> HTML {
    let address: HTML = "/letters/\(view.letter.id)"
    let about = view.letter.particulars
    return """
        <div class="sb-viewbar"><span\(t.ofTyped)>\(about.listedSubject(t))</span><a class="btn btn-quiet btn-sm" href="\(address)" data-key="enter">\(t("เปิดเต็ม", "Open")) <kbd lang="en">Enter</kbd></a></div>
        \(if: view.isNewHere, unopened(view, t))
        \(if: !view.isNewHere, firstPage(view, t))
        """
}

private func unopened(_ view: LetterView, _ t: Language) -> HTML {
    let note = view.isClassified ? "" : view.hops.last { $0.acts.contains(.receive) }?.delivery.note ?? ""
    return """
        <div class="sb-empty">\(icon("envelope"))<p>\(t("ยังไม่ได้เปิดอ่าน", "Not opened yet"))</p><p class="sb-meta"><a href="/letters/\(view.letter.id)">\(t("เปิดอ่าน", "Open it"))</a> <kbd lang="en">Enter</kbd> \(t("ผู้ส่งจะเห็นว่าเปิดแล้ว", "and its sender will see that"))</p>\(if: !note.isEmpty, "<blockquote class=\"mt-3 mb-0\"\(t.ofTyped)>“\(note)”</blockquote>")</div>
        """
}

private func firstPage(_ view: LetterView, _ t: Language) -> HTML {
    guard let file = view.attachments.first(where: \.hasPreview) else { return noPages(t) }
    return """
        <div class="sb-sheet"><img class="sb-pageimage" loading="lazy" src="/letters/\(view.letter.id)/attachments/\(file.id)/pages/1.jpg" alt="\(t("หน้า ๑ ของ", "Page 1 of")) \(file.name)" width="900" height="1273"></div>
        """
}

private func acts(_ visit: Visit, _ view: LetterView) -> HTML {
    let t = visit.t
    let about = view.letter.particulars
    let facts: [(String, HTML)] = [
        (
            t("เลขรับ", "No."),
            view.ownNumber.map { "<b class=\"sb-num\">\(numberMark($0, t))</b>\(voidMark($0, t))" } ?? HTML()
        ),
        (t("ชั้น", "Speed"), "\(speedBadge(about.speed, t))\(secrecyBadge(about.secrecy, t))"),
        (t("ที่", "Letter no."), t.typed(about.letterNumber)),
        (t("ลงวันที่", "Dated"), about.letterDate.map { "\(t.day($0))" } ?? HTML()),
        (t("จาก", "From"), t.typed(about.from)),
        (t("ถึง", "To"), t.typed(about.to)),
        (t("กำหนด", "Due"), about.dueOn.map { "\(t.day($0))" } ?? HTML()),
        (t("ไฟล์", "Files"), view.attachments.isEmpty ? HTML() : "\(t.number(view.attachments.count))"),
    ]
    return """
        <div class="sb-pane__body">
          \(returnNotes(view, t, withReasons: !view.isClassified))
          <div class="sb-acts">\(nextActs(visit, view, at: .tray))\(actsForOthers(visit, view, at: .tray))</div>
          <hr>
          <dl class="sb-facts">\(facts.filter { $0.1.byteCount > 0 }, each: { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" })</dl>
          <hr>
          <p class="sb-meta sb-keys"><kbd lang="en">j</kbd> <kbd lang="en">k</kbd> \(t("เลื่อนรายการ", "move"))<br><kbd lang="en">Ctrl K</kbd> \(t("ค้นหาคำสั่ง", "find a command"))</p>
        </div>
        """
}

extension LetterView {
    fileprivate var isClassified: Bool { letter.particulars.secrecy != .none }

    /// Whether it lies on this person's desk and nobody there has opened it.
    fileprivate var isNewHere: Bool {
        hops.contains { $0.delivery.state == .new && $0.acts.contains(.receive) && !$0.isPassedDown }
    }
}
