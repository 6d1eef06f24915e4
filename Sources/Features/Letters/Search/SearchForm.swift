import HTTP
import Kernel
import ThaiText
import Web

/// What is typed to search, checked and typed.
struct SearchForm {
    let query: SearchQuery
    let limit: Int
    let after: Letter.ID?

    /// The most characters that a field takes.
    static let most = (text: 200, letterNumber: 100, number: 20, day: 60)

    init(_ fields: Fields) throws {
        var reader = FieldReader { fields[$0] }
        var query = SearchQuery()
        query.words = reader.text("words", most: Self.most.text)
        query.letterNumber = reader.text("letterNumber", most: Self.most.letterNumber)
        query.letterDate = reader.day("letterDate")
        query.receivedOn = reader.day("receivedOn")
        query.number = reader.number("number", in: 1...Int(Int32.max))
        query.subject = reader.text("subject", most: Self.most.text)
        query.from = reader.text("from", most: Self.most.text)
        query.to = reader.text("to", most: Self.most.text)
        query.year = reader.year("year")
        guard reader.complaints.isEmpty else {
            throw UserError(complaints: reader.complaints, holdingUp: .searching)
        }
        self.query = query
        limit = try PageForm(fields).limit
        after = try fields["after"].map { text in
            guard let letter = Letter.ID(text) else { throw UserError.badCursor }
            return letter
        }
    }
}
