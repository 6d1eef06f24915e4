import JSON
import Kernel
import Web

/// The shapes in which programs are told letters, as `LetterJSON` writes them.
enum LetterSchema {
    private static let number: [(String, JSONValue)] = [
        ("register", Schema.key), ("number", Schema.number), ("year", Schema.number),
        ("display", Schema.string), ("issuedAt", Schema.moment), ("void", Schema.bool),
    ]

    private static let particulars: [(String, JSONValue)] = [
        ("id", Schema.key), ("subject", Schema.string), ("from", Schema.string), ("to", Schema.string),
        ("letterNumber", Schema.string), ("letterDate", Schema.optional(Schema.isoDay)),
        ("speed", Schema.oneOf(Speed.allCases.map(\.word))),
        ("secrecy", Schema.oneOf(Secrecy.allCases.map(\.word))), ("category", Schema.string),
        ("method", Schema.string), ("caseOwner", Schema.string), ("assignee", Schema.string),
        ("dueDate", Schema.optional(Schema.isoDay)), ("remark", Schema.string), ("unit", Schema.key),
        ("registeredAt", Schema.moment),
    ]

    private static let hop: [(String, JSONValue)] = [
        ("id", Schema.key), ("letter", Schema.key),
        ("state", Schema.oneOf(Delivery.State.allCases.map(\.rawValue))), ("from", Schema.key),
        ("unit", Schema.key), ("person", Schema.optional(Schema.key)), ("note", Schema.string),
        ("sentAt", Schema.moment), ("sentBy", Schema.key), ("openedAt", Schema.optional(Schema.moment)),
        ("openedBy", Schema.optional(Schema.key)), ("receivedAt", Schema.optional(Schema.moment)),
        ("receivedBy", Schema.optional(Schema.key)), ("number", Schema.optional(Schema.number)),
        ("year", Schema.optional(Schema.number)), ("display", Schema.optional(Schema.string)),
        ("endedAt", Schema.optional(Schema.moment)), ("endedBy", Schema.optional(Schema.key)),
        ("reason", Schema.optional(Schema.string)), ("acknowledgedAt", Schema.optional(Schema.moment)),
        ("acknowledgedBy", Schema.optional(Schema.key)),
    ]

    private static let names: [(String, JSONValue)] = [
        ("fromName", Schema.string), ("unitName", Schema.string),
        ("personName", Schema.optional(Schema.string)),
        ("sentByName", Schema.string), ("openedByName", Schema.optional(Schema.string)),
        ("receivedByName", Schema.optional(Schema.string)), ("endedByName", Schema.optional(Schema.string)),
        ("heldSeconds", Schema.number),
    ]

    static let summary = Schema.record(particulars + [("number", Schema.optional(Schema.record(number)))])
    static let delivery = Schema.record(hop)
    static let trayItem = Schema.record(
        hop + [
            ("subject", Schema.string), ("letterNumber", Schema.string), ("speed", Schema.string),
            ("secrecy", Schema.string), ("void", Schema.bool),
        ]
    )
    static let endorsement = Schema.record([
        ("id", Schema.key), ("name", Schema.string), ("post", Schema.string), ("text", Schema.string),
        ("writtenAt", Schema.moment),
    ])
    static let attachment = Schema.record([
        ("id", Schema.key), ("name", Schema.string), ("mediaType", Schema.string), ("size", Schema.number),
        ("sha256", ["type": "string", "pattern": "^[0-9a-f]{64}$"]),
    ])
    static let letter = Schema.record(
        particulars + [
            ("unitName", Schema.string), ("registeredBy", Schema.key), ("registeredByName", Schema.string),
            ("numbers", list(Schema.record(number))), ("route", list(Schema.record(hop + names))),
            ("endorsements", list(endorsement)), ("attachments", list(attachment)),
        ]
    )
    static let person = Schema.record([
        ("id", Schema.key), ("name", Schema.string), ("englishName", Schema.string), ("post", Schema.string),
        ("isHead", Schema.bool), ("unit", Schema.key),
    ])

    private static func list(_ item: JSONValue) -> JSONValue { ["type": "array", "items": item] }
}
