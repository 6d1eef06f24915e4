import Agencies
import App
import Kernel
import SQL
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Letters

/// The index misses no letter, whatever the order in which acts commit.
struct SearchFollowingTests {
    /// On SQLite acts commit one after the other, in the order of their keys.
    @Test func `a letter whose act commits behind a later one is found too`() throws {
        let site = try TestSite(on: .mariadb)
        let index = try TestDatabase.sqlite.make()
        let search = try search(site, index)
        let klang = try site.actor("klang")
        let (made, release) = (ThreadSemaphore(), ThreadSemaphore())

        try inParallel(2) { place in
            if place == 0 {
                try site.application.database.write { db in
                    try enter("มาช้า", klang, site, db)
                    made.signal()
                    release.wait()
                }
            } else {
                defer { release.signal() }
                made.wait()
                try site.application.database.write { try enter("มาทัน", klang, site, $0) }
                try search.catchUp()
                site.clock.advance(seconds: 9)
                try search.catchUp()
                guard try found("มาทัน", search, klang) == 1, try found("มาช้า", search, klang) == 0 else {
                    throw TestFailure("what is committed is found at once, and nothing else")
                }
            }
        }

        let restarted = try self.search(site, index)
        for search in [search, restarted] { try search.catchUp() }
        #expect(try found("มาช้า", search, klang) == 1)
        #expect(try found("มาทัน", search, klang) == 1)
    }

    @Test(arguments: TestDatabase.both)
    func `the position goes on when the lag is over, and no letter is read twice`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let index = try TestDatabase.sqlite.make()
        let search = try search(site, index)
        let klang = try site.actor("klang")
        let before = try position(index)
        try site.application.database.write { try enter("ขอเชิญประชุม", klang, site, $0) }

        #expect(try search.catchUp() == 1)
        #expect(try search.catchUp() == 0)
        #expect(try position(index) == before)
        site.clock.advance(seconds: -3600)
        #expect(try search.catchUp() == 0)
        site.clock.advance(seconds: 10)
        #expect(try search.catchUp() == 0)

        let newest = try site.application.database.read {
            try EventStore($0).events(after: nil, limit: 100).last?.id
        }
        #expect(try position(index) == newest)
        #expect(try self.search(site, index).catchUp() == 0)
    }

    /// A new index of an old office: nothing of it waits for the lag, so what was read is not read again after a restart.
    @Test(arguments: TestDatabase.both)
    func `what happened long ago is passed at once`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let klang = try site.actor("klang")
        try site.application.database.write { try enter("ขอเชิญประชุม", klang, site, $0) }
        site.clock.advance(seconds: 3601)
        let index = try TestDatabase.sqlite.make()

        #expect(try search(site, index).catchUp() == 1)

        let newest = try site.application.database.read { try EventStore($0).newest() }
        #expect(try position(index) == newest)
        #expect(try search(site, index).catchUp() == 0)
    }

    @Test func `an index that cannot be written is read all the same`() throws {
        let site = try TestSite()
        let klang = try site.actor("klang")
        try site.application.database.write { try enter("ขอเชิญประชุม", klang, site, $0) }
        let index = FullDisk(base: try TestDatabase.sqlite.make())
        let search = try search(site, index)
        try search.catchUp()
        index.isFull.store(true, ordering: .relaxed)
        try site.application.database.write { try enter("อีกฉบับ", klang, site, $0) }

        #expect(throws: SQLError.self) { try search.catchUp() }
        #expect(try found("ขอเชิญประชุม", search, klang) == 1)
    }

    private func search(_ site: TestSite, _ index: any Database) throws -> LetterSearch {
        try LetterSearch(
            office: site.application.database,
            index: index,
            clock: site.clock.clock,
            lagSeconds: 10
        )
    }

    private func position(_ index: any Database) throws -> Identifier<Event>? {
        try index.read { try SearchStore($0).lastEvent() }
    }

    private func found(_ words: String, _ search: LetterSearch, _ actor: Actor) throws -> Int {
        var query = SearchQuery()
        query.words = words
        return try search.find(query, for: actor, limit: 10).hits.count
    }

    private func enter(_ subject: String, _ actor: Actor, _ site: TestSite, _ db: any Transaction) throws {
        let now = site.clock.now
        var about = Letter.Particulars()
        about.subject = subject
        let letter = Letter(
            id: .new(at: now),
            owner: actor.unit,
            registeredAt: now,
            registeredBy: actor.id,
            particulars: about
        )
        try LetterStore(db).insert(letter)
        try LetterConcernStore(db).insert(letter.id, unit: actor.unit, at: now)
        try EventStore(db).record(Event("letter.registered", at: now, by: actor, letter: letter.id))
    }
}

/// A database that can be read, and from a moment on no more be written.
private final class FullDisk: Database {
    let isFull = Atomic(false)
    private let base: any Database

    init(base: any Database) { self.base = base }

    var dialect: Dialect { base.dialect }

    func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result { try base.read(work) }

    func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result {
        guard !isFull.load(ordering: .relaxed) else { throw SQLError(.failed, "the disk is full") }
        return try base.write(work)
    }
}
