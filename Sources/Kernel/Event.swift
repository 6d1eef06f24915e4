import JSON
import SQL

/// One act that was done: who, what, when. Written in the act's own transaction and never changed.
package struct Event: Sendable {
    package let id: Identifier<Event>
    /// What was done, such as `letter.registered`.
    package let kind: String
    package let at: Instant
    package let actor: Identifier<PersonTag>?
    package let unit: Identifier<UnitTag>?
    package let letter: Identifier<LetterTag>?
    /// What else is worth keeping; never the text of a secret letter, never a password.
    package let detail: JSONValue

    package init(
        _ kind: String,
        at: Instant,
        actor: Identifier<PersonTag>?,
        unit: Identifier<UnitTag>? = nil,
        letter: Identifier<LetterTag>? = nil,
        detail: JSONValue = .null
    ) {
        id = .new(at: at)
        self.kind = kind
        self.at = at
        self.actor = actor
        self.unit = unit
        self.letter = letter
        self.detail = detail
    }

    /// An act of the person on whose behalf the program runs.
    package init(
        _ kind: String,
        at: Instant,
        by actor: Actor,
        letter: Identifier<LetterTag>? = nil,
        detail: JSONValue = .null
    ) {
        self.init(kind, at: at, actor: actor.id, unit: actor.unit, letter: letter, detail: detail)
    }
}

/// Keeps the events: the audit trail, and what the search index follows.
package struct EventStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    package func record(_ event: Event) throws {
        try db.execute(
            """
            INSERT INTO event (id, kind, happened_at, person_id, unit_id, letter_id, detail)
            VALUES (\(event.id), \(event.kind), \(event.at), \(event.actor), \(event.unit), \(event.letter),
                    \(event.detail == .null ? nil : String(decoding: event.detail.encoded, as: UTF8.self)))
            """
        )
    }

    /// The event of the greatest key; nil where nothing has happened yet.
    package func newest() throws -> Identifier<Event>? {
        try db.rows("SELECT id FROM event WHERE id < \(Identifier<Event>.end) ORDER BY id DESC LIMIT 1")
            .first?
            .get("id")
    }

    /// What the search index needs of an event.
    package struct Mark: Sendable {
        package let id: Identifier<Event>
        package let at: Instant
        /// The letter that it speaks of.
        package let letter: Identifier<LetterTag>?
    }

    /// The events after `id` in the order of their keys.
    package func events(after id: Identifier<Event>?, limit: Int) throws -> [Mark] {
        try db.rows(
            """
            SELECT id, happened_at, letter_id FROM event WHERE id > \(id?.rawValue ?? "") AND id < \(Identifier<Event>.end)
            ORDER BY id LIMIT \(limit)
            """
        ).map { Mark(id: try $0.get("id"), at: try $0.get("happened_at"), letter: try $0.get("letter_id")) }
    }

    package static let migrations = [
        Migration(
            "kernel.001-create-event",
            """
            CREATE TABLE event (
                id          CHAR(26)    NOT NULL PRIMARY KEY,
                kind        VARCHAR(60) NOT NULL,
                happened_at BIGINT      NOT NULL,
                person_id   CHAR(26),
                unit_id     CHAR(26),
                letter_id   CHAR(26),
                detail      TEXT
            )
            """
        )
    ]
}
