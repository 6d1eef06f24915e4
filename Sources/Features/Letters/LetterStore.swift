import Agencies
import Kernel
import Registers
import SQL
import ThaiText

/// The letters.
package struct LetterStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    package func insert(_ letter: Letter) throws {
        let about = letter.particulars
        try db.execute(
            """
            INSERT INTO letter (id, owner_id, registered_at, registered_by, letter_number, number_key, letter_date,
                sender, addressee, subject, speed, secrecy, category, method, case_owner, assignee, due_on, remark)
            VALUES (\(letter.id), \(letter.owner), \(letter.registeredAt), \(letter.registeredBy),
                \(about.letterNumber), \(about.numberKey), \(about.letterDate), \(about.from), \(about.to),
                \(about.subject), \(about.speed), \(about.secrecy), \(about.category), \(about.method),
                \(about.caseOwner), \(about.assignee), \(about.dueOn), \(about.remark))
            """
        )
    }

    package func find(_ id: Letter.ID) throws -> Letter? {
        try letters("SELECT \(Letter.columns) FROM letter WHERE id = \(id)").first
    }

    /// The letter, for an act on it: until the transaction ends nobody else acts on it.
    func hold(_ id: Letter.ID) throws -> Letter? {
        try letters("SELECT \(Letter.columns) FROM letter WHERE id = \(id)\(db.dialect.forUpdate)").first
    }

    package func find(_ ids: [Letter.ID]) throws -> [Letter] {
        guard !ids.isEmpty else { return [] }
        return try letters("SELECT \(Letter.columns) FROM letter WHERE id IN \(list: ids)")
    }

    /// Letters that the person may read with the same number and date, newest first: likely the same letter twice (TRK-18).
    ///
    /// The number names the sender's agency already; the sender's name is written in many ways.
    package func likely(same about: Letter.Particulars, for actor: Actor, limit: Int) throws -> [Letter] {
        guard let key = about.numberKey else { return [] }
        let date: SQL = about.letterDate.map { " AND letter_date = \($0)" } ?? ""
        return try letters(
            """
            SELECT \(Letter.columns) FROM letter WHERE number_key = \(key)\(date) AND secrecy <= \(actor.clearance)
                AND EXISTS (SELECT 1 FROM letter_concern c WHERE c.letter_id = id AND c.party_id IN \(list: actor.parties))
            ORDER BY id DESC LIMIT \(limit)
            """
        )
    }

    /// Letters as they were entered, each of the office's own with the number that it was given.
    private func letters(_ query: SQL) throws -> [Letter] {
        let letters = try db.rows(query).map(Letter.init(row:))
        let unnumbered = letters.filter { $0.particulars.letterNumber.isEmpty }.map(\.id)
        guard !unnumbered.isEmpty else { return letters }
        let registers = Dictionary(try RegisterStore(db).all().map { ($0.id, $0) }) { first, _ in first }
        let entries = try RegisterEntryStore(db).entries(of: unnumbered)
        return letters.map { letter in
            let own = (entries[letter.id] ?? []).shown(registers).first {
                $0.register.kind.givesLetterNumber && !$0.isVoid
            }
            return own.map { letter.numbered($0.register.letterNumber(of: $0.entry)) } ?? letter
        }
    }

    package static let migrations = [
        Migration(
            "letters.001-create-letter",
            """
            CREATE TABLE letter (
                id            CHAR(26)      NOT NULL PRIMARY KEY,
                owner_id      CHAR(26)      NOT NULL,
                registered_at BIGINT        NOT NULL,
                registered_by CHAR(26)      NOT NULL,
                letter_number VARCHAR(100)  NOT NULL,
                number_key    VARCHAR(100),
                letter_date   CHAR(10),
                sender        VARCHAR(300)  NOT NULL,
                addressee     VARCHAR(300)  NOT NULL,
                subject       VARCHAR(1000) NOT NULL,
                speed         INTEGER       NOT NULL CHECK (speed BETWEEN 0 AND 3),
                secrecy       INTEGER       NOT NULL CHECK (secrecy BETWEEN 0 AND 3),
                category      VARCHAR(100)  NOT NULL,
                method        VARCHAR(100)  NOT NULL,
                case_owner    VARCHAR(200)  NOT NULL,
                assignee      VARCHAR(200)  NOT NULL,
                due_on        CHAR(10),
                remark        VARCHAR(500)  NOT NULL
            )
            """
        ),
        Migration(
            "letters.002-index-letter-by-number",
            "CREATE INDEX letter_number_key ON letter (number_key)"
        ),
    ]
}

extension Letter.Particulars {
    /// The sender's number as it is compared: Arabic digits, no spaces, lower case; nil when there is none.
    var numberKey: String? {
        let key = SearchText.spaceless(letterNumber)
        return key.isEmpty ? nil : key.utf8.count <= 100 ? key : key.cut(to: 100)
    }
}

extension Letter {
    fileprivate static let columns: SQL = """
        id, owner_id, registered_at, registered_by, letter_number, letter_date, sender, addressee, subject, speed, \
        secrecy, category, method, case_owner, assignee, due_on, remark
        """

    fileprivate init(row: Row) throws {
        var about = Particulars()
        about.letterNumber = try row.get("letter_number")
        about.letterDate = try row.get("letter_date")
        about.from = try row.get("sender")
        about.to = try row.get("addressee")
        about.subject = try row.get("subject")
        about.speed = try row.get("speed")
        about.secrecy = try row.get("secrecy")
        about.category = try row.get("category")
        about.method = try row.get("method")
        about.caseOwner = try row.get("case_owner")
        about.assignee = try row.get("assignee")
        about.dueOn = try row.get("due_on")
        about.remark = try row.get("remark")
        self.init(
            id: try row.get("id"),
            owner: try row.get("owner_id"),
            registeredAt: try row.get("registered_at"),
            registeredBy: try row.get("registered_by"),
            particulars: about
        )
    }
}
