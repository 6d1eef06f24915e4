import Agencies
import DocumentPreview
import Kernel
import Registers
import SQL
import ThaiText

/// What the addresses of letters share: the database, the clock, the files, the search, and how a letter is read.
package struct LetterOffice: Sendable {
    package let database: any Database
    package let clock: Clock
    package let directory: OfficeDirectory
    package let files: FileStore
    package let search: LetterSearch
    package let previews: PreviewStore

    package init(
        database: any Database,
        clock: Clock,
        directory: OfficeDirectory,
        files: FileStore,
        search: LetterSearch,
        previews: PreviewStore
    ) {
        self.database = database
        self.clock = clock
        self.directory = directory
        self.files = files
        self.search = search
        self.previews = previews
    }

    package func today() -> BuddhistDay { BangkokTime(millisecond: clock.now().millisecond).day }

    var attaching: AttachFile { AttachFile(database: database, clock: clock, files: files) }

    var sending: DeliverLetter { DeliverLetter(database: database, clock: clock, directory: directory) }

    var editing: EditPickList { EditPickList(database: database, clock: clock) }

    var steps: StepDelivery { StepDelivery(database: database, clock: clock, directory: directory) }

    /// A letter with all that its page shows; that it was opened is recorded when it is new on the person's desk.
    package func view(of letter: Letter.ID, for actor: Actor) throws -> LetterView {
        let desk = try database.read { try LetterOnDesk(letter, for: actor, $0) }
        try steps.open(desk.route.filter { desk.opens($0, actor) }, of: letter, by: actor)
        return try database.read { try LetterView(letter, for: actor, $0, directory: directory) }
    }

    /// A letter as `view` gives it, without having been opened.
    func glance(at letter: Letter.ID, for actor: Actor) throws -> LetterView {
        try database.read { try LetterView(letter, for: actor, $0, directory: directory) }
    }

    /// Letters that are likely the same and that the person may see (TRK-18).
    package func duplicates(of about: Letter.Particulars, for actor: Actor) throws -> [LetterSummary] {
        try database.read { db in
            try summaries(try LetterStore(db).likely(same: about, for: actor, limit: 5), for: actor, db)
        }
    }

    package func search(
        _ query: SearchQuery,
        for actor: Actor,
        limit: Int,
        before: Letter.ID?
    ) throws -> (letters: [LetterSummary], next: Letter.ID?) {
        let page = try search.find(query, for: actor, limit: limit, before: before)
        let letters = try database.read { db in
            // The index may lag behind the rights; the office's own tables decide.
            let seen = try LetterConcernStore(db).concerning(actor, of: page.hits)
            let found = try LetterStore(db).find(page.hits).filter {
                seen.contains($0.id) && actor.clearance >= $0.particulars.secrecy
            }
            let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
            return try summaries(
                page.hits.compactMap { byID[$0] },
                for: actor,
                numbered: SearchConditions.numbers(of: query),
                db
            )
        }
        return (letters, page.next)
    }

    func summaries(
        _ letters: [Letter],
        for actor: Actor,
        numbered wanted: [SearchConditions.Number] = [],
        _ db: any Transaction
    ) throws -> [LetterSummary] {
        let registers = Dictionary(try RegisterStore(db).all().map { ($0.id, $0) }) { first, _ in first }
        let entries = try RegisterEntryStore(db).entries(of: letters.map(\.id))
        return letters.map { letter in
            let numbers = (entries[letter.id] ?? []).shown(registers)
            let nearest = numbers.nearest(to: actor)
            let matching = numbers.filter { shown in wanted.contains { $0.isThat(of: shown.entry) } }
            let isNearest = nearest.map(matching.contains) ?? false
            return LetterSummary(
                letter: letter,
                number: nearest,
                matched: isNearest ? nil : matching.nearest(to: actor)
            )
        }
    }
}

/// A letter as one line of a list.
package struct LetterSummary: Sendable {
    package let letter: Letter
    /// Its number in the register nearest to the person.
    package let number: ShownNumber?
    /// The number by which it was looked for, where that is not the same.
    var matched: ShownNumber?
}

/// A number of a letter with how it is printed.
package struct ShownNumber: Equatable, Sendable {
    package let register: Register
    package let entry: RegisterEntry

    package var display: String { register.display(entry.number, entry.year) }

    /// Whether it was given up (ยกเลิกเลข).
    package var isVoid: Bool { entry.voiding != nil }
}

extension [RegisterEntry] {
    func shown(_ registers: [Register.ID: Register]) -> [ShownNumber] {
        compactMap { entry in registers[entry.register].map { ShownNumber(register: $0, entry: entry) } }
    }
}

extension [ShownNumber] {
    /// The number by which a person knows the letter: the own unit's, else that of a unit for which they look, else the
    /// first. A void one is shown only where its units have no other.
    func nearest(to actor: Actor) -> ShownNumber? {
        let standing = filter { !$0.isVoid }
        return standing.last { $0.entry.unit == actor.unit }
            ?? standing.last { actor.sight.contains($0.entry.unit) }
            ?? last { actor.sight.contains($0.entry.unit) } ?? standing.first ?? first
    }
}
