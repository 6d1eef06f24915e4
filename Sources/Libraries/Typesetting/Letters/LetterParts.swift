/// A part of a letter's text.
public enum BodyPart: Sendable, Equatable {
    /// Begins 2.5 cm in; its lines end at the right margin.
    case paragraph(String)
    /// Numbered ๑. ๒. ๓. unless it has a mark of its own, as in (๑) or ๑.๒.
    case item(String, mark: String?)
    /// Bold at the left, as ระเบียบวาระที่ ๑.
    case heading(String)
    /// Bold in the middle, as หมวด ๑.
    case title(String)
    /// What a meeting decided; มติที่ประชุม is printed before it.
    case resolution(String)
    /// A ruled table.
    case table(LetterTable)
}

/// A table in a letter's text.
public struct LetterTable: Sendable, Equatable {
    /// A column's head and where its texts begin.
    public struct Column: Sendable, Equatable {
        let title: String
        let alignment: Alignment

        /// A column.
        public init(_ title: String, alignment: Alignment = .leading) {
            (self.title, self.alignment) = (title, alignment)
        }
    }

    let columns: [Column]
    let rows: [[String]]

    /// A table; a row with too few texts is filled with empty ones, with too many it is cut.
    public init(columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows.map { row in
            columns.indices.map { $0 < row.count ? row[$0] : "" }
        }
    }
}

/// Who signs.
public struct Signatory: Sendable, Equatable {
    /// The full name, which is printed in parentheses below the room to sign.
    public var name: String
    /// The post, in one line or several.
    public var post: [String]
    /// For whom it is signed.
    public var delegation: Delegation?

    /// Who signs.
    public init(name: String = "", post: [String] = [], delegation: Delegation? = nil) {
        (self.name, self.post, self.delegation) = (name, post, delegation)
    }
}

/// In whose stead somebody signs (Annex 3).
public struct Delegation: Sendable, Equatable {
    /// By what right.
    public enum Kind: String, Sendable, CaseIterable {
        /// By a power given in writing: ปฏิบัติราชการแทน.
        case onBehalf
        /// While the holder of the post is away: รักษาราชการแทน.
        case acting
        /// While the post has no holder: รักษาการในตำแหน่ง.
        case caretaker

        var words: String {
            switch self {
            case .onBehalf: "ปฏิบัติราชการแทน"
            case .acting: "รักษาราชการแทน"
            case .caretaker: "รักษาการในตำแหน่ง"
            }
        }
    }

    /// By what right.
    public var kind: Kind
    /// The post in whose stead.
    public var post: String

    /// In whose stead.
    public init(_ kind: Kind, _ post: String) { (self.kind, self.post) = (kind, post) }
}

/// The unit that answers for a letter.
public struct OwnerUnit: Sendable, Equatable {
    /// Its name.
    public var name = ""
    /// Its phone number, printed behind โทร.
    public var phone = ""
    /// Its fax number, printed behind โทรสาร.
    public var fax = ""
    /// Its address for mail, printed behind ไปรษณีย์อิเล็กทรอนิกส์.
    public var email = ""

    /// A unit of which nothing is known.
    public init() {}

    var lines: [String] {
        let marked = [("โทร.", phone), ("โทรสาร", fax), ("ไปรษณีย์อิเล็กทรอนิกส์", email)]
        return [name] + marked.map { $1.isEmpty ? "" : "\($0) \($1)" }
    }
}

/// A day as letters print it, or any words in its place.
public struct OfficialDate: Sendable, Equatable {
    private let day: Int
    private let month: Int
    private let year: Int
    private let words: String

    /// No date: the line is left out, or written by hand.
    public static let none = OfficialDate(words: "")

    /// Words that are printed as they are.
    public init(words: String) { (day, month, year, self.words) = (0, 0, 0, words) }

    /// A day of the Gregorian calendar; nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1..<3000).contains(year), (1...12).contains(month), (1...days[month - 1]).contains(day)
        else { return nil }
        (self.day, self.month, self.year, words) = (day, month, year, "")
    }

    /// As in ๒๑ พฤศจิกายน ๒๕๖๙.
    var short: String { day == 0 ? words : "\(day) \(ThaiNumerals.months[month - 1]) \(year + 543)" }
    /// As in ๒๑ พฤศจิกายน พ.ศ. ๒๕๖๙.
    var long: String { day == 0 ? words : "\(day) \(ThaiNumerals.months[month - 1]) พ.ศ. \(year + 543)" }
}
