import Agencies
import DocumentPreview
import Glibc
import HTTP
import JSON
import Kernel
import Letters
import MariaDB
import Passwords
import Registers
import Reports
import SQL
import SQLite
import Web

/// The office's program: it opens the database, builds each feature with what it needs and mounts their addresses.
package final class Application: Sendable {
    package static let version = "0.1.0"

    package let configuration: Configuration
    package let database: any Database
    package let clock: Clock
    package let accounts: Accounts
    package let office: LetterOffice
    package let site: Site
    private let follower: SearchFollower

    /// Opens the office of a data folder, which is made if it is not there, and brings its schema up to date.
    package init(
        _ configuration: Configuration,
        clock: Clock = .system,
        hasher: PasswordHasher = .standard,
        log: @escaping @Sendable (String) -> Void = Log.write
    ) throws {
        self.configuration = configuration
        self.clock = clock
        database = try Self.openDatabase(configuration)
        try database.migrate(Self.migrations)
        // The clock may have gone back since the last run, and the search goes on from the newest event.
        if let newest = try database.read({ try EventStore($0).newest() }) { Identifier.follow(newest) }
        let directory = OfficeDirectory()
        accounts = Accounts(
            database: database,
            clock: clock,
            hasher: hasher,
            directory: directory,
            cookie: SessionCookie(isSecure: configuration.isSecure)
        )
        office = try Self.letterOffice(configuration, database, clock, directory)
        site = try Self.site(configuration, accounts, office, log)
        follower = SearchFollower(office.search, log: log)
    }

    /// Ends what runs beside the requests.
    package func stop() { follower.stop() }

    /// The history of all tables, in the order of the features.
    package static let migrations =
        EventStore.migrations + IdempotencyStore.migrations
        + AgenciesFeature.migrations + RegistersFeature.migrations + LettersFeature.migrations
        + FilesFolder.migrations

    /// The office's database: SQLite in the data folder, or the server that the operator named.
    package static func openDatabase(_ configuration: Configuration) throws -> any Database {
        if let url = configuration.database { return try MariaDBDatabase(url: url) }
        try makeFolder(configuration.data)
        let path = configuration.data + "/saraban.sqlite"
        // A folder is marked for a database on a server: a second, empty office beside it would only confuse.
        if access(path, F_OK) != 0, access(configuration.data + "/files/mark", F_OK) == 0 {
            throw StartError.isOfServer
        }
        return try SQLiteDatabase(path: path)
    }

    /// The office's files, in its data folder, which is made if it is not there.
    ///
    /// Throws when the database, on a server, was used with another folder before.
    package static func openFiles(_ configuration: Configuration, _ database: any Database, at now: Instant)
        throws
        -> FileStore
    {
        try makeFolder(configuration.data)
        let files = try FileStore(folder: configuration.data + "/files")
        if configuration.database != nil { try FilesFolder.require(files, of: database, at: now) }
        return files
    }

    private static func letterOffice(
        _ configuration: Configuration,
        _ database: any Database,
        _ clock: Clock,
        _ directory: OfficeDirectory
    ) throws -> LetterOffice {
        let files = try openFiles(configuration, database, at: clock.now())
        let index = try SQLiteDatabase(path: configuration.data + "/search.sqlite")
        return LetterOffice(
            database: database,
            clock: clock,
            directory: directory,
            files: files,
            // On SQLite events commit in the order of their keys; on MariaDB a slower commit may come in late.
            search: try LetterSearch(
                office: database,
                index: index,
                clock: clock,
                lagSeconds: configuration.database == nil ? 0 : 10
            ),
            previews: try PreviewStore(
                folder: configuration.data + "/previews",
                program: configuration.program
            )
        )
    }

    private static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StartError(
                "ใช้โฟลเดอร์ \(path) ไม่ได้",
                "the folder \(path) cannot be made: \(String(cString: strerror(errno)))"
            )
        }
    }
}

/// Why the program cannot start, said to the operator.
package struct StartError: Error, CustomStringConvertible {
    package let thai: String
    package let english: String

    package init(_ thai: String, _ english: String) {
        self.thai = thai
        self.english = english
    }

    package var description: String { "\(thai) / \(english)" }

    fileprivate static let isOfServer = StartError(
        "โฟลเดอร์นี้เป็นของสำนักงานที่ใช้ฐานข้อมูลบนเซิร์ฟเวอร์ ให้ระบุ --database",
        "this folder belongs to an office whose database is on a server: name it with --database"
    )
}

/// The log: lines on standard error.
package enum Log {
    @Sendable package static func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
