import Agencies
import Digests
import HTTP
import JSON
import Kernel
import Registers
import SQL
import ThaiText
import Web

/// Letters for programs.
///
///     POST /api/v1/registers/:register/letters        register a letter
///     GET  /api/v1/letters/:letter                    one letter with its route and minutes
///     GET  /api/v1/letters/duplicates                 letters that are likely the same
///     GET  /api/v1/letters                            search
///     POST /api/v1/letters/:letter/endorsements       write a minute
struct LetterAPI: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.api(.post, "/api/v1/registers/:register/letters", LetterOperations.register, register)
        site.api(.get, "/api/v1/letters/duplicates", LetterOperations.duplicates, duplicates)
        site.api(.get, "/api/v1/letters", LetterOperations.search, search)
        site.api(.get, "/api/v1/letters/:letter", LetterOperations.show, show)
        site.api(.post, "/api/v1/letters/:letter/endorsements", LetterOperations.endorse, endorse)
    }

    func register(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(Self.textFields, toBe: .text)
        try body.require(["dueDays"], toBe: .number)
        let form = try RegisterLetterForm(body.text, today: office.today())
        let given = try RegisterLetter(database: office.database, clock: office.clock)(
            form,
            in: try visit.id("register"),
            by: visit.actor,
            once: try IdempotencyKey(visit, body)
        )
        return .json(
            [
                "id": .string(given.letter.rawValue),
                "number": .integer(given.number),
                "year": .integer(given.year.rawValue),
                "display": .string(given.display),
                "register": .string(given.register.id.rawValue),
                "registeredAt": .string(given.registeredAt.iso8601),
            ],
            status: 201
        )
    }

    private static let textFields = [
        "subject", "from", "to", "letterNumber", "letterDate", "speed", "secrecy", "category", "method",
        "caseOwner",
        "assignee", "dueDate", "remark",
    ]

    func show(_ visit: Visit) throws -> Response {
        let letter: Letter.ID = try visit.id("letter")
        // Who asks for the head alone has not opened it.
        let view =
            visit.request.method == .head
            ? try office.glance(at: letter, for: visit.actor) : try office.view(of: letter, for: visit.actor)
        return .json(LetterJSON(view, at: office.clock.now()).value)
    }

    func duplicates(_ visit: Visit) throws -> Response {
        var reader = FieldReader { visit.request.query[$0] }
        var about = Letter.Particulars()
        about.letterNumber = reader.text("letterNumber", most: 100)
        about.letterDate = reader.day("letterDate")
        guard reader.complaints.isEmpty else {
            throw UserError(complaints: reader.complaints, holdingUp: .searching)
        }
        let found = try office.duplicates(of: about, for: visit.actor)
        return .list(found.map(LetterJSON.summary), next: nil)
    }

    func search(_ visit: Visit) throws -> Response {
        let form = try SearchForm(visit.request.query)
        let page = try office.search(form.query, for: visit.actor, limit: form.limit, before: form.after)
        return .list(page.letters.map(LetterJSON.summary), next: page.next?.rawValue)
    }

    func endorse(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["text"], toBe: .text)
        let written = try EndorseLetter(database: office.database, clock: office.clock)(
            try visit.id("letter"),
            PlainText.cleanedLines(body.text("text") ?? ""),
            by: visit.actor,
            once: try IdempotencyKey(visit, body)
        )
        return .json(LetterJSON.endorsement(written), status: 201)
    }
}

extension IdempotencyKey {
    /// The key that a program sent, bound to the person and the address; nil when it sent none.
    init?(_ visit: Visit, _ body: JSONBody) throws {
        guard let sent = visit.request.headers["idempotency-key"] else { return nil }
        guard (1...200).contains(sent.utf8.count) else {
            throw UserError(
                .invalid,
                "Idempotency-Key ต้องยาว 1 ถึง 200 ตัวอักษร",
                "Idempotency-Key must have 1 to 200 characters"
            )
        }
        self.init(
            id: SHA256.hash("\(visit.actor.id)\n\(visit.request.path)\n\(sent)").hex,
            fingerprint: SHA256.hash(body.bytes).hex
        )
    }
}
