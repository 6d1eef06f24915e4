public import JSON

/// A letter's fields as they come in JSON, and what may be asked of its print.
public struct LetterFields: Sendable {
    /// The kinds of letters by the names that fields use.
    public enum Kind: String, Sendable, CaseIterable {
        case external, memo, sealed, order, regulation, bylaw, announcement, statement, news, certificate
        case minutes, record, envelope
    }

    /// Which kind it is.
    public let kind: Kind
    /// The letter.
    public let form: LetterForm
    /// Whether 0 to 9 are printed as ๐ to ๙.
    public let hasThaiDigits: Bool
    private let json: JSONValue

    /// The fields as XML: an element for each key, `item` for each of a list. Travels inside the letter as its data.
    public var xml: [UInt8] { FieldsXML.document(json) }

    /// Reads the fields; throws with all mistakes at once: unknown keys, wrong types, missing and unprintable texts.
    public init(_ json: JSONValue) throws(FieldMistakes) {
        let mistakes = MistakeList()
        guard case .object(let members) = json else {
            mistakes.add("FIELDS", "must be an object", "ต้องเป็นกลุ่มข้อมูล")
            throw FieldMistakes(mistakes: mistakes.mistakes)
        }
        let reader = FieldReader(members, mistakes: mistakes)
        let kind = reader.word("kind", Kind.self)
        if kind == nil, reader.value("kind") == nil {
            let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            mistakes.add("kind", "is missing; it is one of \(kinds)", "ยังไม่ได้ระบุชนิดของหนังสือ")
        }
        let digits = reader.word("digits", Digits.self) ?? .thai
        // Without a kind nobody knows which keys are right.
        guard let kind else { throw FieldMistakes(mistakes: mistakes.mistakes) }
        let form = reader.form(kind)
        reader.refuseUnknown()
        guard mistakes.mistakes.isEmpty else { throw FieldMistakes(mistakes: mistakes.mistakes) }
        (self.kind, self.form, hasThaiDigits, self.json) = (kind, form, digits == .thai, json)
    }

    /// The keys of a kind, with a star behind those that must be there.
    public static func keys(of kind: Kind) -> [String] {
        let reader = FieldReader([], mistakes: MistakeList())
        _ = reader.form(kind)
        return reader.askedKeys
    }

    private enum Digits: String, CaseIterable { case thai, typed }
}
