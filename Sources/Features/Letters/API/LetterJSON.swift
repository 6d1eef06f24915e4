import Agencies
import JSON
import Kernel
import Registers
import ThaiText

/// A letter for programs.
struct LetterJSON {
    private let view: LetterView
    private let now: Instant

    /// Desks where the letter still lies have held it until `now`.
    init(_ view: LetterView, at now: Instant) {
        self.view = view
        self.now = now
    }

    var value: JSONValue {
        .object(
            Self.particulars(view.letter, view.letter.particulars) + [
                ("unitName", .string(view.owner?.name ?? "")),
                ("registeredBy", .string(view.letter.registeredBy.rawValue)),
                ("registeredByName", .string(view.registrar?.name ?? "")),
                ("numbers", .array(view.numbers.map(Self.number))),
                ("route", .array(view.hops.map(hop))),
                ("endorsements", .array(view.endorsements.map(Self.endorsement))),
                ("attachments", .array(view.attachments.map(Self.attachment))),
            ]
        )
    }

    /// A hop with the names that the route shows to people.
    private func hop(_ hop: LetterView.Hop) -> JSONValue {
        let delivery = hop.delivery
        let until = delivery.ended?.step.at ?? now
        return .object(
            Self.members(of: delivery, number: hop.number?.display) + [
                ("fromName", .string(hop.from?.name ?? "")),
                ("unitName", .string(hop.to?.name ?? "")),
                ("personName", JSONValue(hop.toPerson?.name)),
                ("sentByName", .string(hop.sentBy?.name ?? "")),
                ("openedByName", JSONValue(hop.openedBy?.name)),
                ("receivedByName", JSONValue(hop.receivedBy?.name)),
                ("endedByName", JSONValue(hop.endedBy?.name)),
                ("heldSeconds", .integer(max(0, until.millisecond - delivery.sent.at.millisecond) / 1000)),
            ]
        )
    }

    /// A line of a list, which tells no subject of a classified letter.
    static func summary(_ summary: LetterSummary) -> JSONValue {
        .object(
            particulars(summary.letter, summary.letter.particulars.listed) + [
                ("number", summary.number.map(number) ?? .null)
            ]
        )
    }

    /// A hop.
    static func delivery(_ delivery: Delivery, number display: String? = nil) -> JSONValue {
        .object(members(of: delivery, number: display))
    }

    /// The same as members; lists leave the words of a classified letter out.
    static func members(of delivery: Delivery, number display: String? = nil, withWords: Bool = true)
        -> [(String, JSONValue)]
    {
        [
            ("id", .string(delivery.id.rawValue)),
            ("letter", .string(delivery.letter.rawValue)),
            ("state", .string(delivery.state.rawValue)),
            ("from", .string(delivery.fromUnit.rawValue)),
            ("unit", .string(delivery.toUnit.rawValue)),
            ("person", JSONValue(delivery.toPerson?.rawValue)),
            ("note", .string(withWords ? delivery.note : "")),
            ("sentAt", .string(delivery.sent.at.iso8601)),
            ("sentBy", .string(delivery.sent.by.rawValue)),
            ("openedAt", JSONValue(delivery.opened?.at.iso8601)),
            ("openedBy", JSONValue(delivery.opened?.by.rawValue)),
            ("receivedAt", JSONValue(delivery.received?.at.iso8601)),
            ("receivedBy", JSONValue(delivery.received?.by.rawValue)),
            ("number", JSONValue(delivery.number?.number)),
            ("year", JSONValue(delivery.number?.year.rawValue)),
            ("display", JSONValue(display)),
            ("endedAt", JSONValue(delivery.ended?.step.at.iso8601)),
            ("endedBy", JSONValue(delivery.ended?.step.by.rawValue)),
            ("reason", JSONValue(withWords ? delivery.ended?.words : nil)),
            ("acknowledgedAt", JSONValue(delivery.acknowledged?.at.iso8601)),
            ("acknowledgedBy", JSONValue(delivery.acknowledged?.by.rawValue)),
        ]
    }

    static func person(_ person: Person) -> JSONValue {
        .object([
            ("id", .string(person.id.rawValue)),
            ("name", .string(person.name)),
            ("englishName", .string(person.englishName)),
            ("post", .string(person.post)),
            ("isHead", .bool(person.isHead)),
            ("unit", .string(person.unit.rawValue)),
        ])
    }

    static func endorsement(_ endorsement: Endorsement) -> JSONValue {
        .object([
            ("id", .string(endorsement.id.rawValue)),
            ("name", .string(endorsement.name)),
            ("post", .string(endorsement.post)),
            ("text", .string(endorsement.text)),
            ("writtenAt", .string(endorsement.at.iso8601)),
        ])
    }

    static func attachment(_ attachment: Attachment) -> JSONValue {
        .object([
            ("id", .string(attachment.id.rawValue)),
            ("name", .string(attachment.name)),
            ("mediaType", .string(attachment.mediaType)),
            ("size", .integer(attachment.size)),
            ("sha256", .string(attachment.sha256)),
        ])
    }

    private static func number(_ shown: ShownNumber) -> JSONValue {
        .object([
            ("register", .string(shown.register.id.rawValue)),
            ("number", .integer(shown.entry.number)),
            ("year", .integer(shown.entry.year.rawValue)),
            ("display", .string(shown.display)),
            ("issuedAt", .string(shown.entry.issuedAt.iso8601)),
            ("void", .bool(shown.entry.voiding != nil)),
        ])
    }

    private static func particulars(_ letter: Letter, _ about: Letter.Particulars) -> [(String, JSONValue)] {
        [
            ("id", .string(letter.id.rawValue)),
            ("subject", .string(about.subject)),
            ("from", .string(about.from)),
            ("to", .string(about.to)),
            ("letterNumber", .string(about.letterNumber)),
            ("letterDate", JSONValue(about.letterDate?.iso)),
            ("speed", .string(about.speed.word)),
            ("secrecy", .string(about.secrecy.word)),
            ("category", .string(about.category)),
            ("method", .string(about.method)),
            ("caseOwner", .string(about.caseOwner)),
            ("assignee", .string(about.assignee)),
            ("dueDate", JSONValue(about.dueOn?.iso)),
            ("remark", .string(about.remark)),
            ("unit", .string(letter.owner.rawValue)),
            ("registeredAt", .string(letter.registeredAt.iso8601)),
        ]
    }
}
