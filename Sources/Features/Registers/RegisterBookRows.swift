import Agencies
import HTML
import Kernel
import SQL
import ThaiText
import Web

/// The rows of the register books as pages show them: each line is written once until it changes, and so is each page.
struct RegisterBookRows: Sendable {
    /// A book as a person sees it.
    struct Book: Hashable {
        let register: Register.ID
        let year: ThaiYear
        let t: Language
        /// Whether each number leads to where it can be voided.
        let mayVoid: Bool
    }

    private struct Page: Hashable {
        let book: Book
        let lines: [RegisterEntry.State]
        let voiders: [String]
    }

    private struct Line: Hashable {
        let book: Book
        let state: RegisterEntry.State
        let voider: String?
    }

    /// About two hundred pages and six thousand lines.
    private let pages = KeptMarkup<Page>(bytes: 12 << 20)
    private let lines = KeptMarkup<Line>(bytes: 8 << 20)

    /// The rows of the lines in their order, with a row above each day.
    func html(
        _ states: [RegisterEntry.State],
        of book: Book,
        in register: Register,
        _ db: any Transaction
    ) throws -> HTML {
        let names = try PersonStore(db).names(Set(states.compactMap(\.voidedBy))).mapValues {
            $0.name(book.t)
        }
        let voiders = states.compactMap { $0.voidedBy.map { names[$0] ?? "" } }
        return try pages.part(Page(book: book, lines: states, voiders: voiders)) {
            let keys = states.map { state in
                Line(book: book, state: state, voider: state.voidedBy.map { names[$0] ?? "" })
            }
            let rows = try lines.parts(keys) { try Self.write($0, of: book, in: register, db) }
            return Self.byDay(states, rows, book.t)
        }
    }

    private static func write(_ keys: [Line], of book: Book, in register: Register, _ db: any Transaction)
        throws
        -> [Line: HTML]
    {
        let entries = try RegisterEntryStore(db)
            .entries(of: book.register, year: book.year, numbers: keys.map(\.state.number))
        let byNumber = Dictionary(entries.map { ($0.number, $0) }) { first, _ in first }
        var written: [Line: HTML] = [:]
        for key in keys {
            guard let entry = byNumber[key.state.number] else { continue }
            written[key] =
                RegisterBookRow(entry: entry, register: register, book: book, voider: key.voider).html
        }
        return written
    }

    private static func byDay(_ states: [RegisterEntry.State], _ rows: [HTML], _ t: Language) -> HTML {
        var day: BuddhistDay?
        func withDay(_ state: RegisterEntry.State, _ row: HTML) -> HTML {
            let own = BangkokTime(millisecond: state.issuedAt.millisecond).day
            guard own != day else { return row }
            day = own
            return "\(dayRow(own, t))\(row)"
        }
        return "\(zip(states, rows), each: withDay)"
    }

    private static func dayRow(_ day: BuddhistDay, _ t: Language) -> HTML {
        """
        <tr role="row" class="sb-book__day"><th role="cell" colspan="8"><strong>\(t.day(day))</strong></th></tr>
        """
    }
}

/// One line of the book, as a row of the table.
struct RegisterBookRow {
    let entry: RegisterEntry
    let register: Register
    let book: RegisterBookRows.Book
    /// Who gave the number up.
    let voider: String?

    private var t: Language { book.t }

    var html: HTML {
        if let voiding = entry.voiding { return voidRow(voiding) }
        let line = entry.line
        return """
            <tr role="row"><td role="cell" class="sb-book__no">\(number)</td><td role="cell" class="sb-book__fix"\(t.ofTyped)>\(letterNumber)</td><td role="cell" class="sb-book__fix">\(line.letterDate.map(t.day) ?? "")</td><td role="cell" class="sb-book__from"\(t.ofTyped)>\(line.from)</td><td role="cell" class="sb-book__to"\(t.ofTyped)>\(line.to)</td><td role="cell" class="sb-book__subject">\(speedBadge(line.speed, t)) <a href="/letters/\(entry.letter)">\(line.subjectMark(t))</a></td><td role="cell" class="sb-book__what"\(t.ofTyped)>\(line.action)</td><td role="cell" class="sb-book__what"\(t.ofTyped)>\(line.remark)</td></tr>
            """
    }

    private func voidRow(_ voiding: RegisterEntry.Voiding) -> HTML {
        let line = entry.line
        return """
            <tr role="row" class="is-void"><td role="cell" class="sb-book__no"><s>\(number)</s></td><td role="cell" class="sb-book__fix"\(t.ofTyped)>\(if: !letterNumber.isEmpty, "<s>\(letterNumber)</s>")</td><td role="cell" class="sb-book__fix">\(line.letterDate, then: { "<s>\(t.day($0))</s>" })</td><td role="cell" class="sb-book__from"\(t.ofTyped)><s>\(line.from)</s></td><td role="cell" class="sb-book__to"\(t.ofTyped)>\(if: !line.to.isEmpty, "<s>\(line.to)</s>")</td><td role="cell" class="sb-book__subject"><s><a href="/letters/\(entry.letter)">\(line.subjectMark(t))</a></s></td><td role="cell" colspan="2" class="sb-book__what"><span class="sb-state sb-state--void">\(t("ยกเลิกเลข", "Void"))</span> \(t.typed(voiding.reason)) · \(voider ?? "")</td></tr>
            """
    }

    private var letterNumber: String { LineBreaks.wholeNumber(register.letterNumber(of: entry)) }

    private var number: HTML {
        guard book.mayVoid else { return "\(t.number(entry.number))" }
        return """
            <a href="/registers/\(entry.register)/numbers/\(entry.year)/\(entry.number)" title="\(t("ดูหรือยกเลิกเลขนี้", "See or void this number"))">\(t.number(entry.number))</a>
            """
    }
}

extension RegisterEntry.Line {
    /// The subject. Secret ones are not in the book; their class stands in their place.
    func subjectMark(_ t: Language) -> HTML {
        guard secrecy == .none else { return classMark(secrecy, t) }
        return subject.isEmpty ? "\(t("(ไม่มีเรื่อง)", "(no subject)"))" : t.typed(subject)
    }
}
