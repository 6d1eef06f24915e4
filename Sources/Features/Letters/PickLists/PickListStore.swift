import Kernel
import SQL

/// The pick lists, each a row with a word a line.
package struct PickListStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    /// All lists, in the order of the fields.
    package func all() throws -> [PickList] {
        let lists = try db.rows("SELECT id, words, version FROM pick_list").map(PickList.init(row:))
        return PickList.Field.allCases.compactMap { field in lists.first { $0.field == field } }
    }

    /// A list, for a change: until the transaction ends nobody else changes it.
    func hold(_ field: PickList.Field) throws -> PickList? {
        try db.rows("SELECT id, words, version FROM pick_list WHERE id = \(field)\(db.dialect.forUpdate)")
            .first.map(PickList.init(row:))
    }

    func update(_ list: PickList) throws {
        try db.execute(
            """
            UPDATE pick_list SET words = \(list.words.joined(separator: "\n")), version = \(list.version)
            WHERE id = \(list.field)
            """
        )
    }

    package static let migrations = [
        Migration(
            "letters.015-create-pick-list",
            """
            CREATE TABLE pick_list (
                id      VARCHAR(20) NOT NULL PRIMARY KEY,
                words   TEXT        NOT NULL,
                version INTEGER     NOT NULL
            )
            """
        ),
        Migration(
            "letters.016-begin-pick-lists",
            """
            INSERT INTO pick_list (id, words, version) VALUES
                ('category', \(firstCategories.joined(separator: "\n")), 1),
                ('method', \(firstMethods.joined(separator: "\n")), 1)
            """
        ),
    ]

    // What an office begins with. It is part of the schema's history: offices change their lists on the screen.
    private static let firstCategories = [
        "ทั่วไป", "การเงินและพัสดุ", "บุคลากร", "แผนงานและโครงการ", "ร้องเรียนร้องทุกข์", "ประชุม อบรม สัมมนา",
    ]
    private static let firstMethods = [
        "ไปรษณีย์", "เจ้าหน้าที่นำส่ง", "ไปรษณีย์อิเล็กทรอนิกส์", "ระบบสารบรรณอิเล็กทรอนิกส์", "โทรสาร", "ยื่นด้วยตนเอง",
    ]
}

extension PickList {
    fileprivate init(row: Row) throws {
        let words: String = try row.get("words")
        self.init(
            field: try row.get("id"),
            words: words.split(separator: "\n").map(String.init),
            version: try row.get("version")
        )
    }
}
