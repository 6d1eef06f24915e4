import Agencies
import Kernel
import SQL

/// Whom a letter concerns: the unit that entered it and every unit and person it was sent to.
///
/// Nobody else may learn that the letter exists (ORG-12).
package struct LetterConcernStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    /// The unit that enters a new letter, which concerns nobody else yet.
    func insert(_ letter: Letter.ID, unit: Unit.ID, at now: Instant) throws {
        try db.execute(
            "INSERT INTO letter_concern (letter_id, party_id, since) VALUES (\(letter), \(unit), \(now))"
        )
    }

    package func add(_ letter: Letter.ID, unit: Unit.ID, at now: Instant) throws {
        try add(letter, party: unit.rawValue, at: now)
    }

    package func add(_ letter: Letter.ID, person: Person.ID, at now: Instant) throws {
        try add(letter, party: person.rawValue, at: now)
    }

    private func add(_ letter: Letter.ID, party: String, at now: Instant) throws {
        try db.execute(
            """
            INSERT INTO letter_concern (letter_id, party_id, since) VALUES (\(letter), \(party), \(now))
            \(db.dialect.orUpdate(key: "letter_id, party_id", "since = since"))
            """
        )
    }

    /// The unit or person that a hop of the letter went to.
    func remove(_ letter: Letter.ID, receiverOf delivery: Delivery) throws {
        let party = delivery.toPerson?.rawValue ?? delivery.toUnit.rawValue
        try db.execute("DELETE FROM letter_concern WHERE letter_id = \(letter) AND party_id = \(party)")
    }

    /// Which of the letters concern the person: by unit, by name, or as the secretary of somebody they concern.
    package func concerning(_ actor: Actor, of letters: [Letter.ID]) throws -> Set<Letter.ID> {
        guard !letters.isEmpty else { return [] }
        return Set(
            try db.rows(
                """
                SELECT DISTINCT letter_id FROM letter_concern
                WHERE letter_id IN \(list: letters) AND party_id IN \(list: actor.parties)
                """
            ).map { try $0.get("letter_id") }
        )
    }

    /// The units and people that each of the letters concerns, for the search index.
    package func parties(of letters: [Letter.ID]) throws -> [Letter.ID: [String]] {
        guard !letters.isEmpty else { return [:] }
        var parties: [Letter.ID: [String]] = [:]
        for row in try db.rows(
            "SELECT letter_id, party_id FROM letter_concern WHERE letter_id IN \(list: letters)"
        ) {
            parties[try row.get("letter_id"), default: []].append(try row.get("party_id"))
        }
        return parties
    }

    package static let migrations = [
        Migration(
            "letters.003-create-letter-concern",
            """
            CREATE TABLE letter_concern (
                letter_id CHAR(26) NOT NULL,
                party_id  CHAR(26) NOT NULL,
                since     BIGINT   NOT NULL,
                PRIMARY KEY (letter_id, party_id)
            )
            """
        )
    ]
}

extension Actor {
    /// The keys under which letters concern this person: the units in sight and the people for whom they look.
    package var parties: [String] { sight.map(\.rawValue) + people.map(\.rawValue) }
}
