import Kernel
import SQL

/// The accounts.
package struct PersonStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    package func find(_ id: Person.ID) throws -> Person? {
        try db.rows("SELECT \(Person.columns) FROM person p WHERE p.id = \(id)").first.map(Person.init(row:))
    }

    package func find(username: String) throws -> Person? {
        try db.rows("SELECT \(Person.columns) FROM person p WHERE p.username = \(username)")
            .first.map(Person.init(row:))
    }

    /// The people who may be given a letter: those of the units who are not suspended, in no order.
    package func people(of units: [Unit.ID]) throws -> [Person] {
        try db.rows(
            """
            SELECT \(Person.columns) FROM person p
            WHERE p.unit_id IN \(list: units) AND p.suspended_at IS NULL
            """
        ).map(Person.init(row:))
    }

    /// The people who may see letters of a class, in no order; those who are suspended may not.
    package func people(clearedFor secrecy: Secrecy) throws -> [Person] {
        try db.rows(
            "SELECT \(Person.columns) FROM person p WHERE p.clearance >= \(secrecy) AND p.suspended_at IS NULL"
        ).map(Person.init(row:))
    }

    /// The names of people by key, for showing who did what.
    package func names(_ ids: Set<Person.ID>) throws -> [Person.ID: Person] {
        guard !ids.isEmpty else { return [:] }
        let people = try db.rows("SELECT \(Person.columns) FROM person p WHERE p.id IN \(list: Array(ids))")
            .map(Person.init(row:))
        return Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
    }

    package func insert(_ person: Person, password: String) throws {
        try db.execute(
            """
            INSERT INTO person (id, username, name, english_name, post, english_post, unit_id, level, is_head,
                                clearance, phone, password)
            VALUES (\(person.id), \(person.username), \(person.name), \(person.englishName), \(person.post),
                    \(person.englishPost), \(person.unit), \(person.level), \(person.isHead),
                    \(person.clearance), \(person.phone), \(password))
            """
        )
    }

    package func link(secretary: Person.ID, to executive: Person.ID) throws {
        try db.execute(
            "INSERT INTO secretary (executive_id, secretary_id) VALUES (\(executive), \(secretary))"
        )
    }

    /// The people whose desk this person keeps.
    package func executives(of secretary: Person.ID) throws -> [Person.ID] {
        try db.rows("SELECT executive_id FROM secretary WHERE secretary_id = \(secretary)")
            .map { try $0.get("executive_id") }
    }

    /// The kept hash of a person's password, unless the account is suspended.
    func credential(username: String) throws -> (person: Person.ID, hash: String)? {
        try db.rows("SELECT id, password FROM person WHERE username = \(username) AND suspended_at IS NULL")
            .first.map { (try $0.get("id"), try $0.get("password")) }
    }

    func passwordHash(of person: Person.ID) throws -> String? {
        try db.rows("SELECT password FROM person WHERE id = \(person)").first?.get("password")
    }

    /// The same, to act on it: it stays so until the transaction ends. Nil also for an account that is suspended.
    func hold(passwordHashOf person: Person.ID) throws -> String? {
        try db.rows(
            "SELECT password FROM person WHERE id = \(person) AND suspended_at IS NULL\(db.dialect.forUpdate)"
        ).first?.get("password")
    }

    package func setPassword(_ hash: String, of person: Person.ID) throws {
        try db.execute("UPDATE person SET password = \(hash) WHERE id = \(person)")
    }

    package static let migrations = [
        Migration(
            "agencies.004-create-person",
            """
            CREATE TABLE person (
                id           CHAR(26)     NOT NULL PRIMARY KEY,
                username     VARCHAR(60)  NOT NULL UNIQUE,
                name         VARCHAR(200) NOT NULL,
                english_name VARCHAR(200) NOT NULL,
                post         VARCHAR(200) NOT NULL,
                english_post VARCHAR(200) NOT NULL,
                unit_id      CHAR(26)     NOT NULL,
                level        VARCHAR(20)  NOT NULL,
                is_head      INTEGER      NOT NULL CHECK (is_head IN (0, 1)),
                clearance    INTEGER      NOT NULL CHECK (clearance BETWEEN 0 AND 3),
                phone        VARCHAR(60)  NOT NULL,
                password     VARCHAR(200) NOT NULL,
                suspended_at BIGINT,
                FOREIGN KEY (unit_id) REFERENCES unit (id)
            )
            """
        ),
        Migration("agencies.005-index-person-by-unit", "CREATE INDEX person_unit ON person (unit_id)"),
        Migration(
            "agencies.006-create-secretary",
            """
            CREATE TABLE secretary (
                executive_id CHAR(26) NOT NULL,
                secretary_id CHAR(26) NOT NULL,
                PRIMARY KEY (secretary_id, executive_id),
                FOREIGN KEY (executive_id) REFERENCES person (id),
                FOREIGN KEY (secretary_id) REFERENCES person (id)
            )
            """
        ),
    ]
}

extension Person {
    /// The columns of a person, of a table called `p` in the query.
    static let columns: SQL = """
        p.id, p.username, p.name, p.english_name, p.post, p.english_post, p.unit_id, p.level, p.is_head, \
        p.clearance, p.phone
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            username: try row.get("username"),
            name: try row.get("name"),
            englishName: try row.get("english_name"),
            post: try row.get("post"),
            englishPost: try row.get("english_post"),
            unit: try row.get("unit_id"),
            level: try row.get("level"),
            isHead: try row.get("is_head"),
            clearance: try row.get("clearance"),
            phone: try row.get("phone")
        )
    }
}
