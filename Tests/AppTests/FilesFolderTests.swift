import App
import Glibc
import Kernel
import SQL
import TestSupport
import Testing

/// A database on a server has its files in one folder, and is served with that folder only.
struct FilesFolderTests {
    private let folder: TemporaryFolder
    private let address: String
    private let database: any Database

    init() throws {
        folder = try TemporaryFolder()
        address = try MariaDBServer.shared.get().makeDatabase()
        var configuration = Configuration(data: folder.path)
        configuration.database = address
        database = try Application.openDatabase(configuration)
        try database.migrate(Application.migrations)
    }

    @Test func `a second folder is refused, and the first goes on`() throws {
        try use("first")
        let refusal = #expect(throws: StartError.self) { try use("second") }
        #expect(refusal?.english.contains("does not hold the files") == true)
        #expect(throws: StartError.self) { try Application(configuration("second")) }
        try use("first")
    }

    @Test func `a folder of a database on a server is not served without it`() throws {
        try use("first")
        let refusal = #expect(throws: StartError.self) {
            try Application(Configuration(data: path("first")))
        }
        #expect(refusal?.english.contains("--database") == true)
        #expect(access(path("first/saraban.sqlite"), F_OK) != 0)
    }

    @Test func `files restored into another folder are taken, and a folder without their mark is not`()
        throws
    {
        try use("first")
        try #require(mkdir(path("restored"), 0o700) == 0)
        try #require(rename(path("first/files"), path("restored/files")) == 0)
        try use("restored")

        try #require(unlink(path("restored/files/mark")) == 0)
        #expect(throws: StartError.self) { try use("restored") }
    }

    @Test func `a mark that was set before the power went is the folder's mark`() throws {
        try #require(mkdir(path("first"), 0o700) == 0)
        let mark = try FileStore(folder: path("first/files")).mark(orSet: "set before")
        try use("first")
        #expect(try FileStore(folder: path("first/files")).mark() == mark)
    }

    private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    private func use(_ name: String) throws {
        _ = try Application.openFiles(configuration(name), database, at: TestClock().now)
    }

    private func configuration(_ name: String) -> Configuration {
        var configuration = Configuration(data: path(name))
        configuration.database = address
        return configuration
    }
}
