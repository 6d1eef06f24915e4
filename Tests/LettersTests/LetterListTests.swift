import App
import Kernel
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Letters

/// A list of letters asks the database no more often than one letter does.
struct LetterListTests {
    @Test(arguments: TestDatabase.both)
    func `a page of what was found and the index ask as often for many letters as for one`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let actor = try site.actor("klang")
        var asked: [(index: Int, page: Int)] = []
        for count in [1, 6] {
            for _ in 1...count { _ = try klang.register("ขอเชิญประชุม") }
            let counting = CountingDatabase(base: site.application.database)
            let search = try LetterSearch(
                office: counting,
                index: try TestDatabase.sqlite.make(),
                clock: site.clock.clock,
                lagSeconds: 0
            )
            let index = try counting.count { try search.catchUp() }
            let letters = try site.application.database.read { db in
                try db.rows("SELECT id FROM letter").map { try $0.get("id") as Letter.ID }
            }
            let page = try counting.count {
                let summaries = try counting.read {
                    try site.application.office.summaries(LetterStore($0).find(letters), for: actor, $0)
                }
                #expect(summaries.allSatisfy { $0.number != nil })
            }
            asked.append((index, page))
        }
        #expect(asked[0] == asked[1])
    }
}

/// A database that counts what it is asked.
private struct CountingDatabase: Database {
    private final class Counter: Sendable { let asked = Mutex(0) }

    private struct CountingTransaction: Transaction {
        let base: any Transaction
        let counter: Counter

        var dialect: Dialect { base.dialect }

        func rows(_ query: SQL) throws -> [Row] {
            counter.asked.withLock { $0 += 1 }
            return try base.rows(query)
        }

        func execute(_ statement: SQL) throws -> Int {
            counter.asked.withLock { $0 += 1 }
            return try base.execute(statement)
        }
    }

    private let base: any Database
    private let counter = Counter()

    init(base: any Database) { self.base = base }

    var dialect: Dialect { base.dialect }

    func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        try base.read { try work(CountingTransaction(base: $0, counter: counter)) }
    }

    func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        try base.write { try work(CountingTransaction(base: $0, counter: counter)) }
    }

    /// How often the work asks.
    func count(_ work: () throws -> Void) throws -> Int {
        let before = counter.asked.withLock { $0 }
        try work()
        return counter.asked.withLock { $0 } - before
    }
}
