import Agencies
import HTML
import HTTP
import Kernel
import ThaiText
import Web

/// The route of a letter: each desk with who did what, when, and how long it lay there (TRK-04); where the address asks
/// for it, only the hops between units, without who opened it and what was noted (TRK-05).
func routeSection(_ visit: Visit, _ view: LetterView, at now: Instant) -> HTML {
    let t = visit.t
    let isNarrow = visit.request.query["route"] == "units"
    let hops = isNarrow ? view.hops.filter { $0.delivery.fromUnit != $0.delivery.toUnit } : view.hops
    return """
        <section class="sb-section" aria-labelledby="route-h">
          <div class="sb-section__head mb-3"><h2 id="route-h">\(t("เส้นทาง", "Route"))</h2><span class="sb-meta">\(t.number(hops.count + 1)) \(t("โต๊ะ", hops.isEmpty ? "desk" : "desks"))</span>\(if: !view.hops.isEmpty, routeSwitch(view, isNarrow, t))</div>
          <ol class="sb-route">
            \(firstDesk(view, t))
            \(hops, each: { desk(visit, $0, isNarrow, at: now) })
          </ol>
        </section>
        """
}

private func routeSwitch(_ view: LetterView, _ isNarrow: Bool, _ t: Language) -> HTML {
    let query: HTML = isNarrow ? "" : "?route=units"
    let words = isNarrow ? t("แสดงทั้งหมด", "Show all") : t("เฉพาะระหว่างหน่วยงาน", "Between units only")
    return "<a href=\"/letters/\(view.letter.id)\(query)#route-h\">\(words)</a>"
}

private func firstDesk(_ view: LetterView, _ t: Language) -> HTML {
    """
    <li class="sb-desk"><p class="sb-desk__line"><span class="sb-desk__who">\(view.owner?.name(t) ?? "")</span></p>
      <p class="sb-desk__what">\(t("ลงทะเบียน", "Registered")) \(view.numbers.first, then: { numberMark($0, t) })\(voidMark(view.numbers.first, t)) · \(view.registrar?.name(t) ?? "") · \(t.moment(view.letter.registeredAt))</p></li>
    """
}

private func desk(_ visit: Visit, _ hop: LetterView.Hop, _ isNarrow: Bool, at now: Instant) -> HTML {
    let t = visit.t
    let delivery = hop.delivery
    let isHere = delivery.isOpen
    let current: HTML = isHere ? " aria-current=\"step\"" : ""
    return """
        <li class="sb-desk\(delivery.deskClass)"\(current)>
          <p class="sb-desk__line"><span class="sb-desk__who">\(hop.receiverName(t))</span><span class="sb-desk__held">\(t.span(from: delivery.sent.at, to: delivery.ended?.step.at ?? now))</span></p>
          <p class="sb-desk__what">\(t("ส่งโดย", "Sent by")) \(hop.sentBy?.name(t) ?? ""), \(hop.from?.name(t) ?? "") · \(t.moment(delivery.sent.at))\(if: !delivery.note.isEmpty && !isNarrow, " <q\(t.ofTyped)>\(delivery.note)</q>")</p>
          \(steps(hop).filter { !isNarrow || $0.isHop }, each: { step($0, t) })
          \(if: hop.acts.contains(.recall), recallForm(visit, hop))
        </li>
        """
}

private struct StepTold {
    let thai: String
    let english: String
    /// Whether it moves the letter on its way between units.
    var isHop = true
    var number: ShownNumber?
    let person: Person?
    let at: Instant
    var words = ""
}

private func steps(_ hop: LetterView.Hop) -> [StepTold] {
    let delivery = hop.delivery
    var steps: [StepTold] = []
    if let opened = delivery.opened {
        steps.append(
            StepTold(thai: "เปิดอ่านแล้ว", english: "Opened", isHop: false, person: hop.openedBy, at: opened.at)
        )
    }
    if let received = delivery.received {
        steps.append(
            StepTold(
                thai: "ลงรับแล้ว",
                english: "Received",
                number: hop.number,
                person: hop.receivedBy,
                at: received.at
            )
        )
    }
    if let ended = delivery.ended {
        let state = delivery.state
        steps.append(
            StepTold(
                thai: state.name(.thai),
                english: state.name(.english),
                person: hop.endedBy,
                at: ended.step.at,
                words: ended.words
            )
        )
    }
    return steps
}

private func step(_ told: StepTold, _ t: Language) -> HTML {
    """
    <p class="sb-desk__what">\(t(told.thai, told.english))\(told.number, then: { " \(numberMark($0, t))\(voidMark($0, t))" }) · \(told.person?.name(t) ?? "") · \(t.moment(told.at))\(if: !told.words.isEmpty, " <q\(t.ofTyped)>\(told.words)</q>")</p>
    """
}

private func recallForm(_ visit: Visit, _ hop: LetterView.Hop) -> HTML {
    """
    <form action="/deliveries/\(hop.delivery.id)/recall" method="post" data-undo="\(visit.t("กำลังจะดึงกลับ", "About to take back"))" data-done="\(visit.t("ดึงกลับแล้ว", "Recalled"))">\(visit.forgeryField)<button class="btn btn-quiet btn-sm" type="submit">\(visit.t("ดึงกลับ", "Recall"))</button></form>
    """
}

extension Delivery {
    fileprivate var deskClass: String {
        switch state {
        case .new, .opened, .received: " sb-desk--now"
        case .returned: " sb-desk--back"
        case .recalled: " sb-desk--recalled"
        case .closed: ""
        }
    }
}

extension LetterView.Hop {
    /// The person it is for, or the unit.
    func receiverName(_ t: Language) -> String {
        guard let toPerson else { return to?.name(t) ?? "" }
        return "\(toPerson.name(t)) (\(to?.name(t) ?? ""))"
    }
}
