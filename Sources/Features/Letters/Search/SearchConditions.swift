import Kernel
import Registers
import SQL
import ThaiText

/// A query as conditions on the index.
///
/// Words of three letters or more go to the trigram index. Shorter ones, which trigrams cannot answer, are
/// looked for in the text of what the rest has found. A word that is a number, such as `533` or `533/2569`, also finds
/// the letters that have it in a register.
struct SearchConditions {
    private(set) var source: SQL = "document d"
    private(set) var all: SQL = ""
    /// What the rows are in the order of: the trigram index walks its own rows backwards and can stop early.
    private(set) var key: SQL = "d.id"

    init(_ query: SearchQuery) {
        var match: [String] = []
        var rest: [SQL] = []
        for word in Self.words(query.words) {
            if let numbered = Self.numbered(word) {
                rest.append(
                    Self.isLong(word)
                        ? "d.id IN (SELECT rowid FROM words WHERE words MATCH \(Self.quoted(word)) UNION \(numbered))"
                        : "(\(Self.anywhere(word)) OR d.id IN (\(numbered)))"
                )
            } else if Self.isLong(word) {
                match.append(Self.quoted(word))
            } else {
                rest.append(Self.anywhere(word))
            }
        }
        let columns: [(StaticString, [String])] = [
            ("letter_number", [SearchText.spaceless(query.letterNumber)].filter { !$0.isEmpty }),
            ("sender", Self.words(query.from)), ("addressee", Self.words(query.to)),
            ("subject", Self.words(query.subject)),
        ]
        for (column, words) in columns {
            for word in words {
                if Self.isLong(word) {
                    match.append("\(column) : \(Self.quoted(word))")
                } else {
                    rest.append(Self.inside(column, word))
                }
            }
        }
        if !match.isEmpty {
            source = "words w JOIN document d ON d.id = w.rowid"
            key = "w.rowid"
            rest.append("words MATCH \(match.joined(separator: " AND "))")
        }
        rest += Self.exact(query)
        all = rest.reduce("") { "\($0) AND \($1)" }
    }

    private static func exact(_ query: SearchQuery) -> [SQL] {
        var conditions: [SQL] = []
        if let date = query.letterDate { conditions.append("d.letter_date = \(date.iso)") }
        var numbers: [SQL] = []
        if let number = query.number { numbers.append("n.number = \(number)") }
        if let year = query.year { numbers.append("n.year = \(year)") }
        if let day = query.receivedOn { numbers.append("n.day = \(day.iso)") }
        if !numbers.isEmpty {
            let found = SQL.joined(numbers, separator: " AND ")
            conditions.append(
                query.number == nil && query.receivedOn == nil
                    ? "EXISTS (SELECT 1 FROM document_number n WHERE n.document_id = d.id AND \(found))"
                    : "d.id IN (SELECT n.document_id FROM document_number n WHERE \(found))"
            )
        }
        return conditions
    }

    private static func words(_ text: String) -> [String] {
        SearchText.normalised(text).split(separator: " ").map(String.init)
    }

    /// Selects the letters that have the number of a word in a register, of the year behind a slash where there is one;
    /// nil for a word that is no number.
    private static func numbered(_ word: String) -> SQL? {
        guard let number = Number(word) else { return nil }
        let found: SQL = "SELECT n.document_id FROM document_number n WHERE n.number = \(number.number)"
        return number.year.map { "\(found) AND n.year = \($0)" } ?? found
    }

    /// A number of a register that a query asks for, of a year or of any.
    struct Number {
        let number: Int
        let year: Int?

        func isThat(of entry: RegisterEntry) -> Bool {
            entry.number == number && (year.map { $0 == entry.year.rawValue } ?? true)
        }
    }

    /// The numbers of registers by which a query may have found a letter.
    static func numbers(of query: SearchQuery) -> [Number] {
        let asked = query.number.map { Number(number: $0, year: query.year?.rawValue) }
        return [asked].compactMap(\.self) + words(query.words).compactMap(Number.init)
    }

    private static func isLong(_ word: String) -> Bool { word.length >= 3 }

    private static func quoted(_ word: String) -> String { "\"" + word.replacing("\"", with: "\"\"") + "\"" }

    private static func anywhere(_ word: String) -> SQL {
        let like = SQL.like(containing: word)
        return
            "(d.subject \(like) OR d.letter_number \(like) OR d.sender \(like) OR d.addressee \(like) OR d.others \(like))"
    }

    private static func inside(_ column: StaticString, _ word: String) -> SQL {
        "d.\(raw: column) \(SQL.like(containing: word))"
    }
}

extension SearchConditions.Number {
    /// A word such as `533` or `533/2569`; nil for one that is no number.
    fileprivate init?(_ word: String) {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count <= 2, let number = parts[0] else { return nil }
        if parts.count == 2, parts[1] == nil { return nil }
        self.init(number: number, year: parts.count == 2 ? parts[1] : nil)
    }
}
