import JSON

/// Reads the members of a JSON object by name and notes what is wrong with them.
struct FieldReader {
    let path: String
    let mistakes: MistakeList
    private let members: [(String, JSONValue)]
    private let known = KnownKeys()

    /// What was asked for so far, each once.
    private final class KnownKeys {
        var names: [String] = []
        var required: Set<String> = []

        func add(_ name: String) { if !names.contains(name) { names.append(name) } }
    }

    /// The most items of a list, and the most characters of a text.
    static let mostItems = 2000
    static let longestText = 20_000

    init(_ members: [(String, JSONValue)], path: String = "", mistakes: MistakeList) {
        (self.members, self.path, self.mistakes) = (members, path, mistakes)
    }

    /// The value under a key; nil where it is left out or null.
    func value(_ key: String) -> JSONValue? {
        known.add(key)
        guard let value = members.first(where: { $0.0 == key })?.1, value != .null else { return nil }
        return value
    }

    /// The keys that were asked for, in their order, with a star behind those that must be there.
    var askedKeys: [String] { known.names.map { known.required.contains($0) ? "\($0)*" : $0 } }

    /// Notes a key that must be there and is not.
    func miss(_ key: String, if isMissing: Bool) {
        known.required.insert(key)
        if isMissing { mistakes.add(place(key), "is missing", "ยังไม่ได้ระบุ") }
    }

    /// The key with what it stands in.
    func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// A text in one line; line ends become spaces.
    func line(_ key: String, isRequired: Bool = false) -> String {
        text(key, isRequired: isRequired).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// A text.
    func text(_ key: String, isRequired: Bool = false) -> String {
        let before = mistakes.mistakes.count
        let text = value(key).map { FieldText.read($0, at: place(key), mistakes) } ?? ""
        let isWrong = mistakes.mistakes.count > before
        if isRequired { miss(key, if: !isWrong && text.trimmingSpaces.isEmpty) }
        return text
    }

    /// A text, or nil when it is left out or empty.
    func optional(_ key: String) -> String? {
        let text = line(key)
        return text.isEmpty ? nil : text
    }

    /// True or false; false where it is left out.
    func flag(_ key: String) -> Bool {
        guard let value = value(key) else { return false }
        if value.bool == nil { mistakes.add(place(key), "must be true or false", "ต้องเป็น true หรือ false") }
        return value.bool ?? false
    }

    /// A list of texts.
    func texts(_ key: String) -> [String] {
        items(key).map { place, value in FieldText.read(value, at: place, mistakes) }
    }

    /// The items of a list, with the place of each.
    func items(_ key: String) -> [(place: String, value: JSONValue)] {
        guard let value = value(key) else { return [] }
        guard let array = value.array else {
            mistakes.add(place(key), "must be a list", "ต้องเป็นรายการ")
            return []
        }
        guard array.count <= Self.mostItems else {
            mistakes.add(
                place(key),
                "has more than \(Self.mostItems) items",
                "มีมากกว่า \(Self.mostItems) รายการ"
            )
            return []
        }
        return array.enumerated().map { ("\(place(key))[\($0.offset)]", $0.element) }
    }

    /// An object under a key.
    func object<Value>(_ key: String, _ read: (FieldReader) -> Value) -> Value? {
        guard let value = value(key) else { return nil }
        return Self.object(value, at: place(key), mistakes, read)
    }

    /// An object at a place; all its keys must be known when it is read.
    static func object<Value>(
        _ value: JSONValue,
        at place: String,
        _ mistakes: MistakeList,
        _ read: (FieldReader) -> Value
    ) -> Value? {
        guard case .object(let members) = value else {
            mistakes.add(place, "must be an object", "ต้องเป็นกลุ่มข้อมูล")
            return nil
        }
        let reader = FieldReader(members, path: place, mistakes: mistakes)
        defer { reader.refuseUnknown() }
        return read(reader)
    }

    /// One of some words; nil when it is left out or another.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let value = value(key) else { return nil }
        if let text = value.string, let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        mistakes.add(place(key), "must be one of \(words)", "ต้องเป็นคำใดคำหนึ่งใน \(words)")
        return nil
    }

    /// Notes the keys that nothing asked for.
    func refuseUnknown() {
        for (name, _) in members where !known.names.contains(name) {
            let shown = FieldText.shown(name)
            let names = known.names.joined(separator: ", ")
            mistakes.add(place(shown), "is not a key here; these are: \(names)", "ไม่ใช่ช่องของแบบนี้")
        }
    }
}
