import HTML
import HTTP
import Kernel
import Registers
import ThaiText
import Web

/// Search by words, or by the seven fields (TRK-01), in a year or in all (TRK-07).
struct SearchScreen {
    let visit: Visit
    let form: FilledForm
    let results: [LetterSummary]?
    let next: Letter.ID?

    var screen: Screen {
        let t = visit.t
        return Screen(
            t("ค้นหา", "Search"),
            place: "/search",
            main: """
                <div class="sb-pagehead"><h1>\(t("ค้นหาหนังสือ", "Search letters"))</h1></div>
                \(form.summary(t))
                <form class="sb-form" action="/search" method="get" role="search" aria-label="\(t("ค้นหาตามรายละเอียด", "Search by details"))">
                  \(fields)
                  <div class="sb-formfoot"><button class="btn btn-primary" type="submit">\(icon("search"))\(t("ค้นหา", "Search"))</button><a class="btn btn-quiet" href="/search">\(t("ล้าง", "Clear"))</a></div>
                </form>
                \(results, then: list)
                """
        )
    }

    private var fields: HTML {
        let t = visit.t
        func field(
            _ name: String,
            _ label: String,
            _ kind: FormField.Kind = .text,
            most: Int,
            wide: Bool = false
        )
            -> HTML
        {
            var field = FormField(name, label)
            field.kind = kind
            field.most = most
            field.width = wide ? "" : "sb-w3"
            return field.html(form, t)
        }
        let most = SearchForm.most
        return """
            \(field("words", t("คำที่ต้องการ ในทุกช่อง", "Words, in any field"), .search, most: most.text, wide: true))
            <details class="sb-more"\(if: isOpen, " open")>
              <summary>\(t("ค้นตามรายละเอียด", "Search by details"))\(if: filled > 0, " <span class=\"sb-optional\">\(t("กรอกไว้ \(t.number(filled)) ช่อง", filled == 1 ? "1 field filled" : "\(filled) fields filled"))</span>")</summary>
              <div class="sb-form sb-form--inner">
            \(field("number", t("เลขทะเบียนรับ", "Receive number"), .number, most: most.number))\(field("letterNumber", t("เลขที่หนังสือ", "Letter number"), most: most.letterNumber))
            \(field("letterDate", t("ลงวันที่", "Dated"), .date, most: most.day))\(field("receivedOn", t("วันที่ลงรับ", "Received on"), .date, most: most.day))
            \(field("subject", t("เรื่อง", "Subject"), most: most.text))\(field("year", t("ปี พ.ศ.", "Year (B.E.)"), .number, most: most.number))
            \(field("from", t("จาก", "From"), most: most.text))\(field("to", t("ถึง", "To"), most: most.text))
              </div>
            </details>
            """
    }

    /// What was found stands right below the words, not below eight fields; where nothing was, what was typed is shown.
    private var isOpen: Bool {
        guard let results else { return true }
        return results.isEmpty && filled > 0
    }

    /// In how many of the eight fields something was typed.
    private var filled: Int {
        ["number", "letterNumber", "letterDate", "receivedOn", "subject", "year", "from", "to"]
            .count { !form[$0].isEmpty }
    }

    private func list(_ letters: [LetterSummary]) -> HTML {
        let t = visit.t
        guard !letters.isEmpty else {
            return """
                <div class="sb-empty" role="status"><p>\(t("ไม่พบหนังสือที่ตรงกับที่ค้น", "No letter matches"))</p><p class="sb-meta">\(t("ลองใช้คำสั้นลง หรือเลือกปีอื่น ค้นได้เฉพาะหนังสือที่เกี่ยวข้องกับท่าน", "Try fewer words or another year. Only letters that concern you are searched"))</p></div>
                """
        }
        return """
            <h2 class="sb-group" id="hits">\(found(letters.count))</h2>
            <ul class="sb-plain" aria-labelledby="hits" data-list>\(letters, each: row)</ul>
            \(next, then: { "<nav class=\"sb-pager\"><a class=\"btn\" href=\"/search?\(again)after=\($0)\">\(t("เก่ากว่า", "Older"))</a></nav>" })
            """
    }

    /// How many there are; of more than a page, and on later pages, how many stand here.
    private func found(_ count: Int) -> String {
        let t = visit.t
        let letters = count == 1 ? "letter" : "letters"
        if visit.request.query["after"] != nil {
            return t("ฉบับที่เก่ากว่า \(t.number(count)) ฉบับ", "\(count) older \(letters)")
        }
        return next == nil
            ? t("พบ \(t.number(count)) ฉบับ", "\(count) \(letters) found")
            : t("พบมากกว่า \(t.number(count)) ฉบับ", "More than \(count) \(letters) found")
    }

    /// The number that was looked for, where it is another desk's.
    private func matched(_ summary: LetterSummary) -> HTML {
        let t = visit.t
        guard let shown = summary.matched else { return HTML() }
        return
            "<span>\(shown.register.name(t)) <b class=\"sb-num\">\(numberMark(shown, t))</b>\(voidMark(shown, t))</span>"
    }

    /// The query once more, to go on from.
    private var again: String {
        visit.request.query.pairs.filter { $0.name != "after" }
            .map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))&" }.joined()
    }

    private func row(_ summary: LetterSummary) -> HTML {
        let t = visit.t
        let about = summary.letter.particulars
        return """
            <li><a class="sb-row" href="/letters/\(summary.letter.id)">
              <span class="sb-row__when"><b class="sb-num">\(summary.number, then: { numberMark($0, t) })</b></span>
              <span class="sb-row__subject">\(about.listedMark(t))</span>
              <span class="sb-row__meta">\(voidMark(summary.number, t))\(matched(summary))\(speedBadge(about.speed, t))<span class="sb-num"\(t.ofTyped)>\(about.letterNumber)</span><span\(t.ofTyped)>\(about.from)</span>\(summary.number, then: { "<span>\($0.register.name(t))</span>" })</span>
              <span class="sb-row__side"><time datetime="\(summary.letter.registeredAt.iso8601)">\(t.moment(summary.letter.registeredAt))</time></span>
            </a></li>
            """
    }
}
