import Agencies
import Kernel
import SQL
import ThaiText

/// The lines of the registers.
package struct RegisterEntryStore {
    let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    package func insert(_ entry: RegisterEntry) throws {
        let line = entry.line
        try db.execute(
            """
            INSERT INTO register_entry (register_id, year, number, letter_id, unit_id, issued_at, issued_by,
                letter_number, letter_date, sender, addressee, subject, speed, secrecy, action_taken, remark)
            VALUES (\(entry.register), \(entry.year), \(entry.number), \(entry.letter), \(entry.unit),
                \(entry.issuedAt), \(entry.issuedBy), \(line.letterNumber), \(line.letterDate), \(line.from),
                \(line.to), \(line.subject), \(line.speed), \(line.secrecy), \(line.action), \(line.remark))
            """
        )
    }

    package func find(_ register: Register.ID, _ year: ThaiYear, _ number: Int) throws -> RegisterEntry? {
        try db.rows(
            """
            SELECT \(RegisterEntry.columns) FROM register_entry
            WHERE register_id = \(register) AND year = \(year) AND number = \(number)
            """
        ).first.map(RegisterEntry.init(row:))
    }

    /// The lines of a letter in all registers, oldest first.
    package func entries(of letter: Identifier<LetterTag>) throws -> [RegisterEntry] {
        try entries(of: [letter])[letter] ?? []
    }

    /// The same, for an act: they stay so until the transaction ends.
    package func hold(entriesOf letter: Identifier<LetterTag>) throws -> [RegisterEntry] {
        try db.rows(
            """
            SELECT \(RegisterEntry.columns) FROM register_entry WHERE letter_id = \(letter)
            ORDER BY issued_at\(db.dialect.forUpdate)
            """
        ).map(RegisterEntry.init(row:))
    }

    /// The lines of each of the letters, as `entries` gives them for one.
    package func entries(of letters: [Identifier<LetterTag>]) throws -> [Identifier<LetterTag>:
        [RegisterEntry]]
    {
        guard !letters.isEmpty else { return [:] }
        let rows = try db.rows(
            "SELECT \(RegisterEntry.columns) FROM register_entry WHERE letter_id IN \(list: letters) ORDER BY issued_at"
        )
        return Dictionary(grouping: try rows.map(RegisterEntry.init(row:)), by: \.letter)
    }

    /// The line that a letter has in a register and is not void: a letter that comes back keeps its number.
    ///
    /// It stays so until the transaction ends.
    package func standing(of letter: Identifier<LetterTag>, in register: Register.ID) throws -> RegisterEntry?
    {
        try db.rows(
            """
            SELECT \(RegisterEntry.columns) FROM register_entry
            WHERE letter_id = \(letter) AND register_id = \(register) AND voided_at IS NULL
            ORDER BY issued_at DESC LIMIT 1\(db.dialect.forUpdate)
            """
        ).first.map(RegisterEntry.init(row:))
    }

    /// The lines of some numbers, in no order.
    package func entries(of register: Register.ID, year: ThaiYear, numbers: [Int]) throws -> [RegisterEntry] {
        guard !numbers.isEmpty else { return [] }
        return try db.rows(
            """
            SELECT \(RegisterEntry.columns) FROM register_entry
            WHERE register_id = \(register) AND year = \(year) AND number IN \(list: numbers)
            """
        ).map(RegisterEntry.init(row:))
    }

    /// The lines whose number was taken in a span of time, in order of number, for printing.
    package func entries(
        of register: Register.ID,
        from: Instant,
        until: Instant,
        units: [Unit.ID]?,
        limit: Int
    ) throws -> [RegisterEntry] {
        let mine: SQL = units.map { " AND unit_id IN \(list: $0)" } ?? ""
        return try db.rows(
            """
            SELECT \(RegisterEntry.columns) FROM register_entry
            WHERE register_id = \(register) AND issued_at >= \(from) AND issued_at < \(until)\(mine)
            ORDER BY year, number LIMIT \(limit)
            """
        ).map(RegisterEntry.init(row:))
    }

    /// The years in which a register has numbers, newest first.
    package func years(of register: Register.ID) throws -> [ThaiYear] {
        try db.rows("SELECT year FROM number_sequence WHERE register_id = \(register) ORDER BY year DESC")
            .map { try $0.get("year") }
    }

    /// Writes what was done with a letter (การปฏิบัติ, clause 39) into its line: `longestAction` characters at most.
    package func write(action: String, to entry: RegisterEntry) throws {
        try db.execute(
            """
            UPDATE register_entry SET action_taken = \(action), version = version + 1
            WHERE register_id = \(entry.register) AND year = \(entry.year) AND number = \(entry.number)
            """
        )
    }

    /// Marks a line as void; false when it was so already.
    package func void(_ entry: RegisterEntry, _ voiding: RegisterEntry.Voiding) throws -> Bool {
        try db.execute(
            """
            UPDATE register_entry
            SET voided_at = \(voiding.at), voided_by = \(voiding.by), void_reason = \(voiding.reason),
                version = version + 1
            WHERE register_id = \(entry.register) AND year = \(entry.year) AND number = \(entry.number)
              AND voided_at IS NULL
            """
        ) == 1
    }

    package static let migrations = [
        Migration(
            "registers.004-create-register-entry",
            """
            CREATE TABLE register_entry (
                register_id   CHAR(26)      NOT NULL,
                year          INTEGER       NOT NULL,
                number        INTEGER       NOT NULL,
                letter_id     CHAR(26)      NOT NULL,
                unit_id       CHAR(26)      NOT NULL,
                issued_at     BIGINT        NOT NULL,
                issued_by     CHAR(26)      NOT NULL,
                letter_number VARCHAR(100)  NOT NULL,
                letter_date   CHAR(10),
                sender        VARCHAR(300)  NOT NULL,
                addressee     VARCHAR(300)  NOT NULL,
                subject       VARCHAR(1000) NOT NULL,
                speed         INTEGER       NOT NULL,
                secrecy       INTEGER       NOT NULL,
                action_taken  VARCHAR(500)  NOT NULL,
                remark        VARCHAR(500)  NOT NULL,
                voided_at     BIGINT,
                voided_by     CHAR(26),
                void_reason   VARCHAR(500),
                PRIMARY KEY (register_id, year, number),
                FOREIGN KEY (register_id) REFERENCES register (id)
            )
            """
        ),
        Migration(
            "registers.005-index-entry-by-letter",
            "CREATE INDEX register_entry_letter ON register_entry (letter_id)"
        ),
        Migration(
            "registers.006-index-entry-by-unit",
            "CREATE INDEX register_entry_unit ON register_entry (register_id, unit_id, year, number)"
        ),
        Migration(
            "registers.007-index-entry-by-time",
            "CREATE INDEX register_entry_time ON register_entry (register_id, issued_at)"
        ),
        Migration(
            "registers.008-add-entry-version",
            "ALTER TABLE register_entry ADD COLUMN version INTEGER NOT NULL DEFAULT 1"
        ),
        Migration(
            "registers.009-say-sent-for-new",
            """
            UPDATE register_entry SET action_taken = REPLACE(action_taken, '(เข้าใหม่', '(ส่งแล้ว')
            WHERE action_taken LIKE '%(เข้าใหม่%'
            """
        ),
    ]
}

extension RegisterEntry {
    static let columns: SQL = """
        register_id, year, number, letter_id, unit_id, issued_at, issued_by, letter_number, letter_date, sender, \
        addressee, subject, speed, secrecy, action_taken, remark, voided_at, voided_by, void_reason
        """

    init(row: Row) throws {
        self.init(
            register: try row.get("register_id"),
            year: try row.get("year"),
            number: try row.get("number"),
            letter: try row.get("letter_id"),
            unit: try row.get("unit_id"),
            issuedAt: try row.get("issued_at"),
            issuedBy: try row.get("issued_by"),
            line: try Line(row: row),
            voiding: try Voiding(row: row)
        )
    }
}

extension RegisterEntry.Line {
    fileprivate init(row: Row) throws {
        self.init(
            letterNumber: try row.get("letter_number"),
            letterDate: try row.get("letter_date"),
            from: try row.get("sender"),
            to: try row.get("addressee"),
            subject: try row.get("subject"),
            speed: try row.get("speed"),
            secrecy: try row.get("secrecy"),
            action: try row.get("action_taken"),
            remark: try row.get("remark")
        )
    }
}

extension RegisterEntry.Voiding {
    fileprivate init?(row: Row) throws {
        guard let at: Instant = try row.get("voided_at") else { return nil }
        self.init(at: at, by: try row.get("voided_by"), reason: try row.get("void_reason"))
    }
}
