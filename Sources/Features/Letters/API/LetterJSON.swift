import Agencies
import JSON
import Kernel
import Registers
import ThaiText

/// A letter for programs.
struct LetterJSON {
    private let view: LetterView

    init(_ view: LetterView) { self.view = view }

    var value: JSONValue {
        .object(
            Self.particulars(view.letter, view.letter.particulars) + [
                ("numbers", .array(view.numbers.map(Self.number))),
                ("route", .array(view.hops.map { Self.delivery($0.delivery, number: $0.number?.display) })),
                ("endorsements", .array(view.endorsements.map(Self.endorsement))),
                ("attachments", .array(view.attachments.map(Self.attachment))),
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

    /// A hop; lists leave the words of a classified letter out.
    static func delivery(_ delivery: Delivery, number display: String? = nil, withWords: Bool = true)
        -> JSONValue
    {
        .object([
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
