import Agencies
import HTML
import Kernel
import SQL
import ThaiText
import Web

/// The lines of the register books as pages show them, each written once until it changes.
struct RegisterBookLines: Sendable {
    /// One line of a book, ready to be shown.
    struct Line {
        let number: Int
        /// When the number was taken.
        let day: BuddhistDay
        let html: HTML
    }

    /// All that the markup of a line shows.
    private struct Key: Hashable {
        let state: RegisterEntry.State
        let language: Language
        let mayVoid: Bool
        let voider: String?
    }

    /// About twelve thousand lines.
    private let kept = KeptMarkup<Key>(bytes: 16 << 20)

    /// The lines in the order of the states, which all stand in one register and year.
    func lines(_ states: [RegisterEntry.State], _ t: Language, mayVoid: Bool, _ db: any Transaction) throws
        -> [Line]
    {
        let voiders = try PersonStore(db).names(Set(states.compactMap(\.voidedBy)))
        let keys = states.map { state in
            Key(
                state: state,
                language: t,
                mayVoid: mayVoid,
                voider: state.voidedBy.map { voiders[$0]?.name(t) ?? "" }
            )
        }
        let parts = try kept.parts(keys) { try Self.write($0, db) }
        return zip(states, parts).map { state, part in
            Line(
                number: state.number,
                day: BangkokTime(millisecond: state.issuedAt.millisecond).day,
                html: part
            )
        }
    }

    private static func write(_ keys: [Key], _ db: any Transaction) throws -> [Key: HTML] {
        guard let first = keys.first?.state else { return [:] }
        let entries = try RegisterEntryStore(db)
            .entries(of: first.register, year: first.year, numbers: keys.map(\.state.number))
        let byNumber = Dictionary(entries.map { ($0.number, $0) }) { first, _ in first }
        var written: [Key: HTML] = [:]
        for key in keys {
            guard let entry = byNumber[key.state.number] else { continue }
            written[key] =
                RegisterBookRow(entry: entry, t: key.language, mayVoid: key.mayVoid, voider: key.voider).html
        }
        return written
    }
}

/// One line of the book, as a row of the table.
struct RegisterBookRow {
    let entry: RegisterEntry
    let t: Language
    /// Whether the number leads to where it can be voided.
    let mayVoid: Bool
    /// Who gave the number up.
    let voider: String?

    var html: HTML {
        if let voiding = entry.voiding { return voidRow(voiding) }
        let line = entry.line
        return """
            <tr role="row"><td role="cell" class="sb-book__no">\(number)</td><td role="cell" class="sb-book__fix">\(line.letterNumber)</td><td role="cell" class="sb-book__fix">\(line.letterDate.map(t.day) ?? "")</td><td role="cell" class="sb-book__from">\(line.from)</td><td role="cell" class="sb-book__to">\(line.to)</td><td role="cell" class="sb-book__subject">\(speedBadge(line.speed, t)) \(secrecyBadge(line.secrecy, t)) <a href="/letters/\(entry.letter)">\(subject)</a></td><td role="cell" class="sb-book__what">\(line.action)</td><td role="cell" class="sb-book__what">\(line.remark)</td></tr>
            """
    }

    private func voidRow(_ voiding: RegisterEntry.Voiding) -> HTML {
        let line = entry.line
        return """
            <tr role="row" class="is-void"><td role="cell" class="sb-book__no"><s>\(number)</s></td><td role="cell" class="sb-book__fix"><s>\(line.letterNumber)</s></td><td role="cell" class="sb-book__fix"><s>\(line.letterDate.map(t.day) ?? "")</s></td><td role="cell" class="sb-book__from"><s>\(line.from)</s></td><td role="cell" class="sb-book__to"><s>\(line.to)</s></td><td role="cell" class="sb-book__subject"><s>\(subject)</s></td><td role="cell" colspan="2" class="sb-book__what"><span class="sb-state sb-state--void">\(t("ยกเลิกเลข", "Void"))</span> \(voiding.reason) · \(voider ?? "")</td></tr>
            """
    }

    /// Secret subjects are not in the book; a word stands in their place.
    private var subject: String {
        entry.line.subject.isEmpty ? t("(ไม่มีเรื่อง)", "(no subject)") : entry.line.subject
    }

    private var number: HTML {
        guard mayVoid else { return "\(t.number(entry.number))" }
        return """
            <a href="/registers/\(entry.register)/numbers/\(entry.year)/\(entry.number)" title="\(t("ดูหรือยกเลิกเลขนี้", "See or void this number"))">\(t.number(entry.number))</a>
            """
    }
}
