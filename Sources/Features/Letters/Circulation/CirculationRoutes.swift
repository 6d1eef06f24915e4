import Agencies
import HTML
import HTTP
import JSON
import Kernel
import SQL
import ThaiText
import Web

/// The hops of letters for people.
///
///     GET  /tray?letter=&part=&after=           what lies on one's desk, a letter of it beside the list
///     GET  /tray/:letter                        the part beside the list alone
///     GET  /waiting                             how many of them wait, for the menu
///     POST /letters/:letter/deliveries          send on
///     POST /deliveries/:delivery/receipt        receive
///     POST /deliveries/:delivery/return         send back
///     POST /deliveries/:delivery/recall         take back
///     POST /deliveries/:delivery/closure        close
///     POST /deliveries/:delivery/acknowledgement  take note that it came back
struct CirculationRoutes: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.page("/tray", tray)
        site.page("/tray/:letter", beside)
        site.poll("/waiting", waiting)
        site.form("/letters/:letter/deliveries", on: LetterRoutes.page(of:), deliver)
        site.form("/deliveries/:delivery/receipt", on: page(of:), receive)
        site.form("/deliveries/:delivery/return", on: page(of:), `return`)
        site.form("/deliveries/:delivery/recall", on: page(of:), recall)
        site.form("/deliveries/:delivery/closure", on: page(of:), close)
        site.form("/deliveries/:delivery/acknowledgement", on: page(of:), acknowledge)
    }

    /// The page of the letter of a hop.
    func page(of visit: Visit) throws -> String {
        "/letters/\(try office.letter(of: try visit.id("delivery"), for: visit.actor))"
    }

    func tray(_ visit: Visit) throws -> Response {
        let part = visit.request.query["part"].flatMap(TrayPart.init)
        let before = part.flatMap { _ in Delivery.ID(visit.request.query["after"]) }
        let groups = try (part.map { [$0] } ?? TrayPart.allCases).map { part in
            (part, try office.tray(of: visit.actor, part.pile, beyond: before, limit: 50))
        }
        let letters = groups.flatMap { $0.1.items.map(\.letter.id) }
        let wanted = Letter.ID(visit.request.query["letter"])
        return visit.answer(
            TrayScreen(
                visit: visit,
                groups: groups,
                isWhole: part == nil,
                chosen: try seen(letters.first { $0 == wanted } ?? letters.first, visit),
                done: try seen(Letter.ID(visit.request.query["done"]), visit),
                now: office.clock.now()
            ).screen
        )
    }

    /// A letter; none where it is not theirs to see, or was taken back a moment ago.
    private func seen(_ letter: Letter.ID?, _ visit: Visit) throws -> LetterView? {
        guard let letter else { return nil }
        do {
            return try office.glance(at: letter, for: visit.actor)
        } catch is UserError {
            return nil
        }
    }

    func beside(_ visit: Visit) throws -> Response {
        .html(trayPanes(visit, try office.glance(at: try visit.id("letter"), for: visit.actor)))
    }

    /// The number that the menu shows; asked again and again, so an unchanged one costs no body.
    func waiting(_ visit: Visit) throws -> Response {
        let count = try office.waiting(for: visit.actor)
        let tag = "\"\(count)\""
        let isKnown = visit.request.headers["if-none-match"] == tag
        var answer = isKnown ? Response(status: 304) : .json(["count": .integer(count)])
        answer.headers.append("etag", tag)
        return answer
    }

    func deliver(_ visit: Visit, _ form: SentForm) throws -> Response {
        let letter: Letter.ID = try visit.id("letter")
        return try office.orAgain(visit, letter, form, next: "/letters/\(letter)?act=\(LetterDone.sent)") {
            try office.sending(letter, DeliverLetter.Request(form), by: visit.actor)
        }
    }

    func receive(_ visit: Visit, _ form: SentForm) throws -> Response {
        try step(visit, form, .received) { try office.steps.receive($0, by: visit.actor) }
    }

    func `return`(_ visit: Visit, _ form: SentForm) throws -> Response {
        try step(visit, form, .returned) {
            try office.steps.return($0, because: PlainText.cleanedLines(form.text("reason")), by: visit.actor)
        }
    }

    func recall(_ visit: Visit, _ form: SentForm) throws -> Response {
        try step(visit, form, .recalled) { try office.steps.recall($0, by: visit.actor) }
    }

    func close(_ visit: Visit, _ form: SentForm) throws -> Response {
        try step(visit, form, .closed) {
            try office.steps.close(
                $0,
                note: DeliveryNote(form.text($0.closingField), in: $0.closingField),
                by: visit.actor
            )
        }
    }

    func acknowledge(_ visit: Visit, _ form: SentForm) throws -> Response {
        try step(visit, form, .acknowledged) { try office.steps.acknowledge($0, by: visit.actor) }
    }

    private func step(
        _ visit: Visit,
        _ form: SentForm,
        _ done: LetterDone,
        _ act: (Delivery.ID) throws -> Delivery
    ) throws -> Response {
        let delivery: Delivery.ID = try visit.id("delivery")
        let letter = try office.letter(of: delivery, for: visit.actor)
        let next =
            form.text("from") == "tray"
            ? "/tray?done=\(letter)&act=\(done)" : "/letters/\(letter)?act=\(done)"
        return try office.orAgain(visit, letter, form, next: next) {
            _ = try act(delivery)
        }
    }
}

extension DeliverLetter.Request {
    /// What was chosen and typed in `receiverFields`.
    init(_ form: SentForm) throws {
        self.init(
            // What is no key is nobody's, and is refused as such.
            units: form.fields.all("unit").map { Unit.ID(rawValue: $0) },
            people: form.fields.all("person").map { Person.ID(rawValue: $0) },
            note: try DeliveryNote(form.text("note"))
        )
    }

    /// Whether nothing was chosen nor typed: a note without receivers is a slip.
    var isEmpty: Bool { units.isEmpty && people.isEmpty && note.text.isEmpty }
}
