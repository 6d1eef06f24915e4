import Kernel
import SQL

/// The one folder that has the files of an office whose database is on a server.
///
/// Servers of one database with folders of their own would each name files that only they have. So the database knows
/// the mark of the folder that it was first used with.
enum FilesFolder {
    static let migrations = [
        Migration(
            "app.001-create-files-folder",
            """
            CREATE TABLE files_folder (
                id   INTEGER     NOT NULL PRIMARY KEY CHECK (id = 1),
                mark VARCHAR(26) NOT NULL
            )
            """
        )
    ]

    /// Throws unless the files are those of the database; one that knows no folder yet takes this one.
    static func require(_ files: FileStore, of database: any Database, at now: Instant) throws {
        let isFirst = try knownMark(database) == nil
        // The folder's mark stands on disk before the row.
        let own = isFirst ? try files.mark(orSet: Identifier<Self>.new(at: now).rawValue) : try files.mark()
        if isFirst, let own {
            try database.write { db in
                try db.execute(
                    """
                    INSERT INTO files_folder (id, mark) VALUES (1, \(own))
                    \(db.dialect.orUpdate(key: "id", "mark = mark"))
                    """
                )
            }
        }
        guard try own == knownMark(database) else { throw StartError.otherFiles }
    }

    private static func knownMark(_ database: any Database) throws -> String? {
        try database.read { try $0.rows("SELECT mark FROM files_folder WHERE id = 1").first?.get("mark") }
    }
}

extension StartError {
    fileprivate static let otherFiles = StartError(
        "โฟลเดอร์ข้อมูลนี้ไม่มีไฟล์ของสำนักงานในฐานข้อมูลนี้ ให้ระบุโฟลเดอร์ที่ใช้กับฐานข้อมูลนี้ หรือนำ files/ ของสำนักงานมาวางก่อน",
        "this data folder does not hold the files of this database's office: name the folder that does, or bring its files/ here first"
    )
}
