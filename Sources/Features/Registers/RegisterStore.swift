import Agencies
import Kernel
import SQL

/// The registers and the running numbers of each of their years.
package struct RegisterStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    package func find(_ id: Register.ID) throws -> Register? {
        try db.rows("SELECT \(Register.columns) FROM register WHERE id = \(id)").first.map(
            Register.init(row:)
        )
    }

    /// The register, for an act that takes a number: until the transaction ends nobody else takes from it.
    ///
    /// Ask the clock after this, and a later number has no earlier time.
    package func hold(_ id: Register.ID) throws -> Register? {
        try db.rows("SELECT \(Register.columns) FROM register WHERE id = \(id)\(db.dialect.forUpdate)").first
            .map(
                Register.init(row:)
            )
    }

    /// All registers, in the order of the folder list.
    package func all() throws -> [Register] {
        try db.rows("SELECT \(Register.columns) FROM register ORDER BY position, id").map(Register.init(row:))
    }

    /// The register in which a unit enters letters that come in, held as by `hold`; nil where the unit keeps none.
    package func hold(incomingOf unit: Unit.ID) throws -> Register? {
        try db.rows(
            """
            SELECT \(Register.columns) FROM register
            WHERE owner_id = \(unit) AND kind = 'incoming' ORDER BY position, id LIMIT 1\(db.dialect.forUpdate)
            """
        ).first.map(Register.init(row:))
    }

    package func insert(_ register: Register) throws {
        try db.execute(
            """
            INSERT INTO register (id, owner_id, kind, name, english_name, format, year_basis, takers, position)
            VALUES (\(register.id), \(register.owner), \(register.kind), \(register.name), \(register.englishName),
                    \(register.format), \(register.yearBasis), \(register.takers), \(register.position))
            """
        )
    }

    /// The next number of a register, counted from 1 each year.
    ///
    /// Numbers are given out inside the caller's transaction: one that is rolled back leaves no gap, and until it
    /// ends nobody else takes from this register.
    package func takeNumber(from register: Register.ID, year: ThaiYear) throws -> Int {
        try db.execute(
            """
            INSERT INTO number_sequence (register_id, year, last_number) VALUES (\(register), \(year), 1)
            \(db.dialect.orUpdate(key: "register_id, year", "last_number = last_number + 1"))
            """
        )
        // RETURNING makes SQLite build a table for its one row, which takes longer than to ask.
        let rows = try db.rows(
            "SELECT last_number FROM number_sequence WHERE register_id = \(register) AND year = \(year)"
        )
        guard let number: Int = try rows.first?.get("last_number") else {
            throw SQLError(.failed, "the sequence of register \(register) gave no number")
        }
        return number
    }

    package static let migrations = [
        Migration(
            "registers.001-create-register",
            """
            CREATE TABLE register (
                id           CHAR(26)     NOT NULL PRIMARY KEY,
                owner_id     CHAR(26)     NOT NULL,
                kind         VARCHAR(20)  NOT NULL,
                name         VARCHAR(200) NOT NULL,
                english_name VARCHAR(200) NOT NULL,
                format       VARCHAR(60)  NOT NULL,
                year_basis   VARCHAR(10)  NOT NULL,
                takers       VARCHAR(10)  NOT NULL,
                position     INTEGER      NOT NULL,
                FOREIGN KEY (owner_id) REFERENCES unit (id)
            )
            """
        ),
        Migration(
            "registers.002-index-register-by-owner",
            "CREATE INDEX register_owner ON register (owner_id, kind)"
        ),
        Migration(
            "registers.003-create-number-sequence",
            """
            CREATE TABLE number_sequence (
                register_id CHAR(26) NOT NULL,
                year        INTEGER  NOT NULL,
                last_number INTEGER  NOT NULL,
                PRIMARY KEY (register_id, year),
                FOREIGN KEY (register_id) REFERENCES register (id)
            )
            """
        ),
    ]
}

extension Register {
    fileprivate static let columns: SQL =
        "id, owner_id, kind, name, english_name, format, year_basis, takers, position"

    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            owner: try row.get("owner_id"),
            kind: try row.get("kind"),
            name: try row.get("name"),
            englishName: try row.get("english_name"),
            format: try row.get("format"),
            yearBasis: try row.get("year_basis"),
            takers: try row.get("takers"),
            position: try row.get("position")
        )
    }
}
