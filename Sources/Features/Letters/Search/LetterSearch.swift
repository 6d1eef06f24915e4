import Agencies
import Kernel
import Registers
import SQL
import Synchronization
import ThaiText

/// Finds letters by what is written about them. Derived from the letters, and made anew at any time.
///
/// It is a database of its own beside the office's (FTS5 trigrams, so that Thai is found without word spaces),
/// fed from the events: a letter is found within a second of its act.
package final class LetterSearch: Sendable {
    private let office: any Database
    private let index: any Database
    /// How far behind the newest event it stays: none where commits are in the order of keys (one writer).
    private let lag: Int
    private let feeding = Mutex(())

    package init(office: any Database, index: any Database, lagSeconds: Int) throws {
        self.office = office
        self.index = index
        lag = lagSeconds
        try index.migrate(SearchStore.migrations)
    }

    /// Takes in what has happened since the last time; returns how many letters were read.
    @discardableResult
    package func catchUp() throws -> Int {
        try feeding.withLock { _ in
            var count = 0
            while true {
                let done = try feedBatch()
                if done == 0 { return count }
                count += done
            }
        }
    }

    private func feedBatch() throws -> Int {
        let last = try index.read { try SearchStore($0).lastEvent() }
        let (documents, event) = try office.read { db in
            let (letters, event) = try EventStore(db).letters(after: last, limit: 2000)
            return (try Self.documents(of: letters, db), event)
        }
        guard let event else { return 0 }
        try index.write { db in
            let store = SearchStore(db)
            for document in documents { try store.replace(document) }
            try store.setLastEvent(event)
        }
        return max(documents.count, 1)
    }

    /// The letters that the person may see and that match, newest first.
    package func find(_ query: SearchQuery, for actor: Actor, limit: Int, before: Int? = nil) throws
        -> SearchPage
    {
        guard !actor.parties.isEmpty else { return SearchPage(hits: [], next: nil) }
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
        return try LetterStore(db).find(ids).map { letter in
            let entries = try RegisterEntryStore(db).entries(of: letter.id)
            return SearchDocument(letter, entries: entries, parties: parties[letter.id] ?? [])
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
    /// Where the next page begins; nil at the end.
    package let next: Int?
}
