import Agencies
import Kernel
import SQL

/// A minute written on a letter (เกษียนหนังสือ, บันทึกต่อเนื่อง; SIG-16): kept as it was written, oldest first.
package struct Endorsement: Equatable, Sendable {
    package typealias ID = Identifier<Endorsement>

    package let id: ID
    package let letter: Letter.ID
    package let person: Person.ID
    package let unit: Unit.ID
    /// Name and post as they were when it was written.
    package let name: String
    package let post: String
    package let text: String
    package let at: Instant
}

/// The minutes of the letters. There is no way to change one.
package struct EndorsementStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    func insert(_ endorsement: Endorsement) throws {
        try db.execute(
            """
            INSERT INTO endorsement (id, letter_id, person_id, unit_id, name, post, words, written_at)
            VALUES (\(endorsement.id), \(endorsement.letter), \(endorsement.person), \(endorsement.unit),
                \(endorsement.name), \(endorsement.post), \(endorsement.text), \(endorsement.at))
            """
        )
    }

    package func endorsements(of letter: Letter.ID) throws -> [Endorsement] {
        try db.rows(
            """
            SELECT id, letter_id, person_id, unit_id, name, post, words, written_at FROM endorsement
            WHERE letter_id = \(letter) ORDER BY id
            """
        ).map {
            Endorsement(
                id: try $0.get("id"),
                letter: try $0.get("letter_id"),
                person: try $0.get("person_id"),
                unit: try $0.get("unit_id"),
                name: try $0.get("name"),
                post: try $0.get("post"),
                text: try $0.get("words"),
                at: try $0.get("written_at")
            )
        }
    }

    package static let migrations = [
        Migration(
            "letters.008-create-endorsement",
            """
            CREATE TABLE endorsement (
                id         CHAR(26)     NOT NULL PRIMARY KEY,
                letter_id  CHAR(26)     NOT NULL,
                person_id  CHAR(26)     NOT NULL,
                unit_id    CHAR(26)     NOT NULL,
                name       VARCHAR(200) NOT NULL,
                post       VARCHAR(200) NOT NULL,
                words      TEXT         NOT NULL,
                written_at BIGINT       NOT NULL,
                FOREIGN KEY (letter_id) REFERENCES letter (id)
            )
            """
        ),
        Migration(
            "letters.009-index-endorsement-by-letter",
            "CREATE INDEX endorsement_letter ON endorsement (letter_id)"
        ),
    ]
}
