import Agencies
import App
import Digests
import Glibc
import Kernel
import Letters
import Passwords
import SQL
import TestSupport
import Testing
import ThaiText

/// The sample office is one in which people can try everything.
struct SampleTests {
    @Test func `a year of sample letters agrees with itself`() throws {
        let (site, report) = try office(letters: 20)
        let check = try OfficeCheck(
            database: site.application.database,
            data: site.application.configuration.data
        ).run()
        #expect(check.isSound, "\(check.lines)")
        #expect(report.letters == 20)
        #expect(report.obstacle == nil)
    }

    @Test func `the newest letter carries its own words as PDF, kept byte for byte`() throws {
        let (site, _) = try office(letters: 3)
        let (letter, attachments) = try site.application.database.read { db in
            let newest = try db.rows("SELECT id FROM letter ORDER BY registered_at DESC LIMIT 1")
            let id: Letter.ID = try newest[0].get("id")
            return (
                try LetterStore(db).find(id).orFail("no letter"), try AttachmentStore(db).attachments(of: id)
            )
        }
        let file = try attachments.first.orFail("no file")
        let bytes = readFile(site.application.office.files.path(of: file.sha256))
        #expect(bytes.starts(with: Array("%PDF".utf8)))
        #expect(file.mediaType == "application/pdf")
        #expect(SHA256.hash(bytes).hex == file.sha256)
        // The subject stands in the file's description, which is not compressed.
        #expect(String(decoding: bytes, as: UTF8.self).contains(letter.particulars.subject))
    }

    @Test func `every letter that lies on a desk has a file, and some have a second`() throws {
        let (site, _) = try office(letters: 80)
        let (bare, second) = try site.application.database.read { db in
            (
                try db.rows(
                    """
                    SELECT d.id FROM delivery d LEFT JOIN attachment a ON a.letter_id = d.letter_id
                    WHERE d.end_kind IS NULL AND a.id IS NULL
                    """
                ).count,
                try db.rows("SELECT letter_id FROM attachment GROUP BY letter_id HAVING COUNT(*) = 2").count
            )
        }
        #expect(bare == 0)
        #expect(second > 0)
    }

    // A Monday before opening, a Wednesday at noon, a Friday night and a Sunday.
    @Test(arguments: [
        "2026-01-12T00:10", "2026-01-14T05:00", "2026-01-16T13:00", "2026-01-18T05:00",
    ])
    func `everything is done in office hours and nothing in the future`(_ utc: String) throws {
        let day = try BuddhistDay(iso: String(utc.prefix(10))).orFail("no day")
        let clock = try utc.suffix(5).split(separator: ":").map { try Int($0).orFail("no number") }
        let end = Instant(millisecond: (day.number * 86_400 + clock[0] * 3600 + clock[1] * 60) * 1000)
        let (site, _) = try office(letters: 16, until: end)
        let moments = try site.application.database.read { db in
            try db.rows("SELECT happened_at FROM event WHERE letter_id IS NOT NULL").map {
                try $0.get("happened_at") as Instant
            }
        }
        #expect(moments.count > 60)
        for moment in moments {
            let time = BangkokTime(millisecond: moment.millisecond)
            #expect((830..<1630).contains(time.hour * 100 + time.minute), "\(moment.iso8601)")
            #expect((time.day.number + 3) % 7 < 5, "\(moment.iso8601) is at a weekend")
            #expect(moment < end)
        }
    }

    @Test func `the numbers of every register rise with time`() throws {
        let (site, _) = try office(letters: 40)
        let rows = try site.application.database.read {
            try $0.rows(
                "SELECT register_id, issued_at FROM register_entry ORDER BY register_id, year, number"
            )
        }
        var before: (register: String, at: Int) = ("", 0)
        for row in rows {
            let (register, at): (String, Int) = (try row.get("register_id"), try row.get("issued_at"))
            if register == before.register { #expect(before.at <= at) }
            before = (register, at)
        }
    }

    @Test func `the office is made once, and a second time is refused`() throws {
        let (site, _) = try office(letters: 0)
        let again = SampleOffice(database: site.application.database, hasher: .standard)
        #expect(try again.isMade())
        #expect(throws: StartError.self) { try again.make(at: site.clock.now) }
    }

    @Test(arguments: TestDatabase.both)
    func `an attempt that fails in the middle leaves no office behind, and the next succeeds`(
        _ kind: TestDatabase
    ) throws {
        let folder = try TemporaryFolder()
        let database = try kind.make()
        try database.migrate(Application.migrations)
        let sample = SampleOffice(database: database, hasher: PasswordHasher(memory: 64, passes: 1))
        let files = try FileStore(folder: folder.path + "/files")
        removeFolder(folder.path + "/files")

        #expect(throws: (any Error).self) { try sample.make(letters: 3, files: files, at: TestClock().now) }
        #expect(try !sample.isMade())

        let whole = try FileStore(folder: folder.path + "/files")
        #expect(try sample.make(letters: 3, files: whole, at: TestClock().now).letters == 3)
        let check = try OfficeCheck(database: database, data: folder.path).run()
        #expect(check.isSound, "\(check.lines)")
    }

    @Test func `the files of an office on a server stand in a folder that is made with its data folder`()
        throws
    {
        let folder = try TemporaryFolder()
        var configuration = Configuration(data: folder.path + "/new")
        configuration.database = try MariaDBServer.shared.get().makeDatabase()
        let database = try Application.openDatabase(configuration)
        try database.migrate(Application.migrations)
        let files = try Application.openFiles(configuration, database, at: TestClock().now)
        #expect(files.arrivalFolder == folder.path + "/new/files/arriving")
        #expect(access(files.arrivalFolder, W_OK) == 0)
    }

    private func office(letters: Int, until end: Instant? = nil) throws -> (TestSite, SampleLetters.Report) {
        let site = try TestSite()
        let sample = SampleLetters(
            database: site.application.database,
            made: site.made,
            directory: site.application.accounts.directory,
            files: site.application.office.files
        )
        return (site, try sample.make(letters, until: end ?? site.clock.now))
    }
}
