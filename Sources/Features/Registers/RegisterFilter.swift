import HTTP
import Kernel
import SQL
import ThaiText
import Web

/// Which lines of a register's year are asked for. All of it stands in the address of the page, in words.
package struct RegisterFilter: Equatable, Sendable {
    /// Views that a click opens.
    package enum View: String, CaseIterable, Sendable {
        case all
        /// Registered today.
        case today
        /// Registered since Monday.
        case week
        /// Nothing stands in การปฏิบัติ yet, and the number is not void.
        case undone
        /// The number was given up.
        case void

        func name(_ t: Language) -> String {
            switch self {
            case .all: t("ทั้งหมด", "All")
            case .today: t("วันนี้", "Today")
            case .week: t("สัปดาห์นี้", "This week")
            case .undone: t("ยังไม่ดำเนินการ", "Not dealt with")
            case .void: t("ยกเลิกเลข", "Void")
            }
        }
    }

    package var view = View.all
    /// Each stands somewhere in the line, whichever digits it is written in; a number also is that of the line.
    package var words: [String] = []
    /// Registered on this day or later.
    package var from: BuddhistDay?
    /// Registered on this day or earlier.
    package var to: BuddhistDay?
    package var speed: Speed?

    package init() {}

    /// Takes `view`, `words`, `from`, `to` and `speed` of an address. Throws a refusal that names all that is wrong.
    package init(_ query: Fields) throws {
        let (filter, refusal) = Self.read(query)
        if let refusal { throw refusal }
        self = filter
    }

    /// What of an address is a filter, and a refusal that names what is none.
    static func read(_ query: Fields) -> (filter: RegisterFilter, refusal: UserError?) {
        var filter = RegisterFilter()
        var reader = FieldReader { query[$0] }
        if let word = query["view"], !word.isEmpty {
            if let view = View(rawValue: word) {
                filter.view = view
            } else {
                let views = View.allCases.map(\.rawValue).joined(separator: ", ")
                reader.complain("view", "ไม่มีมุมมองนี้ เลือกได้: \(views)", "There is no such view: \(views)")
            }
        }
        filter.words = reader.text("words", most: longestWords).split(separator: " ").map(String.init)
        filter.from = reader.day("from", named: ("ตั้งแต่", "From"))
        filter.to = reader.day("to", named: ("ถึงวันที่", "Until"))
        // In an address classes stand as words, not as the numbers of a form.
        if query["speed"].flatMap({ Int($0) }) == nil {
            filter.speed = reader.choice("speed")
        } else {
            let speeds = Speed.taken.joined(separator: ", ")
            reader.complain("speed", "ไม่มีชั้นความเร็วนี้ เลือกได้: \(speeds)", "There is no such speed: \(speeds)")
        }
        if let from = filter.from, let to = filter.to, to < from {
            reader.complain("to", "วันสุดท้ายต้องไม่ก่อนวันแรก", "The last day must not be before the first")
        }
        let complaints = reader.complaints
        return (filter, complaints.isEmpty ? nil : UserError(complaints: complaints, holdingUp: .showing))
    }

    /// The most characters of all words together.
    static let longestWords = 200

    /// Whether all lines pass.
    package var isEmpty: Bool { self == RegisterFilter() }

    /// Whether more than a view is asked for.
    var isNarrowed: Bool { !words.isEmpty || from != nil || to != nil || speed != nil }

    /// Whether each line must be looked at; days alone tell the numbers at once.
    var looksAtLines: Bool { !words.isEmpty || speed != nil || view == .undone || view == .void }

    /// The days on which the lines were registered; nil where nothing limits them.
    func days(today: BuddhistDay) -> (from: BuddhistDay?, to: BuddhistDay?) {
        let first: BuddhistDay? =
            switch view {
            case .today: today
            case .week: today.adding(days: -((today.number + 3) % 7))  // 1 January 1970 was a Thursday
            case .all, .undone, .void: nil
            }
        return ([first, from].compactMap(\.self).max(), to)
    }

    /// What a line must be, whatever its number.
    var conditions: SQL {
        var parts: [SQL] = words.map(Self.condition(of:))
        if let speed { parts.append("speed = \(speed)") }
        switch view {
        case .undone: parts.append("action_taken = '' AND voided_at IS NULL")
        case .void: parts.append("voided_at IS NOT NULL")
        case .all, .today, .week: break
        }
        return parts.isEmpty ? "" : " AND \(SQL.joined(parts, separator: " AND "))"
    }

    private static func condition(of word: String) -> SQL {
        let columns: [SQL] = [
            "letter_number", "sender", "addressee", "subject", "action_taken", "remark",
        ]
        let spellings = Set([word, ThaiDigits.thai(word), ThaiDigits.arabic(word)].map { $0.lowercased() })
        var ways = columns.flatMap { column in
            spellings.sorted().map { "LOWER(\(column)) LIKE \(pattern($0)) ESCAPE '!'" as SQL }
        }
        if let number = Int(ThaiDigits.arabic(word)), number <= Int32.max {
            ways.append("number = \(number)")
        }
        return "(\(SQL.joined(ways, separator: " OR ")))"
    }

    private static func pattern(_ word: String) -> String {
        "%\(word.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_"))%"
    }
}
