import HTML
import HTTP
import Kernel

/// A form that is shown: what was typed, and what is wrong with it.
package struct FilledForm: Sendable {
    package let refusal: UserError?
    /// Whether files came with it, which a browser does not keep.
    package let hadFiles: Bool
    private let typed: Fields

    /// An empty form.
    package init() {
        refusal = nil
        hadFiles = false
        typed = Fields()
    }

    /// A form that was refused, with what was typed.
    package init(_ form: SentForm, refused refusal: UserError?) {
        self.init(form.fields, refused: refusal, hadFiles: !form.files.isEmpty)
    }

    /// A form that was refused, or is shown again, with what was typed.
    package init(_ fields: Fields, refused refusal: UserError?, hadFiles: Bool = false) {
        self.refusal = refusal
        self.hadFiles = hadFiles
        typed = fields
    }

    package subscript(_ field: String) -> String { typed[field] ?? "" }

    /// All that was chosen under one name.
    package func all(_ field: String) -> Set<String> { Set(typed.all(field)) }

    package func complaint(_ field: String, _ t: Language) -> String? { complaints(field, t).first }

    /// All that is wrong with a field, which may hold several files.
    package func complaints(_ field: String, _ t: Language) -> [String] {
        refusal?.complaints.filter { $0.field == field }.map { t($0.thai, $0.english) } ?? []
    }

    /// The summary on top: it takes the focus and leads to the fields.
    package func summary(_ t: Language) -> HTML? {
        guard let refusal else { return nil }
        return """
            <div class="sb-note sb-note--danger" role="alert" tabindex="-1" id="errors" data-focus>
              \(icon("exclamation-triangle"))
              <p class="sb-note__title">\(t(refusal.thai, refusal.english))</p>
              <ul class="mb-0">\(refusal.complaints, each: { line($0, t) })</ul>
            </div>
            """
    }

    private func line(_ complaint: UserError.Complaint, _ t: Language) -> HTML {
        "<li><a href=\"#f-\(complaint.field)\">\(t(complaint.thai, complaint.english))</a></li>"
    }
}

/// One field of a form with its label, its hint and what is wrong with it.
package struct FormField: Sendable {
    let name: String
    let label: String
    package var hint: String?
    package var isOptional = false
    package var width = ""
    package var kind = Kind.text
    /// The most characters that can be typed. Without it a text that is too long stays, and is refused in words.
    package var most: Int?

    package enum Kind: Sendable {
        case text, search, number, username
        case date
        case password(autocomplete: String)
        case lines(Int)
        /// A file that is dropped or chosen; `accept` as in HTML.
        case file(accept: String)
        /// A text for which these are proposed.
        case proposed([String])
    }

    package init(_ name: String, _ label: String) {
        self.name = name
        self.label = label
    }

    package func html(_ form: FilledForm, _ t: Language) -> HTML {
        let complaint = form.complaint(name, t)
        let described = [hint.map { _ in "h-\(name)" }, complaint.map { _ in "e-\(name)" }].compactMap(\.self)
            .joined(separator: " ")
        let aid: HTML = described.isEmpty ? "" : " aria-describedby=\"\(described)\""
        let wrong: HTML = complaint == nil ? "" : " aria-invalid=\"true\""
        let length: HTML = most.map { " maxlength=\"\($0)\"" } ?? ""
        return """
            <div class="sb-field \(width)">
              <label class="form-label" for="f-\(name)">\(label)\(if: isOptional, " <span class=\"sb-optional\">\(t("ไม่บังคับ", "optional"))</span>")</label>
              \(complaint, then: { "<p class=\"sb-field__error\" id=\"e-\(name)\">\($0)</p>" })
              \(control(form[name], "\(aid)\(wrong)\(length)", t))
              \(hint, then: { "<p class=\"form-text\" id=\"h-\(name)\">\($0)</p>" })
            </div>
            """
    }

    private func control(_ value: String, _ aids: HTML, _ t: Language) -> HTML {
        switch kind {
        case .text: input("text", value, aids)
        case .search: input("search", value, aids)
        case .number: input("text", value, "\(aids) inputmode=\"numeric\"")
        case .username:
            input(
                "text",
                value,
                "\(aids) autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\""
            )
        case .date:
            input(
                "text",
                value,
                "\(aids) inputmode=\"numeric\" data-date placeholder=\"\(t("เช่น ๒๑/๑๑/๒๕๖๙", "e.g. 21/11/2569"))\""
            )
        case .password(let autocomplete):
            "<input class=\"form-control\" id=\"f-\(name)\" name=\"\(name)\" type=\"password\" autocomplete=\"\(autocomplete)\"\(aids)>"
        case .lines(let rows):
            "<textarea class=\"form-control\" id=\"f-\(name)\" name=\"\(name)\" rows=\"\(rows)\"\(aids)>\(value)</textarea>"
        case .file(let accept):
            "<input class=\"form-control\" id=\"f-\(name)\" name=\"\(name)\" type=\"file\" accept=\"\(accept)\"\(aids)>"
        case .proposed(let words):
            """
            \(input("text", value, "\(aids) list=\"l-\(name)\" placeholder=\"\(words.isEmpty ? "" : t("เลือกจากรายการ หรือพิมพ์", "Choose from the list, or type"))\""))
            <datalist id="l-\(name)">\(words, each: { "<option value=\"\($0)\"></option>" })</datalist>
            """
        }
    }

    private func input(_ type: StaticString, _ value: String, _ more: HTML) -> HTML {
        "<input class=\"form-control\" id=\"f-\(name)\" name=\"\(name)\" type=\"\(type.description)\" value=\"\(value)\"\(more)>"
    }
}

/// Four or five words of which exactly one holds.
package func choice<Choice: CaseIterable & RawRepresentable<Int>>(
    _ name: String,
    _ legend: String,
    _ choices: Choice.Type,
    marked mark: String,
    form: FilledForm,
    _ t: Language,
    label: (Choice) -> String
) -> HTML {
    let chosen = Int(form[name]) ?? 0
    let complaint = form.complaint(name, t)
    return """
        <fieldset class="sb-choice sb-w3" id="f-\(name)"\(if: complaint != nil, " tabindex=\"-1\" aria-describedby=\"e-\(name)\"")>
          <legend class="form-label">\(legend)</legend>
          <div class="sb-choice__set">\(Array(choices.allCases), each: { item in
            let checked: HTML = item.rawValue == chosen ? " checked" : ""
            let data: HTML = item.rawValue == 0 ? "" : " data-\(mark)=\"\(item.rawValue)\""
            return "<label\(data)><input type=\"radio\" name=\"\(name)\" value=\"\(item.rawValue)\"\(checked)>\(label(item))</label>"
          })</div>
          \(complaint, then: { "<p class=\"sb-field__error\" id=\"e-\(name)\">\($0)</p>" })
        </fieldset>
        """
}
