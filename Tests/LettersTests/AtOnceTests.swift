import Agencies
import App
import Glibc
import HTTP
import JSON
import Kernel
import Registers
import SQL
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Letters

/// Two requests at one moment come to what one after the other would, on both databases.
struct AtOnceTests {
    @Test(arguments: TestDatabase.both)
    func `a form that arrives twice at one moment is one letter, one file and one sending`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let book = try site.register("province.in")
        let relief = try site.unit("relief").rawValue
        let files = [(name: "หนังสือ.pdf", content: Array("%PDF-1.4\nx".utf8))]

        for round in 1...8 {
            let form: Fields = [
                "subject": "ขอเชิญประชุม \(round)", "from": "กรม", "unit": relief, "once": "form \(round)",
            ]
            let answers = Mutex<[Response]>([])
            try inParallel(2) { _ in
                let answer = klang.send("/registers/\(book)/letters", form, files: files)
                answers.withLock { $0.append(answer) }
            }

            #expect(answers.withLock { $0.map(\.status) } == [303, 303])
            let page = try klang.call(.get, "/api/v1/registers/\(book)/letters").json["items"]?.array
            #expect(page?.count == round)
            let letter = try (page?.first?["id"]?.string).orFail("no letter")
            let kept = try klang.call(.get, "/api/v1/letters/\(letter)").json
            #expect(kept["attachments"]?.array?.count == 1)
            #expect(kept["route"]?.array?.count == 1)
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a minute that is sent twice is written once`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try klang.register()
        let path = "/letters/\(letter)/endorsements"

        try inParallel(3) { _ in _ = klang.send(path, ["text": "ทราบ", "once": "one"]) }
        let headers: Headers = ["idempotency-key": "two"]
        let answers = (1...2).map { _ in
            klang.call(.post, "/api/v1\(path)", ["text": "ดำเนินการ"], headers: headers)
        }

        let minutes = try klang.call(.get, "/api/v1/letters/\(letter)").json["endorsements"]?.array
        #expect(minutes?.map { $0["text"] } == ["ทราบ", "ดำเนินการ"])
        #expect(answers.map(\.status) == [201, 201] && answers[0].text == answers[1].text)
        let other = klang.call(.post, "/api/v1\(path)", ["text": "อีกข้อความ"], headers: headers)
        #expect(other.status == 422)
    }

    @Test(arguments: TestDatabase.both)
    func `a file that is sent twice by its form is attached once`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try klang.register()
        let files = [(name: "หนังสือ.pdf", content: Array("%PDF-1.4\nx".utf8))]

        try inParallel(3) { _ in
            _ = klang.send("/letters/\(letter)/attachments", Fields(), files: files)
        }

        let kept = try klang.call(.get, "/api/v1/letters/\(letter)").json["attachments"]?.array
        #expect(kept?.count == 1)
    }

    @Test(arguments: TestDatabase.both)
    func `of receiving and taking back at one moment the later is told that it is too late`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        for _ in 1...10 {
            let hop = try klang.deliver(try klang.register(), to: [try site.unit("relief")])[0]
            let statuses = Mutex<[Int]>([])
            try inParallel(2) { place in
                let client = place == 0 ? nuai : klang
                let step = place == 0 ? "receipt" : "recall"
                let status = client.call(.post, "/api/v1/deliveries/\(hop)/\(step)").status
                statuses.withLock { $0.append(status) }
            }
            #expect(statuses.withLock { $0.sorted() } == [200, 409])
        }
    }

    /// SQLite has one writer, so there nothing happens in between.
    @Test func `who sends a letter while its number is made void waits and is refused`() throws {
        let site = try TestSite(on: .mariadb)
        let klang = try site.signIn("klang")
        let letter = try klang.register()
        let book = try site.register("province.in")
        let person = try site.person("klang")
        let relief = try site.unit("relief").rawValue
        let (made, sending, release) = (ThreadSemaphore(), ThreadSemaphore(), ThreadSemaphore())
        let status = Mutex(0)

        try inParallel(3) { place in
            switch place {
            case 0:
                try site.application.database.write { db in
                    try db.execute(
                        """
                        UPDATE register_entry SET voided_at = \(site.clock.now), voided_by = \(person),
                            void_reason = 'ออกเลขซ้ำ'
                        WHERE register_id = \(book)
                        """
                    )
                    made.signal()
                    release.wait()
                }
            case 1:
                made.wait()
                sending.signal()
                let path = "/api/v1/letters/\(letter)/deliveries"
                let answer = klang.call(.post, path, ["units": [.string(relief)]]).status
                status.withLock { $0 = answer }
            default:
                sending.wait()
                // Long enough for an act that does not wait.
                usleep(300_000)
                release.signal()
            }
        }

        #expect(status.withLock { $0 } == 409)
    }
}
