import HTTP
import JSON

/// The JSON Schemas that many addresses share.
package enum Schema {
    /// A text of at most so many characters in which something visible stands.
    package static func filledText(_ most: Int) -> JSONValue {
        ["type": "string", "pattern": "\\S", "maxLength": .integer(most)]
    }

    /// A text of at most so many characters, or nothing.
    package static func text(_ most: Int) -> JSONValue {
        ["type": ["string", "null"], "maxLength": .integer(most)]
    }

    /// A day as ISO 8601 or as clerks write it, or nothing.
    package static let day: JSONValue = ["type": ["string", "null"], "maxLength": 60]
    package static let whole: JSONValue = ["type": "integer", "minimum": 1, "maximum": 2_147_483_647]
    package static let year: JSONValue = ["type": "integer", "minimum": 2400, "maximum": 3000]
    package static let limit: JSONValue = ["type": "integer", "minimum": 1, "maximum": 200]
    package static let key: JSONValue = ["type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{26}$"]
    package static let keys: JSONValue = ["type": ["array", "null"], "items": key]
    package static let string: JSONValue = ["type": "string"]
    package static let number: JSONValue = ["type": "integer"]
    package static let bool: JSONValue = ["type": "boolean"]
    /// The bytes of a file.
    package static let binary: JSONValue = ["type": "string", "format": "binary"]
    /// A moment as ISO 8601.
    package static let moment: JSONValue = ["type": "string", "format": "date-time"]
    /// A day as ISO 8601.
    package static let isoDay: JSONValue = ["type": "string", "format": "date"]

    /// What another schema tells, or null.
    package static func optional(_ schema: JSONValue) -> JSONValue {
        ["anyOf": .array([schema, ["type": "null"]])]
    }

    /// An object that has all of these members.
    package static func record(_ members: [(String, JSONValue)]) -> JSONValue {
        [
            "type": "object",
            "properties": .object(members),
            "required": .array(members.map { .string($0.0) }),
        ]
    }

    /// `{items: […], next: cursor or null}`
    package static func list(of item: JSONValue) -> JSONValue {
        record([("items", ["type": "array", "items": item]), ("next", optional(string))])
    }

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
