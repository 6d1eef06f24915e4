import Agencies
import HTML
import HTTP
import Kernel
import Web

/// What was just done with a letter, told on the page that comes after it.
enum LetterDone: String {
    case received, returned, recalled, closed, acknowledged, sent

    /// Nil where the address tells none.
    init?(_ query: Fields) {
        guard let done = query["act"].flatMap(LetterDone.init(rawValue:)) else { return nil }
        self = done
    }

    func words(_ t: Language) -> String {
        switch self {
        case .received: t("ลงรับแล้ว", "Received")
        case .returned: t("ตีกลับแล้ว", "Returned")
        case .recalled: t("ดึงกลับแล้ว", "Taken back")
        case .closed: t("ปิดเรื่องแล้ว", "Closed")
        case .acknowledged: t("รับทราบการตีกลับแล้ว", "Return taken note of")
        case .sent: t("ส่งแล้ว", "Sent")
        }
    }

    /// The note on the letter's page, with the way on; nothing where the address tells what this person has not done.
    func note(on view: LetterView, _ t: Language) -> HTML {
        guard view.hops.contains(where: { isStep(of: view.actor, $0.delivery) }) else { return HTML() }
        let number = self == .received ? view.ownNumber : nil
        return """
            <div class="sb-note sb-note--ok mb-2" role="status">\(icon("check2"))<p class="mb-0"><b>\(words(t))\(number, then: { " \(t("เลขรับ", "as no.")) <span class=\"sb-num\">\(numberMark($0, t))</span>" })</b> <a href="/tray">\(t("ไปถาดงาน", "To the in-tray"))</a></p></div>
            """
    }

    private func isStep(of actor: Actor, _ delivery: Delivery) -> Bool {
        switch self {
        case .received: delivery.received?.by == actor.id
        case .returned: delivery.state == .returned && delivery.ended?.step.by == actor.id
        case .recalled: delivery.state == .recalled && delivery.ended?.step.by == actor.id
        case .closed: delivery.state == .closed && delivery.ended?.step.by == actor.id
        case .acknowledged: delivery.acknowledged?.by == actor.id
        case .sent: delivery.sent.by == actor.id
        }
    }
}
