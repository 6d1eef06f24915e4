public import JSON

/// One address, what answers it, and how it is described to programs.
public struct Route: Sendable {
    public typealias Handler = @Sendable (Request) throws -> Response

    public let method: Request.Method
    /// The path; a segment such as `:letter` becomes a parameter of the request.
    public let pattern: String
    /// The names of its parameters, in their order.
    let parameters: [String]
    /// How OpenAPI tells it; nil for pages.
    public let operation: Operation?
    /// The longest body that it takes, in bytes.
    public let largestBody: Int
    public let handler: Handler

    /// Enough for a form without files.
    public static let usualBody = 1 << 20

    public init(
        _ method: Request.Method,
        _ pattern: String,
        operation: Operation? = nil,
        largestBody: Int = Route.usualBody,
        handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        parameters = pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
        self.operation = operation
        self.largestBody = largestBody
        self.handler = handler
    }
}

/// What OpenAPI 3.1 tells of a route: the parts of an Operation Object that differ between routes.
public struct Operation: Sendable {
    public let id: String
    public let summary: String
    /// Query parameters: name, JSON Schema, whether it must be there.
    public let query: [Parameter]
    /// The request body: its media type and JSON Schema.
    public let body: Content?
    /// Each status with what it carries.
    public let answers: [Int: Content?]
    /// Whether `Idempotency-Key` is understood.
    public let isIdempotent: Bool
    /// Whether it can be asked without a token.
    public let isOpen: Bool

    public struct Parameter: Sendable {
        public let name: String
        public let schema: JSONValue
        public let isRequired: Bool

        public init(_ name: String, _ schema: JSONValue, isRequired: Bool = false) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    public struct Content: Sendable {
        public let type: String
        public let schema: JSONValue

        public init(_ type: String = "application/json", _ schema: JSONValue) {
            self.type = type
            self.schema = schema
        }
    }

    public init(
        _ id: String,
        _ summary: String,
        query: [Parameter] = [],
        body: Content? = nil,
        answers: [Int: Content?],
        isIdempotent: Bool = false,
        isOpen: Bool = false
    ) {
        self.id = id
        self.summary = summary
        self.query = query
        self.body = body
        self.answers = answers
        self.isIdempotent = isIdempotent
        self.isOpen = isOpen
    }
}
