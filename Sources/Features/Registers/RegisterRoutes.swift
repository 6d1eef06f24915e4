import Agencies
import HTML
import HTTP
import Kernel
import SQL
import ThaiText
import Web

/// Registers for people.
///
///     GET  /registers                                        all that one may open
///     GET  /registers/:register?year=&view=&words=&from=&to=&speed=&before=   the book
///     GET  /registers/:register/numbers/:year/:number        one number
///     POST …/voiding                                         give it up with a reason
struct RegisterRoutes: Sendable {
    let database: any Database
    let clock: Clock
    let directory: OfficeDirectory

    private static let rows = 50
    private let bookRows = RegisterBookRows()
    private let keptSides = KeptMarkup<RegisterBookPage.Side>(bytes: 4 << 20)

    init(database: any Database, clock: Clock, directory: OfficeDirectory) {
        self.database = database
        self.clock = clock
        self.directory = directory
    }

    func add(to site: inout Site) {
        site.page("/registers", list)
        site.page("/registers/:register", book)
        site.page("/registers/:register/numbers/:year/:number", number)
        site.form(
            "/registers/:register/numbers/:year/:number/voiding",
            on: { visit in
                let (year, number) = (
                    visit.request.parameters["year"] ?? "", visit.request.parameters["number"] ?? ""
                )
                return
                    "/registers/\(try visit.id("register") as Register.ID)/numbers/\(PercentEncoding.encode(year))/\(PercentEncoding.encode(number))"
            },
            void
        )
    }

    func list(_ visit: Visit) throws -> Response {
        let (registers, tree) = try database.read { (try RegisterStore($0).all(), try directory.tree($0)) }
        return visit.answer(registersPage(visit, registers.filter { visit.actor.may(.open, $0) }, tree))
    }

    func book(_ visit: Visit) throws -> Response {
        let (filter, refusal) = RegisterFilter.read(visit.request.query)
        return visit.answer(try screen(visit, filter, refusal), status: refusal?.code.status ?? 200)
    }

    /// The book with the lines that pass; none while the filter is wrong.
    private func screen(_ visit: Visit, _ asked: RegisterFilter, _ refusal: UserError?) throws -> Screen {
        let id: Register.ID = try visit.id("register")
        let now = clock.now()
        let today = BangkokTime(millisecond: now.millisecond).day
        return try database.read { db in
            let register = try RegisterStore(db).find(id, for: visit.actor)
            let store = RegisterEntryStore(db)
            let year = try register.year(visit.request.query["year"], at: now, of: asked, holdingUp: .showing)
            let isThisYear = register.year(at: now) == year
            let filter = asked.fitting(register.kind, isThisYear: isThisYear)
            let slice = RegisterSlice(register, year: year, for: visit.actor, today: today, filter: filter)
            let before = visit.request.query["before"].flatMap { Int($0) }
            let page = refusal == nil ? try store.states(of: slice, before: before, limit: Self.rows) : nil
            let book = RegisterBookRows.Book(
                register: id,
                year: year,
                t: visit.t,
                mayVoid: visit.actor.may(.void, register)
            )
            let part = RegisterFilterPart(
                t: visit.t,
                register: id,
                kind: register.kind,
                year: year,
                isThisYear: isThisYear,
                filter: filter,
                form: filter.isNarrowed || refusal != nil
                    ? FilledForm(visit.request.query, refused: refusal) : FilledForm()
            )
            return RegisterBookPage(
                visit: visit,
                register: register,
                year: year,
                years: try store.years(of: id),
                part: part,
                lines: page?.lines ?? [],
                rows: try bookRows.html(page?.lines ?? [], of: book, in: register, db),
                next: page?.next,
                isNewest: before == nil,
                today: today,
                kept: keptSides
            ).screen
        }
    }

    func number(_ visit: Visit) throws -> Response {
        let (register, entry, voider) = try find(visit)
        return visit.answer(numberPage(visit, register, entry, voider: voider))
    }

    func void(_ visit: Visit, _ form: SentForm) throws -> Response {
        let (register, entry, voider) = try find(visit)
        do {
            try VoidNumber(database: database, clock: clock)(
                entry.number,
                of: entry.year,
                in: register.id,
                because: PlainText.cleaned(form.text("reason")),
                by: visit.actor
            )
            return .seeOther("/registers/\(register.id)/numbers/\(entry.year)/\(entry.number)")
        } catch let refusal as UserError where refusal.code == .invalid || refusal.code == .conflict {
            return visit.answer(
                numberPage(visit, register, entry, voider: voider, form: FilledForm(form, refused: refusal)),
                status: refusal.code.status
            )
        }
    }

    private func find(_ visit: Visit) throws -> (Register, RegisterEntry, voider: Person?) {
        let id: Register.ID = try visit.id("register")
        guard let year = visit.request.parameters["year"].flatMap(ThaiYear.init(typed:)),
            let number = visit.request.parameters["number"].flatMap({ Int($0) })
        else { throw UserError.nothingHere }
        return try database.read { db in
            let register = try RegisterStore(db).find(id, for: visit.actor)
            guard let entry = try RegisterEntryStore(db).find(id, year, number),
                visit.actor.sees(entry, in: register)
            else { throw UserError.nothingHere }
            let voider = entry.voiding?.by
            return (register, entry, try voider.flatMap { try PersonStore(db).names([$0])[$0] })
        }
    }
}
