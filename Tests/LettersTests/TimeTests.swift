import Agencies
import App
import HTTP
import Kernel
import Registers
import SQL
import Synchronization
import TestSupport
import Testing
import ThaiText

@testable import Letters

/// An act is dated when its turn has come, so that time in a register runs one way.
struct TimeTests {
    /// 31 December 2569, 23.59 in Bangkok.
    private static let lastMinute = 350 * 86_400 + 14 * 3600 + 59 * 60

    @Test(arguments: TestDatabase.both)
    func `what waits over New Year is received in the new one`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let sent = try klang.deliver(try klang.register(), to: [try site.unit("relief")])
        site.clock.advance(seconds: Self.lastMinute)
        let nuai = try site.actor("nuai")

        let received = try StepDelivery(
            database: WaitingDatabase(site, seconds: 120),
            clock: site.clock.clock,
            directory: site.application.accounts.directory
        ).receive(Delivery.ID(rawValue: sent[0]), by: nuai)

        #expect(received.number?.year == ThaiYear(rawValue: 2570))
        #expect(received.number?.number == 1)
        #expect(received.received?.at == site.clock.now)
    }

    @Test(arguments: TestDatabase.both)
    func `every act on a letter is dated after its wait`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.actor("klang")
        let letter = Letter.ID(rawValue: try site.signIn("klang").register())
        let waiting = WaitingDatabase(site, seconds: 60)
        let clock = site.clock.clock
        let directory = site.application.accounts.directory

        let sent = try DeliverLetter(database: waiting, clock: clock, directory: directory)(
            letter,
            .init(units: [try site.unit("relief")]),
            by: klang
        )
        #expect(sent[0].sent.at == site.clock.now)
        let minute = try EndorseLetter(database: waiting, clock: clock)(letter, "ทราบ", by: klang)
        #expect(minute.at == site.clock.now)
        try VoidNumber(database: waiting, clock: clock)(
            1,
            of: ThaiYear(rawValue: 2569),
            in: try site.register("province.in"),
            because: "ลงซ้ำ",
            by: klang
        )
        let entry = try site.application.database.read {
            try RegisterEntryStore($0).entries(of: letter).first
        }
        #expect(entry?.voiding?.at == site.clock.now)
    }

    @Test(arguments: TestDatabase.both)
    func `of those who take numbers at once, the later number has the later time`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.actor("klang")
        let register = try site.register("province.in")
        let form = try RegisterLetterForm(
            { ["subject": "พร้อมกัน", "from": "กรม"][$0] },
            today: try BuddhistDay(iso: "2026-01-15").orFail("no day")
        )
        let ticks = Mutex(site.clock.now.millisecond)
        let clock = Clock {
            Instant(
                millisecond: ticks.withLock { millisecond in
                    millisecond += 1
                    return millisecond
                }
            )
        }
        let act = RegisterLetter(database: site.application.database, clock: clock)

        try inParallel(16) { _ in
            for _ in 1...8 { _ = try act(form, in: register, by: klang) }
        }

        let times = try site.application.database.read { db in
            try db.rows("SELECT issued_at FROM register_entry ORDER BY number").map {
                try $0.get("issued_at") as Int
            }
        }
        #expect(times.count == 128)
        #expect(times == times.sorted())
    }
}

/// A database whose writers wait for each other, while the clock goes on.
private struct WaitingDatabase: Database {
    let base: any Database
    let clock: TestClock
    let seconds: Int

    init(_ site: TestSite, seconds: Int) {
        base = site.application.database
        clock = site.clock
        self.seconds = seconds
    }

    var dialect: Dialect { base.dialect }

    func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result { try base.read(work) }

    func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        clock.advance(seconds: seconds)
        return try base.write(work)
    }
}
