import Agencies
import App
import HTTP
import JSON
import Kernel
import SQL
import Synchronization
import TestSupport
import Testing

@testable import Letters

/// Many who act on one letter at once, on both databases.
struct TogetherTests {
    @Test(arguments: TestDatabase.both)
    func `what units receive at once stands in the register, all of it`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let nuai = try site.signIn("nuai")
        let groups = try site.makeGroups(12, below: "relief") { "กลุ่ม \($0)" }
        let sent = try nuai.deliver(try nuai.register(in: "relief.in"), to: groups)

        let statuses = try together(sent.count) { nuai.receive(sent[$0]) }

        #expect(statuses == Array(repeating: 200, count: 12))
        let action = (1...12).map { "กลุ่ม \($0) (ลงรับแล้ว)" }.joined(separator: " · ")
        #expect(try nuai.action(in: "relief.in") == action)
    }

    @Test(arguments: TestDatabase.both)
    func `of those who send a letter to one unit at once, one does`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = try klang.register()
        let path = "/api/v1/letters/\(letter)/deliveries"
        let relief = try site.unit("relief").rawValue

        let statuses = try together(8) { _ in
            klang.call(.post, path, ["units": [.string(relief)]]).status
        }

        #expect(statuses.sorted() == [201] + Array(repeating: 409, count: 7))
    }

    @Test(arguments: TestDatabase.both)
    func `a letter that lies twice with a unit takes one number, received at once`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        for _ in 1...6 {
            let letter = try klang.register()
            let sent = try klang.deliver(letter, to: [try site.unit("relief")])
            let twice = sent + [try again(sent[0], site)]

            #expect(try together(2) { nuai.receive(twice[$0]) } == [200, 200])

            let numbers = try nuai.call(.get, "/api/v1/letters/\(letter)").json["numbers"]?.array
            #expect(numbers?.count == 2, "the province's and the agency's")
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a letter comes to concern somebody once, however often at once`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let letters = (1...20).map { _ in Letter.ID.new(at: site.clock.now) }
        let relief = try site.unit("relief")

        try inParallel(8) { _ in
            for letter in letters {
                try site.application.database.write {
                    try LetterConcernStore($0).add(letter, unit: relief, at: site.clock.now)
                }
            }
        }

        let parties = try site.application.database.read { try LetterConcernStore($0).parties(of: letters) }
        #expect(parties.values.allSatisfy { $0 == [relief.rawValue] })
        #expect(parties.count == 20)
    }

    /// The same hop once more, as the letter may have come twice.
    private func again(_ delivery: String, _ site: TestSite) throws -> String {
        try site.application.database.write { db in
            let first = try DeliveryStore(db).find(Delivery.ID(rawValue: delivery)).orFail("no hop")
            let id = Delivery.ID.new(at: site.clock.now)
            try DeliveryStore(db).insert(
                Delivery(
                    id: id,
                    letter: first.letter,
                    fromUnit: first.fromUnit,
                    toUnit: first.toUnit,
                    toPerson: nil,
                    note: "",
                    sent: first.sent,
                    opened: nil,
                    received: nil,
                    number: nil,
                    ended: nil,
                    acknowledged: nil
                )
            )
            return id.rawValue
        }
    }

    /// What each of so many threads came to.
    private func together(_ count: Int, _ act: @escaping @Sendable (Int) -> Int) throws -> [Int] {
        let all = Mutex<[Int]>([])
        try inParallel(count) { index in
            let one = act(index)
            all.withLock { $0.append(one) }
        }
        return all.withLock { $0 }
    }
}
