import Kernel
import SQL

/// The units, and a version that changes whenever any of them does.
package struct UnitStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    package func all() throws -> [Unit] {
        try db.rows(
            """
            SELECT id, parent_id, kind, name, english_name, letter_code, phone, position, closed_at FROM unit
            """
        ).map(Unit.init(row:))
    }

    /// Counts up with every change of the tree.
    package func version() throws -> Int {
        try db.rows("SELECT version FROM unit_tree WHERE id = 1").first?.get("version") ?? 0
    }

    package func insert(_ unit: Unit) throws {
        try db.execute(
            """
            INSERT INTO unit (id, parent_id, kind, name, english_name, letter_code, phone, position, closed_at)
            VALUES (\(unit.id), \(unit.parent), \(unit.kind), \(unit.name), \(unit.englishName),
                    \(unit.letterCode), \(unit.phone), \(unit.position), NULL)
            """
        )
        try db.execute("UPDATE unit_tree SET version = version + 1 WHERE id = 1")
    }

    package static let migrations = [
        Migration(
            "agencies.001-create-unit",
            """
            CREATE TABLE unit (
                id           CHAR(26)     NOT NULL PRIMARY KEY,
                parent_id    CHAR(26),
                kind         VARCHAR(20)  NOT NULL,
                name         VARCHAR(200) NOT NULL,
                english_name VARCHAR(200) NOT NULL,
                letter_code  VARCHAR(40)  NOT NULL,
                phone        VARCHAR(60)  NOT NULL,
                position     INTEGER      NOT NULL,
                closed_at    BIGINT,
                FOREIGN KEY (parent_id) REFERENCES unit (id)
            )
            """
        ),
        Migration(
            "agencies.002-create-unit-tree",
            "CREATE TABLE unit_tree (id INTEGER NOT NULL PRIMARY KEY, version BIGINT NOT NULL)"
        ),
        Migration("agencies.003-begin-unit-tree", "INSERT INTO unit_tree (id, version) VALUES (1, 1)"),
    ]
}

extension Unit {
    fileprivate init(row: Row) throws {
        let closedAt: Instant? = try row.get("closed_at")
        self.init(
            id: try row.get("id"),
            parent: try row.get("parent_id"),
            kind: try row.get("kind"),
            name: try row.get("name"),
            englishName: try row.get("english_name"),
            letterCode: try row.get("letter_code"),
            phone: try row.get("phone"),
            position: try row.get("position"),
            isOpen: closedAt == nil
        )
    }
}
