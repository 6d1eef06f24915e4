import Agencies
import Kernel
import Registers
import SQL
import ThaiText

/// A letter as the index keeps it, normalised as queries are.
struct SearchDocument {
    let letter: Letter.ID
    let registeredAt: Instant
    let secrecy: Secrecy
    let letterNumber: String
    let letterDate: String?
    let from: String
    let to: String
    let subject: String
    /// หมวดเอกสาร วิธีการรับส่ง เจ้าของเรื่อง ผู้ปฏิบัติงาน หมายเหตุ ชั้นความเร็ว ชั้นความลับ วันแล้วเสร็จ (INC-02)
    let others: String
    /// Its numbers in all registers: year, number, day.
    let numbers: [(year: Int, number: Int, day: String)]
    let parties: [String]

    init(_ letter: Letter, entries: [RegisterEntry], parties: [String]) {
        let about = letter.particulars
        self.letter = letter.id
        registeredAt = letter.registeredAt
        secrecy = about.secrecy
        letterNumber = SearchText.spaceless(about.letterNumber)
        letterDate = about.letterDate?.iso
        from = SearchText.normalised(about.from)
        to = SearchText.normalised(about.to)
        // What a secret letter is about is not searched for, so it is not copied here.
        let isOpen = about.secrecy == .none
        subject = isOpen ? SearchText.normalised(about.subject) : ""
        let written = [about.category, about.method, about.caseOwner, about.assignee, about.remark]
        let others =
            (isOpen ? written : [about.secrecy.name(.thai)])
            + (about.speed == .normal ? [] : [about.speed.name(.thai)])
            + (about.dueOn.map { [$0.short, $0.long, "\($0.day)/\($0.month)/\($0.year)"] } ?? [])
        self.others = SearchText.normalised(others.joined(separator: " "))
        numbers = entries.map {
            ($0.year.rawValue, $0.number, BangkokTime(millisecond: $0.issuedAt.millisecond).day.iso)
        }
        self.parties = parties
    }
}

/// The index's own tables, in SQLite whatever the office's database is.
struct SearchStore {
    private let db: any Transaction

    init(_ db: any Transaction) { self.db = db }

    func lastEvent() throws -> Identifier<Event>? {
        try db.rows("SELECT event_id FROM position WHERE id = 1").first?.get("event_id")
    }

    func setLastEvent(_ event: Identifier<Event>) throws {
        try db.execute("REPLACE INTO position (id, event_id) VALUES (1, \(event))")
    }

    func replace(_ document: SearchDocument) throws {
        let row = try row(for: document)
        try db.execute("DELETE FROM document_party WHERE document_id = \(row)")
        for party in Set(document.parties) {
            try db.execute("INSERT INTO document_party (party_id, document_id) VALUES (\(party), \(row))")
        }
        try db.execute("DELETE FROM document_number WHERE document_id = \(row)")
        for number in document.numbers {
            try db.execute(
                """
                INSERT OR IGNORE INTO document_number (number, year, day, document_id)
                VALUES (\(number.number), \(number.year), \(number.day), \(row))
                """
            )
        }
    }

    /// The row of a letter; a new one is written with its words, which never change after.
    private func row(for document: SearchDocument) throws -> Int {
        if let row: Int = try db.rows("SELECT id FROM document WHERE letter_id = \(document.letter)").first?
            .get("id")
        {
            return row
        }
        try db.execute(
            """
            INSERT INTO document (letter_id, secrecy, letter_date, letter_number, sender, addressee, subject, others)
            VALUES (\(document.letter), \(document.secrecy), \(document.letterDate), \(document.letterNumber),
                \(document.from), \(document.to), \(document.subject), \(document.others))
            """
        )
        let row: Int = try db.rows("SELECT last_insert_rowid() AS id")[0].get("id")
        try db.execute(
            """
            INSERT INTO words (rowid, letter_number, sender, addressee, subject, others)
            VALUES (\(row), \(document.letterNumber), \(document.from), \(document.to), \(document.subject),
                \(document.others))
            """
        )
        return row
    }

    func find(
        _ query: SearchQuery,
        parties: [String],
        clearance: Secrecy,
        before letter: Letter.ID?,
        limit: Int
    ) throws -> SearchPage {
        let conditions = SearchConditions(query)
        // The rows are counted over all letters: programs and people are not told them.
        let before: Int? = try letter.flatMap { letter in
            try db.rows("SELECT id FROM document WHERE letter_id = \(letter)").first?.get("id") ?? 0
        }
        let rows = try db.rows(
            """
            SELECT d.id, d.letter_id FROM \(conditions.source)
            WHERE d.secrecy <= \(clearance) AND \(conditions.key) < \(before ?? Int.max)
              AND EXISTS (SELECT 1 FROM document_party p WHERE p.document_id = d.id AND p.party_id IN \(list: parties))
              \(conditions.all)
            ORDER BY \(conditions.key) DESC LIMIT \(limit + 1)
            """
        )
        return SearchPage(
            hits: try rows.prefix(limit).map { try $0.get("letter_id") },
            next: rows.count > limit ? try rows[limit - 1].get("letter_id") : nil
        )
    }

    static let migrations = [
        Migration(
            "search.001-create-position",
            "CREATE TABLE position (id INTEGER PRIMARY KEY, event_id CHAR(26) NOT NULL)"
        ),
        Migration(
            "search.002-create-document",
            """
            CREATE TABLE document (
                id            INTEGER PRIMARY KEY,
                letter_id     CHAR(26) NOT NULL UNIQUE,
                secrecy       INTEGER  NOT NULL,
                letter_date   CHAR(10),
                letter_number TEXT     NOT NULL,
                sender        TEXT     NOT NULL,
                addressee     TEXT     NOT NULL,
                subject       TEXT     NOT NULL
            )
            """
        ),
        Migration(
            "search.003-index-document-by-date",
            "CREATE INDEX document_date ON document (letter_date)"
        ),
        Migration(
            "search.004-create-words",
            """
            CREATE VIRTUAL TABLE words USING fts5 (
                letter_number, sender, addressee, subject, content='document', content_rowid='id', tokenize='trigram'
            )
            """
        ),
        Migration(
            "search.005-create-document-party",
            """
            CREATE TABLE document_party (
                party_id CHAR(26) NOT NULL, document_id INTEGER NOT NULL, PRIMARY KEY (document_id, party_id)
            ) WITHOUT ROWID
            """
        ),
        Migration(
            "search.006-create-document-number",
            """
            CREATE TABLE document_number (
                number INTEGER NOT NULL, year INTEGER NOT NULL, day CHAR(10) NOT NULL, document_id INTEGER NOT NULL,
                PRIMARY KEY (document_id, year, number, day)
            ) WITHOUT ROWID
            """
        ),
        Migration(
            "search.007-index-number",
            "CREATE INDEX document_number_number ON document_number (number, year)"
        ),
        Migration("search.008-index-day", "CREATE INDEX document_number_day ON document_number (day)"),
        // The words of a letter are more now: all is taken in anew.
        Migration("search.009-drop-words", "DROP TABLE words"),
        Migration("search.010-empty-document", "DELETE FROM document"),
        Migration("search.011-empty-party", "DELETE FROM document_party"),
        Migration("search.012-empty-number", "DELETE FROM document_number"),
        Migration("search.013-empty-position", "DELETE FROM position"),
        Migration(
            "search.014-add-others",
            "ALTER TABLE document ADD COLUMN others TEXT NOT NULL DEFAULT ''"
        ),
        Migration(
            "search.015-create-words",
            """
            CREATE VIRTUAL TABLE words USING fts5 (
                letter_number, sender, addressee, subject, others, content='document', content_rowid='id',
                tokenize='trigram'
            )
            """
        ),
        // Speed, secrecy, due day and the numbers of the office's own letters are among the words now: all is taken in anew.
        Migration("search.016-empty-words", "INSERT INTO words (words) VALUES ('delete-all')"),
        Migration("search.017-empty-document", "DELETE FROM document"),
        Migration("search.018-empty-party", "DELETE FROM document_party"),
        Migration("search.019-empty-number", "DELETE FROM document_number"),
        Migration("search.020-empty-position", "DELETE FROM position"),
    ]
}
