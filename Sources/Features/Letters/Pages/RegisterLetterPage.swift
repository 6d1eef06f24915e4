import HTML
import HTTP
import Kernel
import Registers
import ThaiText
import Web

/// The form in which a letter is registered: the page on one side, the fields of form 13 on the other.
func registerLetterPage(
    _ visit: Visit,
    _ register: Register,
    receivers: Receivers,
    pickLists: [PickList],
    form: FilledForm = FilledForm(),
    duplicates: [LetterSummary] = [],
    done: ShownNumber? = nil,
    token: String,
    lastNumber: Int?
) -> Screen {
    let t = visit.t
    let isIncoming = register.kind.direction == .incoming
    let title = isIncoming ? t("ลงรับหนังสือ", "Register a letter") : t("ออกเลข", "Issue a number")
    return Screen(
        title,
        place: isIncoming ? "/receive" : "/registers",
        shape: .panes,
        main: """
            <form class="sb-split" action="/registers/\(register.id)/letters" method="post" enctype="multipart/form-data" data-register data-dirty>
              \(visit.forgeryField)
              <input type="hidden" name="once" value="\(token)">
              <section class="sb-pane sb-pane--page" aria-label="\(t("ไฟล์หนังสือ", "The file"))">
                \(filePane(form, t))
              </section>
              <section class="sb-pane sb-pane--form" aria-labelledby="reg-h">
                <div class="sb-pane__head"><h1 id="reg-h">\(title)</h1><span class="sb-meta">\(register.name(t))</span></div>
                <div class="sb-form">
                  \(form.summary(t))
                  \(if: form.hadFiles, chooseAgain(t))
                  \(done, then: { doneNote($0, t) })
                  \(if: !duplicates.isEmpty, duplicateNote(duplicates, t))
                  \(fields(form, register.kind, t))
                  \(sendPart(receivers, form, t))
                  \(moreFields(pickLists, form, t))
                </div>
                <div class="sb-formfoot">
                  <p class="sb-meta">\(isIncoming ? t("เลขออกเมื่อบันทึก", "The number comes when you save") : t("ที่ของหนังสือออกเมื่อบันทึก", "The letter number is given when you save"))\(lastNumber, then: { "<br>\(t("เลขล่าสุด", "Last number")) <b class=\"sb-num sb-strong\">\(t.number($0))</b>" })</p>
                  <button class="btn" type="submit" data-key="ctrl+s">\(t("บันทึก", "Save")) <kbd lang="en">Ctrl S</kbd></button>
                  <button class="btn btn-primary" type="submit" name="next" value="1" data-key="ctrl+enter">\(t("บันทึกและถัดไป", "Save and next")) <kbd lang="en">Ctrl Enter</kbd></button>
                </div>
              </section>
            </form>
            """
    )
}

/// The script leaves the field as it is, with its files, and renews only what is wrong with them.
private func filePane(_ form: FilledForm, _ t: Language) -> HTML {
    let complaints = form.complaints("file", t)
    return """
        <div class="sb-drop" data-drop>
          <label class="form-label" for="f-file">\(icon("upc-scan")) \(t("วางไฟล์สแกนที่ใดก็ได้ในหน้านี้ หรือเลือกไฟล์", "Drop a scan anywhere on this page, or choose a file"))</label>
          \(if: form.hadFiles, chooseAgain(t))
          <div class="sb-field__error" id="e-file">\(complaints, each: { "<p>\($0)</p>" })</div>
          <input class="form-control" id="f-file" name="file" type="file" multiple\(if: form.refusal == nil, " autofocus") accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.doc,.docx,.xls,.xlsx,.ppt,.pptx" aria-describedby="e-file h-file" aria-invalid="\(complaints.isEmpty ? "false" : "true")">
          <p class="form-text" id="h-file">\(t("PDF ภาพสแกน Word Excel PowerPoint ไฟล์ละไม่เกิน ๑๐๐ เมกะไบต์", "PDF, scans, Word, Excel or PowerPoint, 100 MB each at most"))</p>
          <div class="sb-drop__preview" data-preview></div>
        </div>
        """
}

/// Without the script a browser empties the field of files when the form comes back.
private func chooseAgain(_ t: Language) -> HTML {
    """
    <noscript><p class="sb-field__error mb-2">\(t("กรุณาเลือกไฟล์อีกครั้ง เบราว์เซอร์ไม่เก็บไฟล์ไว้ให้", "Choose the files again: the browser has not kept them"))</p></noscript>
    """
}

/// The number that the letter before this one was given, where it was saved by "save and next".
private func doneNote(_ done: ShownNumber, _ t: Language) -> HTML {
    """
    <div class="sb-note sb-note--ok" role="status">
      \(icon("check2"))
      <p class="sb-note__title">\(done.register.kind.givesLetterNumber ? t("บันทึกแล้ว ที่", "Saved as") : t("บันทึกแล้ว เลขทะเบียน", "Saved as number")) <b class="sb-num sb-done__number">\(givenNumber(done, t))</b></p>
      <p class="mb-0"><a href="/letters/\(done.entry.letter)/registered">\(t("ใบรับและสำเนาประทับตรา", "Receipt and stamped copy"))</a></p>
    </div>
    """
}

private func duplicateNote(_ duplicates: [LetterSummary], _ t: Language) -> HTML {
    """
    <div class="sb-note sb-note--warn" role="alert" tabindex="-1" data-focus>
      \(icon("exclamation-triangle"))
      <p class="sb-note__title">\(t("อาจลงทะเบียนไว้แล้ว", "This may be registered already"))</p>
      <ul class="mb-2">\(duplicates, each: { duplicateLine($0, t) })</ul>
      <label><input class="form-check-input" type="checkbox" name="anyway" value="1"> \(t("เป็นคนละฉบับ ลงทะเบียนต่อ", "It is another letter: register it anyway"))</label>
    </div>
    """
}

private func duplicateLine(_ duplicate: LetterSummary, _ t: Language) -> HTML {
    let about = duplicate.letter.particulars
    return """
        <li><a href="/letters/\(duplicate.letter.id)" target="_blank" rel="noopener">\(t("เลขทะเบียน", "No.")) <span class="sb-num">\(duplicate.number, then: { numberMark($0, t) })</span></a>\(voidMark(duplicate.number, t)) \(t.typed(about.listedSubject(t))) · \(t.moment(duplicate.letter.registeredAt))</li>
        """
}

/// A letter of the office's own is given its number, so that none is asked for.
private func fields(_ form: FilledForm, _ kind: Register.Kind, _ t: Language) -> HTML {
    var number = FormField("letterNumber", t("ที่", "Letter number"))
    number.width = "sb-w3"
    number.isOptional = true
    var date = FormField("letterDate", t("ลงวันที่", "Dated"))
    date.kind = .date
    date.width = "sb-w3"
    date.isOptional = true
    var from = FormField("from", t("จาก", "From"))
    from.width = "sb-w3"
    var to = FormField("to", t("ถึง", "To"))
    to.width = kind.givesLetterNumber ? "" : "sb-w3"
    to.isOptional = true
    var subject = FormField("subject", t("เรื่อง", "Subject"))
    subject.kind = .lines(2)
    return """
        \(if: !kind.givesLetterNumber, number.html(form, t))\(date.html(form, t))\(from.html(form, t))\(to.html(form, t))\(subject.html(form, t))
        \(choice("speed", t("ชั้นความเร็ว", "Speed"), Speed.self, marked: "speed", form: form, t, label: { $0.name(t) }))
        \(choice("secrecy", t("ชั้นความลับ", "Secrecy"), Secrecy.self, marked: "secret", form: form, t, label: { $0.name(t) }))
        """
}

/// Sends the letter on as soon as it has its number (NUM-05).
private func sendPart(_ receivers: Receivers, _ form: FilledForm, _ t: Language) -> HTML {
    let isFilled = !form.all("unit").isEmpty || !form.all("person").isEmpty || !form["note"].isEmpty
    return """
        <details class="sb-more"\(if: isFilled, " open")>
          <summary>\(icon("arrow-right"))\(t("ส่งไปยัง", "Send to")) <span class="sb-optional">\(t("ไม่บังคับ", "optional"))</span></summary>
          <div class="sb-form sb-form--inner">\(receiverFields(receivers, form, t))</div>
        </details>
        """
}

private func moreFields(_ pickLists: [PickList], _ form: FilledForm, _ t: Language) -> HTML {
    func optional(_ name: String, _ label: String, _ kind: FormField.Kind = .text) -> HTML {
        var field = FormField(name, label)
        field.kind = kind
        field.width = "sb-w3"
        field.isOptional = true
        return field.html(form, t)
    }
    let names = ["category", "method", "caseOwner", "assignee", "dueDate", "dueDays", "remark"]
    let isWrong = names.contains { form.complaint($0, t) != nil }
    return """
        <details class="sb-more" id="more"\(if: isWrong, " open")>
          <summary>\(t("รายละเอียดเพิ่มเติม", "More details"))</summary>
          <div class="sb-form sb-form--inner">
            \(pickLists, each: { optional($0.field.rawValue, $0.field.name(t), .proposed($0.words)) })
            \(optional("caseOwner", t("เจ้าของเรื่อง", "Owner of the matter")))
            \(optional("assignee", t("ผู้ปฏิบัติงาน", "Assignee")))
            \(optional("dueDate", t("วันแล้วเสร็จ", "Due on"), .date))
            \(optional("dueDays", t("หรือภายในกี่วัน", "Or within days"), .number))
            \(optional("remark", t("หมายเหตุ", "Remark")))
          </div>
        </details>
        """
}
