import HTTP
import JSON
import Kernel

/// A refusal for programs: `application/problem+json` (RFC 9457) with a Thai and an English sentence.
package struct Problem {
    let refusal: UserError
    let status: Int

    init(_ refusal: UserError, status: Int) {
        self.refusal = refusal
        self.status = status
    }

    var response: Response {
        var answer = Response.json(body, status: status)
        answer.headers["content-type"] = "application/problem+json"
        if status == 401 { answer.headers["www-authenticate"] = "Bearer" }
        if let seconds = refusal.retryAfter { answer.headers["retry-after"] = String(seconds) }
        return answer
    }

    private var body: JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", "about:blank"),
            ("title", .string(refusal.english)),
            ("status", .integer(status)),
            ("detail", .string(refusal.thai)),
            ("code", .string(refusal.code.rawValue)),
            ("message", ["th": .string(refusal.thai), "en": .string(refusal.english)]),
        ]
        if !refusal.complaints.isEmpty {
            let complaints = refusal.complaints.map {
                JSONValue.object([
                    ("field", .string($0.field)), ("th", .string($0.thai)), ("en", .string($0.english)),
                ])
            }
            members.append(("errors", .array(complaints)))
        }
        return .object(members)
    }
}

extension Problem {
    /// The JSON Schema of a problem, for OpenAPI.
    package static let schema: JSONValue = [
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "message"],
        "properties": [
            "type": ["type": "string"],
            "title": ["type": "string"],
            "status": ["type": "integer"],
            "detail": ["type": "string"],
            "code": ["type": "string"],
            "message": [
                "type": "object",
                "required": ["th", "en"],
                "properties": ["th": ["type": "string"], "en": ["type": "string"]],
            ],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "required": ["field", "th", "en"],
                    "properties": [
                        "field": ["type": "string"], "th": ["type": "string"], "en": ["type": "string"],
                    ],
                ],
            ],
        ],
    ]
}
