public import JSON

/// Tells the routes in OpenAPI 3.1.
public enum OpenAPI {
    /// The document of all routes that have an operation. `schemas` are named in `#/components/schemas`; `refusal` is what
    /// an address answers whose head (400) or body (413) no handler comes to see, and what every address answers to a fault
    /// of ours (500) and when the server or its database can take no more at this moment (503).
    public static func document(
        title: String,
        version: String,
        routes: [Route],
        schemas: [(String, JSONValue)],
        refusal: Operation.Content? = nil
    ) -> JSONValue {
        [
            "openapi": "3.1.0",
            "info": ["title": .string(title), "version": .string(version)],
            "paths": .object(paths(routes, refusal)),
            "components": [
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
                "schemas": .object(schemas),
            ],
            "security": [["bearer": []]],
        ]
    }

    private static func paths(_ routes: [Route], _ refusal: Operation.Content?) -> [(String, JSONValue)] {
        var paths: [(String, [(String, JSONValue)])] = []
        for route in routes {
            guard let operation = route.operation else { continue }
            let member = (route.method.rawValue.lowercased(), describe(operation, route, refusal))
            let path = template(route.pattern)
            if let index = paths.firstIndex(where: { $0.0 == path }) {
                paths[index].1.append(member)
            } else {
                paths.append((path, [member]))
            }
        }
        return paths.map { ($0.0, .object($0.1)) }
    }

    private static func describe(_ operation: Operation, _ route: Route, _ refusal: Operation.Content?)
        -> JSONValue
    {
        var members: [(String, JSONValue)] = [
            ("operationId", .string(operation.id)), ("summary", .string(operation.summary)),
        ]
        let parameters =
            pathParameters(route) + operation.query.map(describe)
            + (operation.isIdempotent ? [keyHeader] : [])
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if let body = operation.body {
            members.append(
                (
                    "requestBody",
                    ["required": true, "content": .object([(body.type, .object([("schema", body.schema)]))])]
                )
            )
        }
        var refusals = [400: refusal, 500: refusal, 503: refusal]
        if operation.body != nil { refusals[413] = refusal }
        let answers = operation.answers.merging(refusals) { own, _ in own }
        members.append(("responses", .object(answers.sorted { $0.key < $1.key }.map(describe))))
        if operation.isOpen { members.append(("security", [])) }
        return .object(members)
    }

    private static func describe(_ status: Int, _ content: Operation.Content?) -> (String, JSONValue) {
        var members: [(String, JSONValue)] = [("description", .string(Status.reason(status)))]
        if let content {
            members.append(("content", .object([(content.type, .object([("schema", content.schema)]))])))
        }
        return (String(status), .object(members))
    }

    private static func describe(_ parameter: Operation.Parameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
            "schema": parameter.schema,
        ]
    }

    private static func pathParameters(_ route: Route) -> [JSONValue] {
        route.pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { segment -> JSONValue in
            [
                "name": .string(String(segment.dropFirst())), "in": "path", "required": true,
                "schema": ["type": "string"],
            ]
        }
    }

    private static let keyHeader: JSONValue = [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "schema": ["type": "string", "minLength": 1, "maxLength": 200],
    ]

    private static func template(_ pattern: String) -> String {
        "/"
            + pattern.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
            .joined(separator: "/")
    }
}
