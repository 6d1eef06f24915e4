import SQL
import TestSupport
import Testing

/// What every database keeps, whichever it is.
struct DatabaseTests {
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

    @Test(arguments: TestDatabase.both)
    func `every value comes back as it went in`(kind: TestDatabase) throws {
        let database = try kind.make()
        try database.migrate([Self.noteTable])
        let texts = [
            "", "ที่ มท 0001/ว 12", "น้ำใจ 😀👩‍👩‍👧", "a\0b", "'\"\\%_", String(repeating: "ก", count: 100_000),
        ]
        let numbers = [0, -1, Int.max, Int.min, 2569, 1 << 40]
        let blobs: [[UInt8]] = [[], [0], Array(0...255), Array(repeating: 7, count: 300_000)]

        for (index, text) in texts.enumerated() {
            let size = numbers[index]
            let bytes = blobs[index % blobs.count]
            try database.write {
                try $0.execute(
                    """
                    INSERT INTO note (id, body, size, bytes, closed)
                    VALUES (\("\(index)"), \(text), \(size), \(bytes), \(index % 2 == 0))
                    """
                )
            }
            let row = try #require(
                try database.read {
                    try $0.rows("SELECT id, body, size, bytes, closed FROM note WHERE id = \("\(index)")")
                }.first
            )
            #expect(try row.get("body") == text)
            #expect(try row.get("size") == size)
            #expect(try row.get("bytes") == bytes)
            #expect(try row.get("closed") == (index % 2 == 0))
        }
    }

    @Test(arguments: TestDatabase.both)
    func `nothing stays of work that throws`(kind: TestDatabase) throws {
        struct Refusal: Error {}
        let database = try kind.make()
        try database.migrate([Self.noteTable])

        #expect(throws: Refusal.self) {
            try database.write {
                try $0.execute("INSERT INTO note (id) VALUES ('a')")
                throw Refusal()
            }
        }

        #expect(try database.read { try $0.rows("SELECT id FROM note").isEmpty })
    }
}
