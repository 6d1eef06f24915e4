import Agencies
import HTTP
import JSON
import Kernel
import Registers
import SQL
import ThaiText
import Web

/// The hops of letters for programs.
///
///     POST /api/v1/letters/:letter/deliveries         send to units and people
///     GET  /api/v1/deliveries?state=                  what lies on one's desk, or came there and is in that state
///     POST /api/v1/deliveries/:delivery/receipt       receive
///     POST /api/v1/deliveries/:delivery/return        send back with a reason
///     POST /api/v1/deliveries/:delivery/recall        take back
///     POST /api/v1/deliveries/:delivery/closure       close the matter
///     GET  /api/v1/people                             whom one may send to by name
///     GET  /api/v1/returns                            what came back to one's desk
///     POST /api/v1/deliveries/:delivery/acknowledgement  take note of that
struct DeliveryAPI: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.api(.post, "/api/v1/letters/:letter/deliveries", LetterOperations.deliver, deliver)
        site.api(.get, "/api/v1/deliveries", LetterOperations.deliveries, list)
        site.api(.post, "/api/v1/deliveries/:delivery/receipt", LetterOperations.receive, receive)
        site.api(.post, "/api/v1/deliveries/:delivery/return", LetterOperations.return, `return`)
        site.api(.post, "/api/v1/deliveries/:delivery/recall", LetterOperations.recall, recall)
        site.api(.post, "/api/v1/deliveries/:delivery/closure", LetterOperations.close, close)
        site.api(.get, "/api/v1/people", LetterOperations.people, people)
        site.api(.get, "/api/v1/returns", LetterOperations.returns, returns)
        site.api(
            .post,
            "/api/v1/deliveries/:delivery/acknowledgement",
            LetterOperations.acknowledge,
            acknowledge
        )
    }

    func deliver(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["note"], toBe: .text)
        let request = DeliverLetter.Request(
            units: try body.ids("units"),
            people: try body.ids("people"),
            note: try DeliveryNote(body.text("note"))
        )
        let deliveries = try office.sending(try visit.id("letter"), request, by: visit.actor)
        return .json(
            .object([("items", .array(deliveries.map { LetterJSON.delivery($0) })), ("next", .null)]),
            status: 201
        )
    }

    func people(_ visit: Visit) throws -> Response {
        let receivers = try office.database.read { db in
            try Receivers.ordered(for: visit.actor, .thai, db, directory: office.directory)
        }
        return .list(receivers.people.map(LetterJSON.person), next: nil)
    }

    func list(_ visit: Visit) throws -> Response {
        let state = try visit.request.query["state"].map { word in
            guard let state = Delivery.State(rawValue: word) else {
                throw UserError(
                    complaints: [.init("state", "ไม่มีสถานะนี้", "There is no such state")],
                    holdingUp: .showing
                )
            }
            return state
        }
        return try list(visit, .all(state))
    }

    func returns(_ visit: Visit) throws -> Response { try list(visit, .returned) }

    private func list(_ visit: Visit, _ pile: TrayPile) throws -> Response {
        let form = try PageForm(visit.request.query)
        let before = try visit.request.query["after"].map { text in
            guard let id = Delivery.ID(text) else { throw UserError.badCursor }
            return id
        }
        let tray = try office.tray(of: visit.actor, pile, beyond: before, limit: form.limit)
        return .list(tray.items.map { TrayJSON.item($0) }, next: tray.next?.rawValue)
    }

    func receive(_ visit: Visit) throws -> Response {
        try answer(office.steps.receive(try visit.id("delivery"), by: visit.actor))
    }

    func `return`(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["reason"], toBe: .text)
        let reason = PlainText.cleanedLines(body.text("reason") ?? "")
        return try answer(office.steps.return(try visit.id("delivery"), because: reason, by: visit.actor))
    }

    func recall(_ visit: Visit) throws -> Response {
        try answer(office.steps.recall(try visit.id("delivery"), by: visit.actor))
    }

    func close(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["note"], toBe: .text)
        let note = try DeliveryNote(body.text("note"))
        return try answer(office.steps.close(try visit.id("delivery"), note: note, by: visit.actor))
    }

    func acknowledge(_ visit: Visit) throws -> Response {
        try answer(office.steps.acknowledge(try visit.id("delivery"), by: visit.actor))
    }

    private func answer(_ delivery: Delivery) throws -> Response {
        let display = try delivery.number.flatMap { number in
            try office.register(number.register)?.display(number.number, number.year)
        }
        return .json(LetterJSON.delivery(delivery, number: display))
    }
}

/// A line of the tray for programs. The words of a classified letter are told only with the letter itself.
enum TrayJSON {
    static func item(_ item: TrayItem) -> JSONValue {
        let about = item.letter.particulars.listed
        return .object(
            LetterJSON.members(of: item.delivery, withWords: about.secrecy == .none) + [
                ("subject", .string(about.subject)),
                ("letterNumber", .string(about.letterNumber)),
                ("speed", .string(about.speed.word)),
                ("secrecy", .string(about.secrecy.word)),
                ("void", .bool(item.isCancelled)),
            ]
        )
    }
}
