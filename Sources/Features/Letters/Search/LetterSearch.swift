import Agencies
import Glibc
import Kernel
import Registers
import SQL
import Synchronization
import ThaiText
import Threads

/// Finds letters by what is written about them. Derived from the letters, and made anew at any time.
///
/// It is a database of its own beside the office's (FTS5 trigrams, so that Thai is found without word spaces),
/// fed from the events: a letter is found at once, or within a second of its act in a rush.
package final class LetterSearch: Sendable {
    private typealias Events = [EventStore.Mark]

    private let office: any Database
    private let index: any Database
    private let clock: Clock
    /// For how many seconds an event of a smaller key may still come in: none where commits are in the order of keys.
    private let lag: Int
    /// The events behind the index's position that it has taken in, and since when. The lock lets one feed at a time.
    private let young = Mutex<[Identifier<Event>: Instant]>([:])

    package init(office: any Database, index: any Database, clock: Clock, lagSeconds: Int) throws {
        self.office = office
        self.index = index
        self.clock = clock
        lag = lagSeconds
        try index.migrate(SearchStore.migrations)
    }

    /// Takes in what has happened since the last time; returns how many letters were read.
    ///
    /// Every event is taken in as soon as it is seen. The position passes it only when it has been known for the lag, so
    /// that one which was made before it and is committed after it is seen too. No act takes an hour: what happened before
    /// that is passed at once, so that a new index needs little memory and goes on where it was ended.
    @discardableResult
    package func catchUp() throws -> Int {
        try young.withLock { try takeIn(&$0, most: .max) }
    }

    /// Takes in what was done just before. The follower may be at it: that is worth a moment, but not the length of a rush.
    private func takeInBefore() throws {
        for _ in 0..<20 {
            if try young.withLockIfAvailable({ try takeIn(&$0, most: 20) }) != nil { return }
            WorkerPool.stepAside { _ = usleep(10_000) }
        }
    }

    /// Nothing when more than `most` letters of one reading wait.
    private func takeIn(_ young: inout [Identifier<Event>: Instant], most: Int) throws -> Int {
        var (count, passesAll) = (0, true)
        var place = try index.read { try SearchStore($0).lastEvent() }
        while true {
            let now = clock.now()
            let (events, documents) = try read(after: place, without: young, most: most)
            guard let last = events.last, let documents else { return count }
            let passed = events.prefix {
                passesAll
                    && (young[$0.id, default: now].adding(seconds: lag) <= now
                        || $0.at.adding(seconds: 3600) <= now)
            }
            try write(documents, position: passed.last?.id)
            // A clock that has gone back starts the lag anew.
            for event in events { young[event.id] = min(young[event.id] ?? now, now) }
            for event in passed { young[event.id] = nil }
            passesAll = passed.count == events.count
            count += documents.count
            place = last.id
        }
    }

    /// The next events, and the letters of those that are not taken in yet.
    private func read(
        after place: Identifier<Event>?,
        without known: [Identifier<Event>: Instant],
        most: Int
    ) throws -> (Events, [SearchDocument]?) {
        try office.read { db in
            let events = try EventStore(db).events(after: place, limit: 2000)
            let letters = Set(events.filter { known[$0.id] == nil }.compactMap(\.letter))
            return (events, letters.count > most ? nil : try Self.documents(of: Array(letters), db))
        }
    }

    private func write(_ documents: [SearchDocument], position: Identifier<Event>?) throws {
        guard !documents.isEmpty || position != nil else { return }
        try index.write { db in
            let store = SearchStore(db)
            for document in documents { try store.replace(document) }
            if let position { try store.setLastEvent(position) }
        }
    }

    /// The letters that the person may see and that match, newest first.
    ///
    /// What was done just before is found too, unless so much waits to be taken in that a person would notice.
    package func find(_ query: SearchQuery, for actor: Actor, limit: Int, before: Letter.ID? = nil) throws
        -> SearchPage
    {
        guard !actor.parties.isEmpty else { return SearchPage(hits: [], next: nil) }
        // An index that cannot be written, as on a full disk, can still be read; its follower says what is wrong.
        try? takeInBefore()
        return try index.read {
            try SearchStore($0).find(
                query,
                parties: actor.parties,
                clearance: actor.clearance,
                before: before,
                limit: limit
            )
        }
    }

    private static func documents(of ids: [Letter.ID], _ db: any Transaction) throws -> [SearchDocument] {
        guard !ids.isEmpty else { return [] }
        let parties = try LetterConcernStore(db).parties(of: ids)
        let entries = try RegisterEntryStore(db).entries(of: ids)
        return try LetterStore(db).find(ids).map { letter in
            SearchDocument(letter, entries: entries[letter.id] ?? [], parties: parties[letter.id] ?? [])
        }
    }
}

/// What was asked: free words, or any of the seven fields (TRK-01), in a year or in all.
package struct SearchQuery: Equatable, Sendable {
    /// Words that may stand in any field.
    package var words = ""
    /// เลขที่
    package var letterNumber = ""
    /// ลงวันที่
    package var letterDate: BuddhistDay?
    /// วันที่ลงรับ
    package var receivedOn: BuddhistDay?
    /// เลขทะเบียนรับ
    package var number: Int?
    /// เรื่อง
    package var subject = ""
    /// จาก
    package var from = ""
    /// ถึง
    package var to = ""
    /// The year in which it was registered (TRK-07).
    package var year: ThaiYear?

    package init() {}

    package var isEmpty: Bool { self == SearchQuery() }
}

/// One page of what was found.
package struct SearchPage: Sendable {
    package let hits: [Letter.ID]
    /// The letter after which the next page begins; nil at the end.
    package let next: Letter.ID?
}
