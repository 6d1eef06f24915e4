import SQL
import Synchronization
import TestSupport
import Testing

/// Numbers taken by many at once, and work that fails among work that does not.
@Suite(.timeLimit(.minutes(5)))
struct NumberTests {
    @Test(arguments: TestDatabase.both)
    func `64 threads take from 8 counters without gap or duplicate`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable, .takenTable])
        let taken = Mutex<[String: [Int]]>([:])

        try inParallel(64) { thread in
            for turn in 0..<24 {
                let counter = "counter-\((thread + turn) % 8)"
                let number = try database.write { try takeNumber(from: counter, $0) }
                taken.withLock { $0[counter, default: []].append(number) }
            }
        }

        #expect(taken.withLock { $0.count } == 8)
        for (counter, numbers) in taken.withLock({ $0 }) {
            #expect(numbers.sorted() == Array(1...192), "\(counter)")
        }
        let rows = try database.read {
            try $0.rows("SELECT COUNT(*) AS count, MAX(last) AS last FROM counter, taken")
        }
        #expect(try rows[0].get("count") == 8 * 64 * 24)
        #expect(try rows[0].get("last") == 192)
    }

    @Test(arguments: TestDatabase.both)
    func `work that fails takes no number and disturbs nobody`(kind: TestDatabase) throws {
        let database = try kind.make(with: [.counterTable, .takenTable])
        let kept = Mutex<[Int]>([])

        try inParallel(32) { thread in
            for turn in 0..<16 {
                do {
                    let number = try database.write { db in
                        let number = try takeNumber(from: "a", db)
                        if (thread + turn) % 3 == 0 { throw Refusal() }
                        if (thread + turn) % 3 == 1 {
                            try db.execute("INSERT INTO taken (counter, number) VALUES ('a', \(number))")
                        }
                        return number
                    }
                    kept.withLock { $0.append(number) }
                } catch is Refusal {
                } catch let error as SQLError where error.code == .duplicate {}
            }
        }

        let numbers = kept.withLock { $0.sorted() }
        #expect(numbers == Array(1...max(numbers.count, 1)))
        let rows = try database.read { try $0.rows("SELECT number FROM taken ORDER BY number") }
        #expect(try rows.map { try $0.get("number") } == numbers)
    }

    @Test(arguments: TestDatabase.both)
    func `a transaction that locks in another order than the next still comes to its end`(kind: TestDatabase)
        throws
    {
        let database = try kind.make(with: [.counterTable])
        try database.write { try $0.execute("INSERT INTO counter (name, last) VALUES ('a', 0), ('b', 0)") }

        try inParallel(24) { thread in
            let order = thread % 2 == 0 ? ["a", "b"] : ["b", "a"]
            for _ in 1...4 {
                try database.write { db in
                    for name in order {
                        try db.execute("UPDATE counter SET last = last + 1 WHERE name = \(name)")
                    }
                }
            }
        }

        let rows = try database.read { try $0.rows("SELECT last FROM counter") }
        #expect(try rows.map { try $0.get("last") } == [96, 96])
    }
}
