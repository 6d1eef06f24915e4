import Agencies
import Digests
import HTML
import HTTP
import Kernel
import Registers
import ThaiText
import Web

/// One letter: what it is, its pages, its minutes, its route, and the acts that are next for this person.
func letterPage(
    _ visit: Visit,
    _ view: LetterView,
    receivers: Receivers?,
    at now: Instant,
    form: FilledForm = FilledForm()
) -> Screen {
    let t = visit.t
    return Screen(
        view.letter.particulars.shownSubject(t),
        place: "/tray",
        shape: .panes,
        main: """
            <div class="sb-letter">
              \(letterHead(visit, view))
              <section class="sb-pane sb-pane--page" aria-label="\(t("หน้าหนังสือ", "Pages"))">\(pages(view, t))</section>
              <section class="sb-pane" aria-labelledby="min-h"><div class="sb-pane__body">
                \(form.summary(t))
                \(keptWords(of: form, view, t))
                \(returnNotes(view, t, withReasons: true))
                \(view.numbers.filter { $0.isVoid && $0 != view.number }, each: { voidNote($0, of: view, t) })
                \(letterForms(visit, view, receivers, form))
                \(minutes(visit, view, form))
              </div></section>
              <aside class="sb-pane sb-pane--side" aria-label="\(t("เส้นทางและเอกสาร", "Route and files"))"><div class="sb-pane__body">
                \(routeSection(visit, view, at: now))
                \(files(visit, view))
                \(facts(view, t))
              </div></aside>
            </div>
            """
    )
}

extension Letter.Particulars {
    /// The subject as the letter's own page shows it to those cleared for it, or a word where there is none.
    func shownSubject(_ t: Language) -> String {
        if !subject.isEmpty { return subject }
        return secrecy == .none
            ? t("(ไม่มีเรื่อง)", "(no subject)") : classWords(secrecy, t)
    }

    /// The subject as lists tell it, which lie open on a screen: of a classified letter only its class.
    func listedSubject(_ t: Language) -> String { listed.shownSubject(t) }

    /// The same in a line of a list, where the class is marked.
    func listedMark(_ t: Language) -> HTML {
        secrecy == .none ? t.typed(listedSubject(t)) : classMark(secrecy, t)
    }
}

private func letterHead(_ visit: Visit, _ view: LetterView) -> HTML {
    let t = visit.t
    let about = view.letter.particulars
    return """
        <header class="sb-letter__head">
          <div class="sb-letter__told">\(LetterDone(visit.request.query), then: { $0.note(on: view, t) })</div>
          <p class="sb-letter__no">\(speedBadge(about.speed, t))\(secrecyBadge(about.secrecy, t))\(view.number, then: { numberLine($0, of: view, t) })\(if: view.hasReceipt, receiptLink(view, t))\(if: !about.letterNumber.isEmpty && !isNumbered(view.number, about), "<span>\(t("ที่", "Letter")) <b class=\"sb-num sb-strong\"\(t.ofTyped)>\(about.letterNumber)</b></span>")\(about.letterDate, then: { "<span class=\"sb-num\">\(t("ลงวันที่", "dated")) \(t.day($0))</span>" })</p>
          <h1\(t.ofTyped)>\(about.shownSubject(t))</h1>
          <p class="sb-letter__no"><span>\(t("จาก", "From")) \(t.typed(about.from))\(if: !about.to.isEmpty, " \(t("ถึง", "to")) \(t.typed(about.to))")</span>\(about.dueOn, then: { "<span class=\"sb-state sb-state--soon\">\(t("ครบกำหนด", "due")) \(t.day($0))</span>" })</p>
          <div class="sb-letter__next">\(nextActs(visit, view))</div>
          <div class="sb-letter__others">\(actsForOthers(visit, view))</div>
        </header>
        """
}

/// Whether the number in the person's register is the letter's own, which is then told once.
private func isNumbered(_ shown: ShownNumber?, _ about: Letter.Particulars) -> Bool {
    guard let shown, shown.register.kind.givesLetterNumber else { return false }
    return shown.display == about.letterNumber
}

/// A number of another unit says whose it is: nobody shall write it on the paper as the own.
private func numberLine(_ shown: ShownNumber, of view: LetterView, _ t: Language) -> HTML {
    let kind = shown.register.kind
    let isOwn = view.ownNumber == shown
    let owner = isOwn ? "" : view.units[shown.register.owner]?.name(t) ?? ""
    func named(_ word: String) -> String { isOwn ? word : t("\(word)ของ\(owner)", "\(owner) no.") }
    let label =
        isNumbered(shown, view.letter.particulars)
        ? t("ที่", "Letter") : named(kind.direction == .incoming ? t("เลขรับ", "No.") : kind.numberName(t))
    return
        "<span>\(label) <b class=\"sb-num sb-strong\">\(numberMark(shown, t))</b>\(voidMark(shown, t, withReason: true))</span>"
}

/// Leads whoever received the letter, by the form or by one click, to the receipt again.
private func receiptLink(_ view: LetterView, _ t: Language) -> HTML {
    "<a class=\"sb-meta\" href=\"/letters/\(view.letter.id)/registered\">\(t("ใบรับและสำเนาประทับตรา", "Receipt and stamped copy"))</a>"
}

/// A number as its register prints it; a void one struck through.
func numberMark(_ shown: ShownNumber, _ t: Language) -> HTML {
    let number = t.digits(ThaiDigits.arabic(shown.display))
    return shown.isVoid ? "<s>\(number)</s>" : "\(number)"
}

/// Says beside a number that it is void.
func voidMark(_ shown: ShownNumber?, _ t: Language, withReason: Bool = false) -> HTML {
    guard let voiding = shown?.entry.voiding else { return HTML() }
    return
        " <span class=\"sb-state sb-state--void\">\(t("ยกเลิกเลข", "Void"))</span>\(if: withReason, " \(t.typed(voiding.reason))")"
}

/// Where the acts on a letter stand.
enum ActsPlace {
    case letter, tray

    /// Says in a form where to come back to.
    fileprivate var field: HTML {
        self == .tray ? "<input type=\"hidden\" name=\"from\" value=\"tray\">" : ""
    }
}

/// The act that is most likely next as the one filled button, then the others, each with its key.
///
/// Those that need words or choices lead to their forms on the letter's page; from the tray, receiving comes back to it.
func nextActs(_ visit: Visit, _ view: LetterView, at place: ActsPlace = .letter) -> HTML {
    let t = visit.t
    let toReceive = view.hops.first { $0.acts.contains(.receive) && !$0.isPassedDown }
    let back = view.hops.first { $0.acts.contains(.acknowledge) }
    let isFirst = toReceive == nil
    let page: HTML = place == .tray ? "/letters/\(view.letter.id)" : ""
    return """
        \(back, then: { acknowledgeButton(visit, $0, at: place) })
        \(toReceive, then: { receiveButton(visit, $0, at: place) })
        \(if: view.may(.deliver), "<a class=\"btn\(isFirst ? " btn-primary" : "")\" href=\"\(page)#send\" data-key=\"f\">\(icon("arrow-right"))\(t("ส่งต่อ", "Send on")) <kbd lang=\"en\">f</kbd></a>")
        \(if: view.may(.endorse), "<a class=\"btn\" href=\"\(page)#f-text\" data-key=\"m\">\(icon("pencil-square"))\(t("เกษียน", "Minute")) <kbd lang=\"en\">m</kbd></a>")
        \(toReceive, then: { _ in "<a class=\"btn btn-quiet\" href=\"\(page)#return\" data-key=\"b\">\(icon("arrow-return-left"))\(t("ตีกลับ", "Return")) <kbd lang=\"en\">b</kbd></a>" })
        \(view.toClose, then: { _ in "<a class=\"btn btn-quiet\" href=\"\(page)#close\" data-key=\"c\">\(icon("check2"))\(t("ปิดเรื่อง", "Close")) <kbd lang=\"en\">c</kbd></a>" })
        """
}

/// What may be done for other desks that the person keeps: none of it is the next thing to do, and each names its desk.
///
/// Closing has its forms on the letter's page; from the tray, links lead there.
func actsForOthers(_ visit: Visit, _ view: LetterView, at place: ActsPlace = .letter) -> HTML {
    let toReceive = view.hops.filter { $0.acts.contains(.receive) && $0.isPassedDown }
    let toClose = place == .tray ? view.toCloseForOthers : []
    return """
        \(toReceive, each: { receiveForOtherButton(visit, $0, at: place) })\(toClose, each: { "<a class=\"btn btn-quiet\" href=\"/letters/\(view.letter.id)#\($0.closingForm)\">\($0.closing(visit.t))</a>" })
        """
}

private func acknowledgeButton(_ visit: Visit, _ hop: LetterView.Hop, at place: ActsPlace) -> HTML {
    """
    <form action="/deliveries/\(hop.delivery.id)/acknowledgement" method="post">\(visit.forgeryField)\(place.field)<button class="btn" type="submit" data-key="a">\(icon("check2"))\(visit.t("รับทราบการตีกลับ", "Take note")) <kbd lang="en">a</kbd></button></form>
    """
}

/// What was typed into a form that the page shows no more, because the letter has gone on in the meantime.
private func keptWords(of form: FilledForm, _ view: LetterView, _ t: Language) -> HTML {
    let mayReturn = view.hops.contains { $0.acts.contains(.return) }
    let words = [(form["text"], view.may(.endorse)), (form["reason"], mayReturn)]
        .filter { !$0.0.isEmpty && !$0.1 }.map(\.0)
    guard form.refusal != nil, !words.isEmpty else { return HTML() }
    return """
        <div class="sb-note mb-3">\(icon("pencil-square"))<div><b>\(t("ข้อความที่ท่านพิมพ์ไว้ ยังไม่ได้บันทึก", "What you wrote, not saved"))</b>\(words, each: { "<p class=\"sb-minute__text mb-0\"\(t.ofTyped)>\($0)</p>" })</div></div>
        """
}

/// What came back to this person's desk, from where and, where that may be told, why.
func returnNotes(_ view: LetterView, _ t: Language, withReasons: Bool) -> HTML {
    "\(view.hops.filter { $0.acts.contains(.acknowledge) }, each: { returnNote($0, t, withReasons) })"
}

/// That another desk gave up its number of the letter, told to those who received it under their own.
private func voidNote(_ shown: ShownNumber, of view: LetterView, _ t: Language) -> HTML {
    """
    <div class="sb-note sb-note--warn mb-3">\(icon("exclamation-triangle"))<p class="mb-0"><b>\(t("ยกเลิกเลข", "Void number")) <span class="sb-num">\(numberMark(shown, t))</span> \(view.units[shown.register.owner]?.name(t) ?? "")</b><br>\(t.typed(shown.entry.voiding?.reason ?? ""))</p></div>
    """
}

private func returnNote(_ hop: LetterView.Hop, _ t: Language, _ withReason: Bool) -> HTML {
    let reason = withReason ? hop.delivery.ended?.words ?? "" : ""
    return """
        <div class="sb-note sb-note--warn mb-3">\(icon("arrow-return-left"))<p class="mb-0"><b>\(t("ตีกลับจาก", "Returned by")) \(hop.receiverName(t))</b>\(if: !reason.isEmpty, "<br>\(t.typed(reason))")</p></div>
        """
}

private func receiveButton(_ visit: Visit, _ hop: LetterView.Hop, at place: ActsPlace) -> HTML {
    """
    <form action="/deliveries/\(hop.delivery.id)/receipt" method="post">\(visit.forgeryField)\(place.field)<button class="btn btn-primary" type="submit" data-key="r">\(icon("check2"))\(visit.t("ลงรับ", "Receive")) <kbd lang="en">r</kbd></button></form>
    """
}

/// Receiving for another desk is not the next thing to do: its own people are to do that.
private func receiveForOtherButton(_ visit: Visit, _ hop: LetterView.Hop, at place: ActsPlace) -> HTML {
    """
    <form action="/deliveries/\(hop.delivery.id)/receipt" method="post">\(visit.forgeryField)\(place.field)<button class="btn btn-quiet" type="submit">\(visit.t("ลงรับแทน", "Receive for")) \(hop.receiverName(visit.t))</button></form>
    """
}

private func pages(_ view: LetterView, _ t: Language) -> HTML {
    guard let file = view.attachments.first(where: \.hasPreview) else { return noPages(t) }
    let address: HTML = "/letters/\(view.letter.id)/attachments/\(file.id)"
    return """
        <div class="sb-viewbar"><span><samp>\(file.name)</samp></span><a class="btn btn-quiet btn-sm" href="\(address)/read">\(icon("zoom-in"))\(t("เปิดอ่านทั้งไฟล์", "Read the whole file"))</a><a class="sb-iconbtn" href="\(address)" download aria-label="\(t("ดาวน์โหลด", "Download"))">\(icon("download"))</a></div>
        <div class="sb-sheet" data-viewer="\(address)"><img class="sb-pageimage" src="\(address)/pages/1.jpg" alt="\(t("หน้า ๑ ของ", "Page 1 of")) \(file.name)" width="900" height="1273"></div>
        """
}

func noPages(_ t: Language) -> HTML {
    """
    <div class="sb-empty"><p>\(t("หนังสือนี้ไม่มีไฟล์ที่แสดงเป็นหน้าได้", "This letter has no file that can be shown as pages"))</p></div>
    """
}

extension Attachment {
    /// Whether its pages can be shown as pictures.
    var hasPreview: Bool { mediaType != "application/octet-stream" }
}

private func minutes(_ visit: Visit, _ view: LetterView, _ form: FilledForm) -> HTML {
    let t = visit.t
    return """
        <div class="sb-section__head"><h2 id="min-h">\(t("เกษียน", "Minutes"))</h2>\(if: !view.endorsements.isEmpty, "<span class=\"sb-count\">\(t.number(view.endorsements.count))</span>")</div>
        \(if: view.endorsements.isEmpty, "<p class=\"sb-meta\">\(t("ยังไม่มีการเกษียน", "No minutes yet"))</p>")
        <ol class="sb-minutes">\(Array(view.endorsements.enumerated()), each: { minute($0.offset + 1, of: view.endorsements.count, $0.element, t) })</ol>
        \(if: view.may(.endorse), endorseForm(visit, view, form))
        """
}

private func minute(_ number: Int, of count: Int, _ endorsement: Endorsement, _ t: Language) -> HTML {
    """
    <li class="sb-minute"\(if: number == count, " id=\"last-minute\"")><span class="sb-minute__no">\(t.number(number))</span><div class="sb-minute__body">
      <p class="sb-minute__text"\(t.ofTyped)>\(endorsement.text)</p>
      <p class="sb-minute__sign"><cite>\(endorsement.name)</cite>\(endorsement.post)<br><time class="sb-meta" datetime="\(endorsement.at.iso8601)">\(t.moment(endorsement.at))</time></p></div></li>
    """
}

private func endorseForm(_ visit: Visit, _ view: LetterView, _ form: FilledForm) -> HTML {
    let t = visit.t
    let post = visit.actor.post(t)
    var field = FormField("text", t("เกษียนในนาม \(post)", "Your minute, as \(post)"))
    field.kind = .lines(3)
    field.hint = t(
        "ลงชื่อ ตำแหน่ง และเวลา ให้เมื่อบันทึก แก้ภายหลังไม่ได้",
        "Name, post and time are added when you save. It cannot be changed later"
    )
    return """
        <form class="mt-3" action="/letters/\(view.letter.id)/endorsements" method="post" data-dirty>\(visit.forgeryField)<input type="hidden" name="once" value="\(Random.token())">
          \(field.html(form, t))
          <button class="btn" type="submit" data-key="ctrl+enter">\(t("บันทึกเกษียน", "Save the minute")) <kbd lang="en">Ctrl Enter</kbd></button>
        </form>
        """
}

private func files(_ visit: Visit, _ view: LetterView) -> HTML {
    let t = visit.t
    return """
        <section class="sb-section" aria-labelledby="enc-h">
          <div class="sb-section__head"><h2 id="enc-h">\(t("ไฟล์", "Files"))</h2><span class="sb-count">\(t.number(view.attachments.count))</span></div>
          \(view.attachments, each: { fileLine($0, t) })
          \(if: view.may(.attach) && view.letter.particulars.secrecy == .none, attachForm(visit, view))
        </section>
        """
}

/// A file to read in the browser and to download; one without pages only to download.
private func fileLine(_ file: Attachment, _ t: Language) -> HTML {
    let address: HTML = "/letters/\(file.letter)/attachments/\(file.id)"
    let words: HTML = """
        \(icon("paperclip"))<span>\(file.name)<small>\(t.size(file.size))</small></span>
        """
    guard file.hasPreview else { return "<a class=\"sb-file\" href=\"\(address)\" download>\(words)</a>" }
    return """
        <div class="sb-fileline"><a class="sb-file" href="\(address)/read">\(words)</a><a class="sb-iconbtn" href="\(address)" download aria-label="\(t("ดาวน์โหลด", "Download")) \(file.name)">\(icon("download"))</a></div>
        """
}

private func attachForm(_ visit: Visit, _ view: LetterView) -> HTML {
    let t = visit.t
    return """
        <form class="mt-2" action="/letters/\(view.letter.id)/attachments" method="post" enctype="multipart/form-data" data-drop-form>\(visit.forgeryField)
          <label class="form-label" for="f-file">\(t("แนบไฟล์เพิ่ม", "Attach another file"))</label>
          <input class="form-control" id="f-file" name="file" type="file" multiple>
          <button class="btn btn-sm mt-2" type="submit">\(t("แนบ", "Attach"))</button>
        </form>
        """
}

private func facts(_ view: LetterView, _ t: Language) -> HTML {
    let about = view.letter.particulars
    let typed = [
        (PickList.Field.category.name(t), about.category), (PickList.Field.method.name(t), about.method),
        (t("เจ้าของเรื่อง", "Owner"), about.caseOwner), (t("ผู้ปฏิบัติงาน", "Assignee"), about.assignee),
        (t("หมายเหตุ", "Remark"), about.remark),
    ].filter { !$0.1.isEmpty }
    let told = [
        (t("ลงทะเบียนโดย", "Registered by"), view.registrar?.name(t) ?? ""),
        (t("เมื่อ", "On"), t.moment(view.letter.registeredAt)),
    ].filter { !$0.1.isEmpty }
    return """
        <section class="sb-section" aria-labelledby="facts-h">
          <div class="sb-section__head"><h2 id="facts-h">\(t("รายละเอียด", "Details"))</h2></div>
          <dl class="sb-facts">\(typed, each: { "<dt>\($0.0)</dt><dd\(t.ofTyped)>\($0.1)</dd>" })\(told, each: { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" })</dl>
        </section>
        """
}
