import JSON

extension FieldReader {
    /// A day as 2026-11-21, or other words, which are printed as they are.
    func date(_ key: String) -> OfficialDate {
        let text = line(key)
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isDay = parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.utf8.allSatisfy(Self.isDigit) }
        guard isDay else { return OfficialDate(words: text) }
        let numbers = parts.compactMap { Int($0) }
        if let date = OfficialDate(year: numbers[0], month: numbers[1], day: numbers[2]) { return date }
        mistakes.add(place(key), "there is no day \(text)", "ไม่มีวันที่ \(text)")
        return .none
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The paragraphs of a letter.
    func body(_ key: String = "body", isRequired: Bool = true) -> [BodyPart] {
        let found = value(key) != nil
        let items = items(key)
        if isRequired { miss(key, if: !found || value(key)?.array?.isEmpty == true) }
        return items.compactMap { part($0.value, at: $0.place) }
    }

    private func part(_ value: JSONValue, at place: String) -> BodyPart? {
        if value.string != nil { return .paragraph(FieldText.read(value, at: place, mistakes)) }
        guard case .object = value else {
            mistakes.add(
                place,
                "must be a text, or an object with item, heading, title, resolution or table",
                "ต้องเป็นข้อความหรือข้อ หัวข้อ มติ ตาราง"
            )
            return nil
        }
        return Self.object(value, at: place, mistakes) { $0.readPart() } ?? nil
    }

    private func readPart() -> BodyPart? {
        let mark = optional("mark")
        var parts: [BodyPart] = []
        if value("item") != nil { parts.append(.item(text("item"), mark: mark)) }
        if value("heading") != nil { parts.append(.heading(text("heading"))) }
        if value("title") != nil { parts.append(.title(text("title"))) }
        if value("resolution") != nil { parts.append(.resolution(text("resolution"))) }
        if let table = object("table", { $0.readTable() }) { parts.append(.table(table)) }
        guard parts.count != 1 else { return parts[0] }
        if value("table") == nil || parts.count > 1 {
            mistakes.add(
                path,
                "must have one of item, heading, title, resolution and table",
                "ต้องมี item, heading, title, resolution หรือ table อย่างใดอย่างหนึ่ง"
            )
        }
        return nil
    }

    /// Columns are titles or {title, align}; rows are lists of texts.
    private func readTable() -> LetterTable {
        let columns = items("columns").map { place, value -> LetterTable.Column in
            if value.string != nil { return .init(FieldText.read(value, at: place, mistakes)) }
            let column = Self.object(value, at: place, mistakes) { reader in
                LetterTable.Column(
                    reader.line("title"),
                    alignment: (reader.word("align", ColumnAlignment.self) ?? .left).alignment
                )
            }
            return column ?? .init("")
        }
        if columns.isEmpty || columns.count > 12 {
            mistakes.add(place("columns"), "must be one to twelve", "ต้องมี ๑ ถึง ๑๒ สดมภ์")
        }
        let rows = items("rows").map { place, value -> [String] in
            guard let cells = value.array else {
                mistakes.add(place, "must be a list of texts", "ต้องเป็นรายการข้อความ")
                return []
            }
            if cells.count > columns.count {
                mistakes.add(place, "has more texts than the table has columns", "มีข้อความมากกว่าจำนวนสดมภ์")
            }
            return cells.enumerated().map {
                FieldText.read($0.element, at: "\(place)[\($0.offset)]", mistakes)
            }
        }
        return LetterTable(columns: columns, rows: rows)
    }

    private enum ColumnAlignment: String, CaseIterable {
        case left, centre, right

        var alignment: Alignment {
            switch self {
            case .left: .leading
            case .centre: .centre
            case .right: .trailing
            }
        }
    }

    /// Who signs.
    func signer(_ key: String = "signer") -> Signatory {
        object(key) { reader in
            let delegation = reader.object("delegation") { delegation -> Delegation? in
                let kind = delegation.word("kind", Delegation.Kind.self)
                delegation.miss("kind", if: delegation.value("kind") == nil)
                let post = delegation.line("post", isRequired: true)
                return kind.map { Delegation($0, post) }
            }
            return Signatory(
                name: reader.line("name"),
                post: reader.lines("post"),
                delegation: delegation ?? nil
            )
        } ?? Signatory()
    }

    /// A text or a list of texts.
    func lines(_ key: String) -> [String] {
        if case .array = value(key) { return texts(key) }
        let text = text(key)
        return text.isEmpty ? [] : [text]
    }

    /// The unit that answers for a letter.
    func owner() -> OwnerUnit {
        var owner = OwnerUnit()
        owner.name = text("ownerUnit")
        owner.phone = line("phone")
        owner.fax = line("fax")
        owner.email = line("email")
        return owner
    }

    /// People at a meeting: a name, or {name, post}.
    func attendees(_ key: String) -> [Minutes.Attendee] {
        items(key).compactMap { place, value in
            if value.string != nil { return Minutes.Attendee(FieldText.read(value, at: place, mistakes)) }
            return Self.object(value, at: place, mistakes) { reader in
                Minutes.Attendee(reader.line("name", isRequired: true), reader.line("post"))
            }
        }
    }

    /// How urgent a letter is.
    func speed() -> String? {
        guard let text = optional("speed") else { return nil }
        guard ["ด่วน", "ด่วนมาก", "ด่วนที่สุด"].contains(text) || text.hasPrefix("ด่วนภายใน") else {
            mistakes.add(
                place("speed"),
                "must be ด่วน, ด่วนมาก, ด่วนที่สุด or begin with ด่วนภายใน",
                "ต้องเป็นชั้นความเร็วตามระเบียบ"
            )
            return nil
        }
        return text
    }

    /// How secret a letter is.
    func secrecy() -> String? {
        guard let text = optional("secrecy") else { return nil }
        guard ["ลับ", "ลับมาก", "ลับที่สุด"].contains(text) else {
            mistakes.add(place("secrecy"), "must be ลับ, ลับมาก or ลับที่สุด", "ต้องเป็นชั้นความลับตามระเบียบ")
            return nil
        }
        return text
    }
}
