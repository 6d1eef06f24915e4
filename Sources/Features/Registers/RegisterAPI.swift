import Agencies
import HTTP
import JSON
import Kernel
import SQL
import ThaiText
import Web

/// Registers for programs.
///
///     GET  /api/v1/registers                                        the registers one may open
///     GET  /api/v1/registers/:register/letters                      the lines of a year, newest first
///     POST /api/v1/registers/:register/numbers/:number/voiding      give up a number with a reason
struct RegisterAPI: Sendable {
    let database: any Database
    let clock: Clock

    func add(to site: inout Site) {
        site.api(.get, "/api/v1/registers", Self.listing, list)
        site.api(.get, "/api/v1/registers/:register/letters", Self.lines, lines)
        site.api(.post, "/api/v1/registers/:register/numbers/:number/voiding", Self.voiding, void)
    }

    func list(_ visit: Visit) throws -> Response {
        let registers = try database.read { try RegisterStore($0).all() }.filter {
            visit.actor.may(.open, $0)
        }
        return .json(.array(registers.map { json($0, year: $0.year(at: clock.now())) }))
    }

    func lines(_ visit: Visit) throws -> Response {
        let limit = try PageForm(visit.request.query).limit
        let filter = try RegisterFilter(visit.request.query)
        let id: Register.ID = try visit.id("register")
        let now = clock.now()
        return try database.read { db in
            let register = try RegisterStore(db).find(id, for: visit.actor)
            let slice = RegisterSlice(
                register,
                year: try register.year(
                    visit.request.query["year"],
                    at: now,
                    of: filter,
                    holdingUp: .showing
                ),
                for: visit.actor,
                today: BangkokTime(millisecond: now.millisecond).day,
                filter: filter
            )
            let page = try RegisterEntryStore(db).page(
                of: slice,
                before: try before(visit.request.query["after"]),
                limit: limit
            )
            return .list(
                page.lines.map { json($0, in: register, for: visit.actor) },
                next: page.next.map { String($0) }
            )
        }
    }

    func void(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["reason"], toBe: .text)
        try body.require(["year"], toBe: .number)
        let register: Register.ID = try visit.id("register")
        guard let number = visit.request.parameters["number"].flatMap({ Int($0) }) else {
            throw UserError.nothingHere
        }
        let book = try database.read { try RegisterStore($0).find(register, for: visit.actor) }
        let year = try book.year(body.text("year"), at: clock.now(), holdingUp: .saving)
        try VoidNumber(database: database, clock: clock)(
            number,
            of: year,
            in: register,
            because: PlainText.cleaned(body.text("reason") ?? ""),
            by: visit.actor
        )
        return .json(["number": .integer(number), "year": .integer(year.rawValue), "void": true])
    }

    private func before(_ typed: String?) throws -> Int? {
        guard let typed else { return nil }
        guard let number = Int(typed), (1...Int(Int32.max)).contains(number) else {
            throw UserError.badCursor
        }
        return number
    }

    private func json(_ register: Register, year: ThaiYear) -> JSONValue {
        .object([
            ("id", .string(register.id.rawValue)),
            ("name", .string(register.name)),
            ("englishName", .string(register.englishName)),
            ("kind", .string(register.kind.rawValue)),
            ("direction", .string(register.kind.direction.rawValue)),
            ("year", .integer(year.rawValue)),
            ("unit", .string(register.owner.rawValue)),
        ])
    }

    private func json(_ entry: RegisterEntry, in register: Register, for actor: Actor) -> JSONValue {
        let line = entry.line
        return .object([
            ("id", .string(entry.letter.rawValue)),
            ("number", .integer(entry.number)),
            ("year", .integer(entry.year.rawValue)),
            ("display", .string(register.display(entry.number, entry.year))),
            ("registeredAt", .string(entry.issuedAt.iso8601)),
            ("letterNumber", .string(register.letterNumber(of: entry))),
            ("letterDate", JSONValue(line.letterDate?.iso)),
            ("from", .string(line.from)),
            ("to", .string(line.to)),
            ("subject", .string(line.subject)),
            ("speed", .string(line.speed.word)),
            ("secrecy", .string(line.secrecy.word)),
            ("action", .string(line.action)),
            ("remark", .string(line.remark)),
            ("void", .bool(entry.voiding != nil)),
            ("voidReason", JSONValue(entry.voiding?.reason)),
        ])
    }

    private static let book = Schema.record([
        ("id", Schema.key), ("name", Schema.string), ("englishName", Schema.string),
        ("kind", Schema.oneOf(Register.Kind.allCases.map(\.rawValue))),
        ("direction", Schema.oneOf(["incoming", "outgoing", "other"])), ("year", Schema.number),
        ("unit", Schema.key),
    ])

    private static let line = Schema.record([
        ("id", Schema.key), ("number", Schema.number), ("year", Schema.number), ("display", Schema.string),
        ("registeredAt", Schema.moment), ("letterNumber", Schema.string),
        ("letterDate", Schema.optional(Schema.isoDay)), ("from", Schema.string), ("to", Schema.string),
        ("subject", Schema.string), ("speed", Schema.string), ("secrecy", Schema.string),
        ("action", Schema.string), ("remark", Schema.string), ("void", Schema.bool),
        ("voidReason", Schema.optional(Schema.string)),
    ])

    private static let listing = Operation(
        "listRegisters",
        "The registers that one may open",
        answers: [200: .init(["type": "array", "items": book]), 401: .problem]
    )

    private static let lines = Operation(
        "listRegisterLines",
        "The lines of a register's year, newest first. Where words, speed or view choose among them a page may hold few or none; it goes on as long as `next` is not null",
        query: [
            .init("year", Schema.year),
            .init("view", Schema.oneOf(RegisterFilter.View.allCases.map(\.rawValue))),
            .init("words", Schema.text(RegisterFilter.longestWords)), .init("from", Schema.day),
            .init("to", Schema.day), .init("speed", Schema.oneOf(Speed.taken)),
            .init("limit", Schema.limit), .init("after", Schema.whole),
        ],
        answers: [200: .init(Schema.list(of: line)), 401: .problem, 404: .problem, 422: .problem]
    )

    private static let voiding = Operation(
        "voidNumber",
        "Give up a number with a reason; it stays in the register",
        body: .init(
            schema: Schema.form(
                ["reason": Schema.filledText(500), "year": Schema.year],
                required: ["reason"]
            )
        ),
        answers: [
            200: .init(
                Schema.record([("number", Schema.number), ("year", Schema.number), ("void", Schema.bool)])
            ), 401: .problem, 403: .problem, 404: .problem, 409: .problem,
            422: .problem,
        ]
    )
}

extension Register {
    /// The year that was asked for in the field `year`, else that of the filter's days, else the present one; a refusal of
    /// what is no year.
    func year(
        _ typed: String?,
        at now: Instant,
        of filter: RegisterFilter? = nil,
        holdingUp act: UserError.Act
    )
        throws -> ThaiYear
    {
        guard let typed else {
            let day = filter?.to ?? filter?.from
            return year(at: day.map { Instant(millisecond: BangkokTime.start(of: $0)) } ?? now)
        }
        guard let year = ThaiYear(typed: typed) else {
            throw UserError(complaints: [.notThaiYear("year")], holdingUp: act)
        }
        return year
    }
}

extension RegisterStore {
    /// A register that the person may open; a refusal as for none otherwise.
    package func find(_ id: Register.ID, for actor: Actor) throws -> Register {
        guard let register = try find(id) else { throw UserError.noSuchRegister }
        try actor.require(.open, register)
        return register
    }
}

extension Actor {
    /// The units whose lines of a register this person sees; nil for all.
    package func rows(of register: Register) -> [Unit.ID]? { may(.seeAllRows, register) ? nil : sight }
}
