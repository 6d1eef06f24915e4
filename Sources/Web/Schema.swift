import HTTP
import JSON

/// The JSON Schemas that many addresses share.
package enum Schema {
    package static let text: JSONValue = ["type": ["string", "null"]]
    /// A text in which something visible stands.
    package static let filledText: JSONValue = [
        "type": "string", "pattern": "[A-Za-z0-9ก-ฮ]", "maxLength": 200,
    ]
    /// A short text, or nothing.
    package static let word: JSONValue = ["type": ["string", "null"], "maxLength": 100]
    package static let day: JSONValue = ["type": ["string", "null"], "format": "date"]
    package static let whole: JSONValue = ["type": "integer", "minimum": 1, "maximum": 2_147_483_647]
    package static let year: JSONValue = ["type": "integer", "minimum": 2400, "maximum": 3000]
    package static let limit: JSONValue = ["type": "integer", "minimum": 1, "maximum": 200]
    package static let key: JSONValue = ["type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{26}$"]
    package static let keys: JSONValue = ["type": ["array", "null"], "items": key]
    package static let object: JSONValue = ["type": "object"]

    /// `{items: […], next: cursor or null}`
    package static let list: JSONValue = [
        "type": "object",
        "required": ["items", "next"],
        "properties": ["items": ["type": "array", "items": object], "next": ["type": ["string", "null"]]],
    ]

    package static func oneOf(_ words: [String]) -> JSONValue {
        ["type": "string", "enum": .array(words.map(JSONValue.string))]
    }

    /// An object of these members; others are not refused.
    package static func form(_ members: KeyValuePairs<String, JSONValue>, required: [String]) -> JSONValue {
        [
            "type": "object",
            "properties": .object(members.map { ($0.key, $0.value) }),
            "required": .array(required.map(JSONValue.string)),
        ]
    }
}

extension Operation.Content {
    package init(schema: JSONValue) { self.init("application/json", schema) }

    package init(type: String, schema: JSONValue) { self.init(type, schema) }

    package init(_ schema: JSONValue) { self.init("application/json", schema) }
}

extension Operation.Content? {
    /// A refusal.
    package static var problem: Operation.Content? {
        .init("application/problem+json", ["$ref": "#/components/schemas/Problem"])
    }
}
