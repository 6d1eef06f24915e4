import JSON

/// Fields that were read without a mistake, as XML.
enum FieldsXML {
    static func document(_ json: JSONValue) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        append(json, named: "letter", to: &text)
        return Array(text.utf8)
    }

    /// Names are keys that some kind knows, so they are good names in XML.
    private static func append(_ value: JSONValue, named name: String, to text: inout String) {
        text += "<\(name)>"
        switch value {
        case .null: break
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += String(value)
        case .string(let value): text += escaped(value)
        case .array(let items): for item in items { append(item, named: "item", to: &text) }
        case .object(let members): for (key, value) in members { append(value, named: key, to: &text) }
        }
        text += "</\(name)>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\r", with: "&#13;")
    }
}
