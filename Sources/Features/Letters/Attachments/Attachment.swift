import Agencies
import Kernel
import SQL

/// A file of a letter (สิ่งที่แนบ): the letter itself or an enclosure, byte for byte as it was given.
package struct Attachment: Equatable, Sendable {
    package typealias ID = Identifier<Attachment>

    package let id: ID
    package let letter: Letter.ID
    /// The unit that attached it; only its registrars change it (DRF-13).
    package let unit: Unit.ID
    package let person: Person.ID
    package let addedAt: Instant
    /// The name that it came with.
    package let name: String
    /// What its bytes are, whatever its name says.
    package let mediaType: String
    package let size: Int
    package let sha256: String

    /// The largest file that is taken, in bytes.
    package static let largest = 100 * 1_048_576
}

/// The attachments of the letters.
package struct AttachmentStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    func insert(_ attachment: Attachment) throws {
        try db.execute(
            """
            INSERT INTO attachment (id, letter_id, unit_id, person_id, added_at, name, media_type, size, sha256)
            VALUES (\(attachment.id), \(attachment.letter), \(attachment.unit), \(attachment.person),
                \(attachment.addedAt), \(attachment.name), \(attachment.mediaType), \(attachment.size),
                \(attachment.sha256))
            """
        )
    }

    /// The attachments of a letter in the order in which they came.
    package func attachments(of letter: Letter.ID) throws -> [Attachment] {
        try db.rows("SELECT \(Attachment.columns) FROM attachment WHERE letter_id = \(letter) ORDER BY id")
            .map(Attachment.init(row:))
    }

    package func find(_ id: Attachment.ID, of letter: Letter.ID) throws -> Attachment? {
        try db.rows("SELECT \(Attachment.columns) FROM attachment WHERE id = \(id) AND letter_id = \(letter)")
            .first.map(Attachment.init(row:))
    }

    package static let migrations = [
        Migration(
            "letters.010-create-attachment",
            """
            CREATE TABLE attachment (
                id         CHAR(26)     NOT NULL PRIMARY KEY,
                letter_id  CHAR(26)     NOT NULL,
                unit_id    CHAR(26)     NOT NULL,
                person_id  CHAR(26)     NOT NULL,
                added_at   BIGINT       NOT NULL,
                name       VARCHAR(255) NOT NULL,
                media_type VARCHAR(100) NOT NULL,
                size       BIGINT       NOT NULL,
                sha256     CHAR(64)     NOT NULL,
                FOREIGN KEY (letter_id) REFERENCES letter (id)
            )
            """
        ),
        Migration(
            "letters.011-index-attachment-by-letter",
            "CREATE INDEX attachment_letter ON attachment (letter_id)"
        ),
    ]
}

extension Attachment {
    fileprivate static let columns: SQL =
        "id, letter_id, unit_id, person_id, added_at, name, media_type, size, sha256"

    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            letter: try row.get("letter_id"),
            unit: try row.get("unit_id"),
            person: try row.get("person_id"),
            addedAt: try row.get("added_at"),
            name: try row.get("name"),
            mediaType: try row.get("media_type"),
            size: try row.get("size"),
            sha256: try row.get("sha256")
        )
    }
}
