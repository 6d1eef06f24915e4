import HTML
import HTTP
import Kernel
import Web

/// One pick list, each word in a field of its own, and an empty field for another.
struct PickListPage {
    let visit: Visit
    let list: PickList
    /// What was typed and not taken, with the empty field at its end; nil to show the list as it is.
    let typed: [String]?
    let form: FilledForm

    private var t: Language { visit.t }

    var screen: Screen {
        Screen(
            t("รายการให้เลือก", "Pick lists"),
            place: "/settings/lists",
            main: """
                <div class="sb-pagehead"><div><h1>\(t("รายการให้เลือก", "Pick lists"))</h1><p class="sb-lead">\(t("คำที่เสนอให้เลือกเมื่อลงรับและออกเลข พิมพ์คำอื่นได้เสมอ หนังสือที่ลงทะเบียนแล้วคงคำเดิม", "What is offered when letters are registered. Other words can always be typed, and letters that are registered keep theirs"))</p></div></div>
                <ul class="nav nav-tabs" role="list">\(PickList.Field.allCases, each: tab)</ul>
                <form class="sb-words" action="/settings/lists/\(list.field.rawValue)/words" method="post" data-dirty>\(visit.forgeryField)<input type="hidden" name="version" value="\(list.version)">
                  \(form.summary(t))
                  \(if: isSaved, "<div class=\"sb-note sb-note--ok\" role=\"status\">\(icon("check2"))<p class=\"sb-note__title\">\(t("บันทึกแล้ว", "Saved"))</p></div>")
                  <div class="sb-section__head"><h2>\(list.field.name(t)) <span class="sb-count">\(t.number(list.words.count))</span></h2><button class="btn btn-primary" type="submit" data-key="ctrl+s">\(t("บันทึก", "Save")) <kbd lang="en">Ctrl S</kbd></button></div>
                  \(if: words.count == 1, "<p class=\"sb-meta mt-3\">\(t("ยังไม่มีคำในรายการ ผู้ลงทะเบียนพิมพ์เองได้", "The list is empty: whoever registers a letter types a word"))</p>")
                  <ol class="sb-plain">\(Array(words.enumerated()), each: { row($0.offset + 1, $0.element) })</ol>
                </form>
                """
        )
    }

    /// The last one is for a new word.
    private var words: [String] { typed.map { $0.isEmpty ? [""] : $0 } ?? list.words + [""] }

    private var isSaved: Bool {
        ["saved", "up", "down"].contains { visit.request.query[$0] != nil } && typed == nil
    }

    private func tab(_ field: PickList.Field) -> HTML {
        let current: HTML = field == list.field ? " active\" aria-current=\"page" : ""
        return
            "<li class=\"nav-item\"><a class=\"nav-link\(current)\" href=\"/settings/lists/\(field.rawValue)\">\(field.name(t))</a></li>"
    }

    private func row(_ place: Int, _ word: String) -> HTML {
        let isNew = place == words.count
        let name = "words-\(place)"
        let complaint = form.complaint(name, t)
        let wrong: HTML = complaint == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"e-\(name)\""
        let label =
            isNew
            ? t("เพิ่มคำใหม่", "Add another") : "\(list.field.name(t)) \(t("คำที่", "no.")) \(t.number(place))"
        return """
            <li class="sb-words__row"><div class="sb-field">
              <label class="\(isNew ? "form-label" : "visually-hidden")" for="f-\(name)">\(label)</label>
              \(complaint, then: { "<p class=\"sb-field__error\" id=\"e-\(name)\">\($0)</p>" })
              <input class="form-control" id="f-\(name)" name="words" type="text" autocomplete="off" value="\(word)"\(t.ofTyped)\(wrong)\(if: isNew && visit.request.query["saved"] != nil, " autofocus")>
            </div>\(isNew ? addButton : buttons(place, word))</li>
            """
    }

    private var addButton: HTML { "<button class=\"btn\" type=\"submit\">\(t("เพิ่ม", "Add"))</button>" }

    private func buttons(_ place: Int, _ word: String) -> HTML {
        let isFirst = place == 1
        let isLast = place == words.count - 1
        let moved =
            visit.request.query["up"].map { ($0, true) } ?? visit.request.query["down"].map { ($0, false) }
        /// Who moved a word goes on with it: by the same button, or at an end by the other.
        func focus(_ isUp: Bool) -> HTML {
            guard let (at, wentUp) = moved, at == String(place) else { return "" }
            let button = isFirst ? false : isLast ? true : wentUp
            return button == isUp ? " autofocus" : ""
        }
        func button(
            _ name: String,
            _ sign: StaticString,
            _ label: String,
            isShown: Bool = true,
            _ more: HTML = ""
        )
            -> HTML
        {
            guard isShown else { return "<span class=\"sb-iconbtn\" aria-hidden=\"true\"></span>" }
            return
                "<button class=\"sb-iconbtn\" type=\"submit\" name=\"\(name)\" value=\"\(place)\" title=\"\(label)\" aria-label=\"\(label): \(word)\"\(more)>\(icon(sign))</button>"
        }
        return """
            \(button("up", "chevron-up", t("เลื่อนขึ้น", "Move up"), isShown: !isFirst, focus(true)))\(button("down", "chevron-down", t("เลื่อนลง", "Move down"), isShown: !isLast, focus(false)))\(button("remove", "x-lg", t("นำออก", "Remove")))
            """
    }
}
