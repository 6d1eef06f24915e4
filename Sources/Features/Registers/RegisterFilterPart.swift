import HTML
import HTTP
import Kernel
import ThaiText
import Web

extension RegisterFilter.View {
    /// Whether a book has such a view: of what was sent out, การปฏิบัติ tells nothing that is left to do.
    func fits(_ kind: Register.Kind, isThisYear: Bool) -> Bool {
        switch self {
        case .all, .void: true
        case .today, .week: isThisYear
        case .undone: kind.direction == .incoming
        }
    }
}

extension RegisterFilter {
    /// The address of the book's page that shows these lines, from below a number where one is told.
    func address(of register: Register.ID, _ year: ThaiYear, before number: Int? = nil, _ t: Language)
        -> String
    {
        var address = "/registers/\(register)?year=\(year)"
        func add(_ name: String, _ value: String?) {
            if let value { address += "&\(name)=\(PercentEncoding.encode(value))" }
        }
        add("view", view == .all ? nil : view.rawValue)
        add("words", words.isEmpty ? nil : words.joined(separator: " "))
        add("from", from.map(t.typedDay))
        add("to", to.map(t.typedDay))
        add("speed", speed?.word)
        add("before", number.map { String($0) })
        return address
    }

    /// As far as it has a meaning for a kind of register and a year.
    func fitting(_ kind: Register.Kind, isThisYear: Bool) -> RegisterFilter {
        var filter = self
        if !view.fits(kind, isThisYear: isThisYear) { filter.view = .all }
        return filter
    }

    /// The same in another year, which has other days.
    var ofAnyYear: RegisterFilter {
        var filter = self
        (filter.from, filter.to) = (nil, nil)
        if [.today, .week].contains(view) { filter.view = .all }
        return filter
    }
}

/// The views of a book, and the form that narrows them.
struct RegisterFilterPart {
    let t: Language
    let register: Register.ID
    let kind: Register.Kind
    let year: ThaiYear
    let isThisYear: Bool
    let filter: RegisterFilter
    /// The filter as it was typed.
    let form: FilledForm

    var html: HTML {
        """
        <div class="sb-views"><ul class="nav nav-tabs" role="list">\(views, each: tab)</ul>
          <details class="sb-narrow"\(if: isNarrowed, " open")><summary class="btn btn-quiet">\(icon("funnel"))\(t("ตัวกรอง", "Filters"))</summary>
            \(form.summary(t))
            <form class="sb-form" action="/registers/\(register)" method="get" role="search" aria-label="\(t("กรองทะเบียน", "Filter the register"))">
              <input type="hidden" name="year" value="\(year)">\(if: filter.view != .all, "<input type=\"hidden\" name=\"view\" value=\"\(filter.view.rawValue)\">")
              \(words)\(day("from", t("รับหรือออกตั้งแต่", "Registered from")))\(day("to", t("ถึงวันที่", "Until")))\(speeds)
              <div class="sb-narrow__acts"><button class="btn" type="submit">\(t("กรอง", "Filter"))</button><a class="btn btn-quiet" href="/registers/\(register)?year=\(year)">\(t("ล้าง", "Clear"))</a></div>
            </form></details></div>
        """
    }

    private var views: [RegisterFilter.View] {
        RegisterFilter.View.allCases.filter { $0.fits(kind, isThisYear: isThisYear) }
    }

    private func tab(_ view: RegisterFilter.View) -> HTML {
        var other = filter
        other.view = view
        let current: HTML = view == filter.view ? " active\" aria-current=\"page" : ""
        return
            "<li class=\"nav-item\"><a class=\"nav-link\(current)\" href=\"\(other.address(of: register, year, t))\">\(view.name(t))</a></li>"
    }

    /// Whether something was typed.
    var isNarrowed: Bool { form.refusal != nil || filter.isNarrowed }

    private var words: HTML {
        var field = FormField("words", t("คำหรือเลขในทะเบียน", "Words or a number"))
        field.kind = .search
        field.most = RegisterFilter.longestWords
        return field.html(form, t)
    }

    private func day(_ name: String, _ label: String) -> HTML {
        var field = FormField(name, label)
        field.kind = .date
        return field.html(form, t)
    }

    private var speeds: HTML {
        """
        <div class="sb-field"><label class="form-label" for="f-speed">\(t("ชั้นความเร็ว", "Speed"))</label>
          <select class="form-select" id="f-speed" name="speed"><option value="">\(t("ทุกชั้น", "All"))</option>\(Speed.allCases, each: { speed in
            "<option value=\"\(speed.word)\"\(if: speed == filter.speed, " selected")>\(speed.name(t))</option>"
          })</select></div>
        """
    }
}
