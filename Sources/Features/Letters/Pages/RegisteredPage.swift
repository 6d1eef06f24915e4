import Agencies
import HTML
import Kernel
import Registers
import ThaiText
import Web

/// The number that a letter was given, large, with a receipt to print (form 17) and the stamped copy.
func registeredPage(_ visit: Visit, _ view: LetterView, _ shown: ShownNumber, _ stamp: ReceiptStamp?)
    -> Screen
{
    let t = visit.t
    let about = view.letter.particulars
    let isIncoming = shown.register.kind.direction == .incoming
    let hasReceipt = view.hasReceipt
    let heading = isIncoming ? t("เลขทะเบียนรับ", "Receive number") : t("ที่", "Letter number")
    return Screen(
        heading,
        place: isIncoming ? "/receive" : "/registers",
        main: """
            <div class="sb-done">
              <div>
                \(state(shown, t))
                <h1 class="sb-done__head"><span>\(heading)</span> <strong class="sb-done__number">\(givenNumber(shown, t))</strong></h1>
                <p class="sb-lead">\(if: !isIncoming, "\(shown.register.kind.numberName(t)) <b class=\"sb-num\">\(t.number(shown.entry.number))</b> · ")\(t.moment(shown.entry.issuedAt)) · \(shown.register.name(t))</p>
                <p class="mt-3">\(speedBadge(about.speed, t)) \(secrecyBadge(about.secrecy, t)) \(if: isIncoming || about.letterNumber != shown.display, "<span class=\"sb-num\"\(t.ofTyped)>\(about.letterNumber)</span> ")\(t("จาก", "from")) <span\(t.ofTyped)>\(about.from)<br>\(about.shownSubject(t))</span></p>
                \(sentTo(view, shown, t))
                <div class="sb-bar mt-4">
                  \(if: visit.actor.may(.take, shown.register), nextButton(shown, t))
                  <a class="btn" href="/letters/\(view.letter.id)" data-key="o">\(t("เปิดหนังสือและส่งต่อ", "Open and send on")) <kbd lang="en">o</kbd></a>
                  \(if: hasReceipt, printButton(t))
                </div>
                \(if: hasReceipt, receipt(visit, view, shown))
              </div>
              \(stamp.map { stampedPage($0, t) } ?? view.attachments.first(where: \.hasPreview).map { firstPage(view, $0, t) } ?? "")
            </div>
            """
    )
}

/// The number as clerks write it on the paper: of what came in the number alone, of what is sent all of ที่.
func givenNumber(_ shown: ShownNumber, _ t: Language) -> HTML {
    guard shown.register.kind.direction == .incoming else { return numberMark(shown, t) }
    let number = t.number(shown.entry.number)
    return shown.isVoid ? "<s>\(number)</s>" : "\(number)"
}

private func nextButton(_ shown: ShownNumber, _ t: Language) -> HTML {
    let isIncoming = shown.register.kind.direction == .incoming
    return """
        <a class="btn btn-primary" href="/registers/\(shown.register.id)/letters/new" data-key="n">\(isIncoming ? t("ลงรับฉบับถัดไป", "Next letter") : t("ออกเลขฉบับถัดไป", "Next number")) <kbd lang="en">n</kbd></a>
        """
}

extension LetterView {
    /// Whether the person's own desk received it under a number that stands.
    var hasReceipt: Bool {
        ownNumber.map { $0.register.kind.direction == .incoming && !$0.isVoid } ?? false
    }
}

/// That the number was given; of a void one why it is void, and that nothing is receipted under it.
private func state(_ shown: ShownNumber, _ t: Language) -> HTML {
    let isIncoming = shown.register.kind.direction == .incoming
    guard let voiding = shown.entry.voiding else {
        return
            "<p class=\"sb-state sb-state--done\">\(isIncoming ? t("ลงรับแล้ว", "Registered") : t("ออกเลขแล้ว", "Number issued"))</p>"
    }
    let words =
        isIncoming
        ? t("เลขนี้ยกเลิกแล้ว จึงไม่ออกใบรับหนังสือ", "This number is void, so no receipt is given for it")
        : t("เลขนี้ยกเลิกแล้ว", "This number is void")
    return """
        <p class="sb-state sb-state--void">\(t("ยกเลิกเลข", "Void"))</p>
        <div class="sb-note sb-note--warn mt-3">\(icon("exclamation-triangle"))<p class="mb-0"><b>\(words)</b><br>\(t("เหตุผล", "Reason")): \(t.typed(voiding.reason)) · \(t.moment(voiding.at))</p></div>
        """
}

/// Where the unit of the number has sent it.
private func sentTo(_ view: LetterView, _ shown: ShownNumber, _ t: Language) -> HTML {
    let sent = view.hops.filter {
        $0.delivery.fromUnit == shown.entry.unit && $0.delivery.state != .recalled
    }
    let names = sent.map { $0.receiverName(t) }
        .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard !names.isEmpty else { return HTML() }
    return "<p>\(icon("arrow-right")) \(t("ส่งถึง", "Sent to")) \(names.joined(separator: " · "))</p>"
}

private func printButton(_ t: Language) -> HTML {
    """
    <button class="btn btn-quiet" type="button" data-print data-key="p">\(icon("printer"))\(t("พิมพ์ใบรับ", "Print receipt")) <kbd lang="en">p</kbd></button>
    """
}

private func receipt(_ visit: Visit, _ view: LetterView, _ shown: ShownNumber) -> HTML {
    let t = visit.t
    let about = view.letter.particulars
    let taker = view.taker(of: shown)
    return """
        <section class="sb-section mt-5" aria-labelledby="slip-h">
          <div class="sb-section__head"><h2 id="slip-h">\(t("ใบรับหนังสือ", "Receipt"))</h2></div>
          <div class="sb-slip mt-3" id="slip">
            <p class="sb-slip__title">\(t("ใบรับหนังสือ", "Receipt"))<br>\(taker.office?.name(t) ?? "")</p>
            <dl class="sb-facts">
              <dt>\(t("เลขรับ", "No."))</dt><dd class="sb-num"><b>\(t.digits(ThaiDigits.arabic(shown.display)))</b></dd>
              <dt>\(t("ที่", "Letter"))</dt><dd class="sb-num"\(t.ofTyped)>\(about.letterNumber)</dd>
              <dt>\(t("ถึง", "To"))</dt><dd\(t.ofTyped)>\(about.to)</dd>
              <dt>\(t("เรื่อง", "Subject"))</dt><dd\(t.ofTyped)>\(about.listedSubject(t))</dd>
              <dt>\(t("รับวันที่", "Received"))</dt><dd class="sb-num">\(t.moment(shown.entry.issuedAt))</dd>
              <dt>\(t("ผู้รับ", "By"))</dt><dd>\(taker.person?.name(t) ?? "")</dd>
            </dl>
          </div>
        </section>
        """
}

private func firstPage(_ view: LetterView, _ file: Attachment, _ t: Language) -> HTML {
    let address: HTML = "/letters/\(view.letter.id)/attachments/\(file.id)"
    return """
        <section aria-labelledby="copy-h">
          <div class="sb-section__head"><h2 id="copy-h">\(t("หน้าแรก", "First page"))</h2></div>
          <div class="mt-3"><img class="sb-pageimage" src="\(address)/pages/1.jpg" alt="\(t("หน้า ๑ ของ", "Page 1 of")) \(file.name)" width="800" height="1131"></div>
        </section>
        """
}
