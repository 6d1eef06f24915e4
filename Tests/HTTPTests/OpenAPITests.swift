import HTTP
import JSON
import Testing

struct OpenAPITests {
    let document: JSONValue

    init() {
        let letter: JSONValue = ["$ref": "#/components/schemas/Letter"]
        document = OpenAPI.document(
            title: "Saraban",
            version: "1",
            routes: [
                Route(.get, "/pages/are/not/told") { _ in .text("") },
                Route(
                    .get,
                    "/letters/:letter",
                    operation: Operation(
                        "getLetter",
                        "A letter",
                        answers: [
                            200: .init("application/json", letter),
                            404: .init("application/problem+json", ["type": "object"]),
                        ]
                    ),
                    handler: { _ in .text("") }
                ),
                Route(
                    .post,
                    "/letters/:letter",
                    operation: Operation(
                        "changeLetter",
                        "Changes a letter",
                        query: [.init("limit", ["type": "integer"], isRequired: true)],
                        body: .init("application/json", letter),
                        answers: [204: Operation.Content?.none],
                        isIdempotent: true,
                        isOpen: true
                    ),
                    handler: { _ in .text("") }
                ),
            ],
            schemas: [("Letter", ["type": "object"])]
        )
    }

    @Test func `only routes with an operation are told, those of one address together`() {
        guard case .object(let paths)? = document["paths"] else {
            Issue.record("no paths")
            return
        }
        #expect(paths.map(\.0) == ["/letters/{letter}"])
        #expect(paths[0].1["get"]?["operationId"] == "getLetter")
        #expect(paths[0].1["post"]?["operationId"] == "changeLetter")
    }

    @Test func `parameters come from the pattern, the query and the key of idempotency`() {
        let parameters = document["paths"]?["/letters/{letter}"]?["post"]?["parameters"]?.array ?? []

        #expect(parameters.map { $0["name"]?.string } == ["letter", "limit", "Idempotency-Key"])
        #expect(parameters.map { $0["in"]?.string } == ["path", "query", "header"])
        #expect(parameters.map { $0["required"]?.bool } == [true, true, false])
    }

    @Test func `answers carry their content, and open routes ask for no token`() {
        let path = document["paths"]?["/letters/{letter}"]
        let problem = path?["get"]?["responses"]?["404"]

        #expect(problem?["description"] == "Not Found")
        #expect(problem?["content"]?["application/problem+json"]?["schema"] == ["type": "object"])
        #expect(path?["post"]?["responses"]?["204"]?["content"] == nil)
        #expect(path?["post"]?["security"] == [])
        #expect(path?["get"]?["security"] == nil)
        #expect(document["security"] == [["bearer": []]])
    }
}
