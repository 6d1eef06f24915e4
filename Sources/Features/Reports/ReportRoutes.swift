import Agencies
import HTML
import HTTP
import Kernel
import Registers
import SQL
import ThaiText
import Web

/// Printouts of registers.
///
///     GET /registers/:register/print?from=&to=     choose the days, the form and the format
///     GET /registers/:register/report.pdf?…        form 13/14 or the day's report as PDF
///     GET /registers/:register/report.xlsx?…       the same as Excel
///     GET /api/v1/registers/:register/report.pdf?…  and .xlsx, for programs
struct ReportRoutes: Sendable {
    let database: any Database
    let clock: Clock
    let directory: OfficeDirectory

    func add(to site: inout Site) {
        site.page("/registers/:register/print", choose)
        site.page("/registers/:register/report.pdf", pdf)
        site.page("/registers/:register/report.xlsx", spreadsheet)
        site.api(
            .get,
            "/api/v1/registers/:register/report.pdf",
            Self.operation("printRegister", "application/pdf"),
            pdfFile
        )
        site.api(
            .get,
            "/api/v1/registers/:register/report.xlsx",
            Self.operation("printRegisterAsExcel", Self.excel),
            spreadsheetFile
        )
    }

    func choose(_ visit: Visit) throws -> Response {
        try orAgain(visit) {
            _ = try ReportForm(visit.request.query, today: today)
            return try form(visit)
        }
    }

    func pdf(_ visit: Visit) throws -> Response { try orAgain(visit) { try pdfFile(visit) } }

    func spreadsheet(_ visit: Visit) throws -> Response { try orAgain(visit) { try spreadsheetFile(visit) } }

    func pdfFile(_ visit: Visit) throws -> Response {
        let report = try report(visit)
        var answer = Response.bytes(try report.pdf(at: clock.now()), type: "application/pdf")
        answer.headers.append("content-disposition", disposition("inline", report, "pdf"))
        return answer
    }

    func spreadsheetFile(_ visit: Visit) throws -> Response {
        let report = try report(visit)
        var answer = Response.bytes(try report.spreadsheet(), type: Self.excel)
        answer.headers.append("content-disposition", disposition("attachment", report, "xlsx"))
        return answer
    }

    private static func operation(_ id: String, _ type: String) -> Operation {
        Operation(
            id,
            "The lines of a register between two days (the day of `to` without `from`, until today without `to`), as form 13 or 14 or as the day's report",
            query: [
                .init("from", Schema.day), .init("to", Schema.day),
                .init("form", Schema.oneOf(RegisterReport.Form.allCases.map(\.rawValue))),
            ],
            answers: [
                200: .init(type, Schema.binary), 401: .problem, 403: .problem,
                404: .problem, 409: .problem, 422: .problem,
            ]
        )
    }

    static let excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// Where the form is refused it is shown again, with what was typed.
    private func orAgain(_ visit: Visit, _ answer: () throws -> Response) throws -> Response {
        do {
            return try answer()
        } catch let refusal as UserError where refusal.code == .invalid || refusal.code == .conflict {
            return try form(visit, refused: refusal)
        }
    }

    private func form(_ visit: Visit, refused refusal: UserError? = nil) throws -> Response {
        let id: Register.ID = try visit.id("register")
        let register = try database.read { try RegisterStore($0).find(id, for: visit.actor) }
        var typed = visit.request.query
        if typed["from"] == nil, typed["to"] == nil {
            for field in ["from", "to"] { typed.append(field, visit.t.typedDay(today)) }
        }
        let form = FilledForm(typed, refused: refusal)
        return visit.answer(printPage(visit, register, form: form), status: refusal?.code.status ?? 200)
    }

    private var today: BuddhistDay { BangkokTime(millisecond: clock.now().millisecond).day }

    private func report(_ visit: Visit) throws -> RegisterReport {
        let form = try ReportForm(visit.request.query, today: today)
        let id: Register.ID = try visit.id("register")
        return try database.read { db in
            let register = try RegisterStore(db).find(id, for: visit.actor)
            try visit.actor.require(.print, register)
            guard let owner = try directory.tree(db)[register.owner] else { throw UserError.noSuchRegister }
            let entries = try RegisterEntryStore(db).entries(
                of: id,
                from: Instant(millisecond: BangkokTime.start(of: form.from)),
                until: Instant(millisecond: BangkokTime.start(of: form.to.adding(days: 1))),
                units: visit.actor.rows(of: register),
                limit: RegisterReport.mostLines + 1
            )
            guard entries.count <= RegisterReport.mostLines else { throw UserError.tooManyLines }
            return RegisterReport(
                register: register,
                owner: owner,
                entries: entries,
                from: form.from,
                to: form.to,
                form: form.form
            )
        }
    }

    private func disposition(_ kind: String, _ report: RegisterReport, _ suffix: String) -> String {
        // By the Buddhist year, but so that the files of a register sort.
        let days = (report.from == report.to ? [report.from] : [report.from, report.to])
            .map { "\($0.year)\($0.iso.dropFirst(4))" }
        let name = "\(report.register.name) \(days.joined(separator: " ถึง ")).\(suffix)"
        return "\(kind); filename*=UTF-8''\(PercentEncoding.encode(name))"
    }
}

/// The days and the form that are printed.
struct ReportForm {
    let from: BuddhistDay
    let to: BuddhistDay
    let form: RegisterReport.Form

    init(_ query: Fields, today: BuddhistDay) throws {
        var complaints: [UserError.Complaint] = []
        func day(_ name: String, _ thai: String, _ english: String, otherwise: BuddhistDay?) -> BuddhistDay? {
            guard let typed = query[name], !typed.isEmpty else { return otherwise }
            if let day = BuddhistDay(typed: typed) { return day }
            complaints.append(
                .init(
                    name,
                    "“\(thai)” ไม่ใช่วันที่ที่ถูกต้อง ตัวอย่าง ๒๑/๑๑/๒๕๖๙ หรือ 21 พ.ย. 2569",
                    "“\(english)” is not a date: write it as 21/11/2569 or 2026-11-21"
                )
            )
            return nil
        }
        // The last day alone means that day; the first alone, all days from it until today.
        let to = day("to", "ถึงวันที่", "To", otherwise: today)
        let from = day("from", "ตั้งแต่วันที่", "From", otherwise: to)
        complaints.sort { $0.field < $1.field }
        if let from, let to, to < from {
            complaints.append(
                .init("to", "วันสุดท้ายต้องไม่ก่อนวันแรก", "The last day must not be before the first")
            )
        }
        let form = query["form"].map(RegisterReport.Form.init) ?? .register
        if form == nil {
            complaints.append(
                .init("form", "ไม่มีแบบนี้ กรุณาเลือกจากรายการ", "There is no such form: choose from the list")
            )
        }
        guard complaints.isEmpty, let from, let to, let form else {
            throw UserError(complaints: complaints, holdingUp: .printing)
        }
        self.from = from
        self.to = to
        self.form = form
    }
}

extension UserError {
    fileprivate static let tooManyLines = UserError(
        .conflict,
        "ช่วงวันที่นี้มีมากกว่า ๒๐,๐๐๐ รายการ กรุณาพิมพ์เป็นช่วงสั้นลง",
        "More than 20,000 lines fall between these days: print a shorter span"
    )
}

/// Where the days, the form and the format are chosen.
private func printPage(_ visit: Visit, _ register: Register, form: FilledForm) -> Screen {
    let t = visit.t
    func day(_ name: String, _ label: String) -> HTML {
        var field = FormField(name, label)
        field.kind = .date
        field.width = "sb-w3"
        return field.html(form, t)
    }
    let isDaily = form["form"] == RegisterReport.Form.daily.rawValue
    return Screen(
        t("พิมพ์ทะเบียน", "Print the register"),
        place: "/registers",
        main: """
            <div class="sb-pagehead"><div><h1>\(t("พิมพ์ทะเบียน", "Print the register"))</h1><p class="sb-lead">\(register.name(t)) · \(t("พิมพ์ทุกเลขของวันที่เลือก", "all numbers of the days that are chosen"))</p></div><a class="btn" href="/registers/\(register.id)">\(t("กลับไปทะเบียน", "Back to the register"))</a></div>
            <form class="sb-form sb-form--narrow" method="get" action="/registers/\(register.id)/report.pdf">
              \(form.summary(t))
              \(day("from", t("ตั้งแต่วันที่", "From")))\(day("to", t("ถึงวันที่", "To")))
              <fieldset class="sb-choice"><legend class="form-label">\(t("แบบ", "Form"))</legend><div class="sb-choice__set">
                <label><input type="radio" name="form" value="register"\(if: !isDaily, " checked")>\(t("ทะเบียน (แบบ ๑๓/๑๔)", "Register (form 13/14)"))</label>
                <label><input type="radio" name="form" value="daily"\(if: isDaily, " checked")>\(t("รายงานประจำวัน ให้ลงชื่อรับ", "Day's report, to sign"))</label></div></fieldset>
              <div class="sb-formfoot"><button class="btn btn-primary" type="submit">\(icon("printer"))PDF</button>
                <button class="btn" type="submit" formaction="/registers/\(register.id)/report.xlsx">\(icon("file-earmark-spreadsheet"))Excel</button></div>
            </form>
            """
    )
}
