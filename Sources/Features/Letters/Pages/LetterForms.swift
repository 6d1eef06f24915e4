import Agencies
import HTML
import HTTP
import Kernel
import Web

/// The acts on a letter that need words or choices: send on, return, close.
func letterForms(_ visit: Visit, _ view: LetterView, _ receivers: Receivers?, _ form: FilledForm) -> HTML {
    let toReturn = view.hops.first { $0.acts.contains(.return) && !$0.isPassedDown }
    let toClose = [view.toClose].compactMap(\.self) + view.toCloseForOthers
    return """
        \(receivers, then: { sendForm(visit, view, $0, form) })
        \(toReturn, then: { returnForm(visit, $0, form) })
        \(toClose, each: { closeForm(visit, $0, form) })
        """
}

private func sendForm(_ visit: Visit, _ view: LetterView, _ receivers: Receivers, _ form: FilledForm) -> HTML
{
    let t = visit.t
    let action = "/letters/\(view.letter.id)/deliveries"
    return """
        <details class="sb-more" id="send"\(if: form.wasRefused(at: action, visit), " open")>
          <summary>\(icon("arrow-right"))\(t("ส่งต่อ", "Send on"))</summary>
          <form action="\(action)" method="post" data-undo="\(t("กำลังจะส่งหนังสือ", "About to send"))" data-done="\(t("ส่งแล้ว", "Sent"))">\(visit.forgeryField)
            \(receiverFields(receivers, form, t))
            <button class="btn btn-primary" type="submit">\(t("ส่ง", "Send"))</button>
          </form>
        </details>
        """
}

/// Whom a letter goes to, and a note to them.
func receiverFields(_ receivers: Receivers, _ form: FilledForm, _ t: Language) -> HTML {
    var note = FormField("note", t("ข้อความถึงผู้รับ", "Note to the receivers"))
    note.isOptional = true
    let (units, people) = (form.all("unit"), form.all("person"))
    return """
        <fieldset id="f-units"><legend class="form-label">\(t("ถึงหน่วยงาน", "To units"))</legend>
          \(form.complaint("units", t), then: { "<p class=\"sb-field__error\">\($0)</p>" })
          <div class="sb-checks" data-filter>\(receivers.units, each: { receiverCheck("unit", $0.id.rawValue, units, "\($0.name(t))") })</div>
        </fieldset>
        \(if: !receivers.people.isEmpty, peopleChecks(receivers.people, people, t))
        \(note.html(form, t))
        """
}

private func receiverCheck(_ name: StaticString, _ id: String, _ chosen: Set<String>, _ label: HTML) -> HTML {
    """
    <label class="sb-check"><input class="form-check-input" type="checkbox" name="\(name)" value="\(id)"\(if: chosen.contains(id), " checked")> \(label)</label>
    """
}

private func peopleChecks(_ people: [Person], _ chosen: Set<String>, _ t: Language) -> HTML {
    """
    <fieldset><legend class="form-label">\(t("ถึงบุคคลในหน่วยงาน", "To people of the agency"))</legend>
      <div class="sb-checks" data-filter>\(people, each: { person in
        receiverCheck("person", person.id.rawValue, chosen, "\(person.name(t)) <small>\(person.post(t))</small>")
      })</div>
    </fieldset>
    """
}

private func returnForm(_ visit: Visit, _ hop: LetterView.Hop, _ form: FilledForm) -> HTML {
    let t = visit.t
    var reason = FormField("reason", t("เหตุผลที่ตีกลับ", "Why it is returned"))
    reason.kind = .lines(2)
    let action = "/deliveries/\(hop.delivery.id)/return"
    return """
        <details class="sb-more" id="return"\(if: form.wasRefused(at: action, visit), " open")>
          <summary>\(icon("arrow-return-left"))\(t("ตีกลับ", "Return"))</summary>
          <form action="\(action)" method="post">\(visit.forgeryField)
            \(reason.html(form, t))
            <button class="btn btn-danger" type="submit">\(t("ตีกลับ", "Return"))</button>
          </form>
        </details>
        """
}

private func closeForm(_ visit: Visit, _ hop: LetterView.Hop, _ form: FilledForm) -> HTML {
    let t = visit.t
    var note = FormField(hop.delivery.id.closingField, t("บันทึกการปิดเรื่อง", "Closing note"))
    note.isOptional = true
    note.kind = .lines(2)
    let action = "/deliveries/\(hop.delivery.id)/closure"
    return """
        <details class="sb-more" id="\(hop.closingForm)"\(if: form.wasRefused(at: action, visit), " open")>
          <summary>\(icon("check2"))\(hop.closing(t))</summary>
          <form action="\(action)" method="post">\(visit.forgeryField)
            \(note.html(form, t))
            <button class="btn" type="submit">\(hop.closing(t))</button>
          </form>
        </details>
        """
}

extension Delivery.ID {
    /// The field of a closing note; several of them may stand on one page.
    var closingField: String { "closing-\(self)" }
}

extension LetterView {
    /// The hop whose matter the person closes at their own desk.
    var toClose: Hop? { hops.first { $0.acts.contains(.close) && !$0.isPassedDown } }

    /// Those that they may close for another desk that they keep.
    var toCloseForOthers: [Hop] { hops.filter { $0.acts.contains(.close) && $0.isPassedDown } }
}

extension LetterView.Hop {
    /// The part of the letter's page in which it is closed.
    var closingForm: String { isPassedDown ? "close-\(delivery.id)" : "close" }

    /// What closing it is called; for another desk it names the desk.
    func closing(_ t: Language) -> String {
        isPassedDown
            ? t("ปิดเรื่องแทน \(receiverName(t))", "Close for \(receiverName(t))")
            : t("ปิดเรื่อง", "Close the matter")
    }
}

extension FilledForm {
    /// Whether this is the form of that address, sent and refused: its part of the page is open then.
    fileprivate func wasRefused(at address: String, _ visit: Visit) -> Bool {
        refusal != nil && visit.request.path == address
    }
}
