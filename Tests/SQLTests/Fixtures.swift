import SQL
import TestSupport

/// What a person's refusal looks like to a database: not its own error.
struct Refusal: Error {}

extension Migration {
    static let noteTable = Migration(
        "notes.001-create-note",
        """
        CREATE TABLE note (
            id     VARCHAR(40) NOT NULL PRIMARY KEY,
            body   MEDIUMTEXT,
            size   BIGINT,
            bytes  LONGBLOB,
            closed BOOLEAN
        )
        """
    )

    static let counterTable = Migration(
        "counters.001-create-counter",
        "CREATE TABLE counter (name VARCHAR(40) NOT NULL PRIMARY KEY, last BIGINT NOT NULL)"
    )

    static let takenTable = Migration(
        "counters.002-create-taken",
        """
        CREATE TABLE taken (
            counter VARCHAR(40) NOT NULL,
            number  BIGINT      NOT NULL,
            PRIMARY KEY (counter, number),
            FOREIGN KEY (counter) REFERENCES counter (name),
            CHECK (number > 0)
        )
        """
    )
}

extension TestDatabase {
    /// A new database with these tables.
    func make(with migrations: [Migration]) throws -> any Database {
        let database = try make()
        try database.migrate(migrations)
        return database
    }
}

/// The next number of a counter, in a row of its own too.
func takeNumber(from counter: String, _ db: any Transaction) throws -> Int {
    let rows = try db.rows(
        """
        INSERT INTO counter (name, last) VALUES (\(counter), 1)
        \(db.dialect.orUpdate(key: "name", "last = last + 1")) RETURNING last
        """
    )
    guard let number = try rows.first?.get("last") as Int? else { throw Refusal() }
    try db.execute("INSERT INTO taken (counter, number) VALUES (\(counter), \(number))")
    return number
}
