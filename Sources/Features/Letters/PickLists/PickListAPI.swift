import HTTP
import JSON
import Kernel
import SQL
import Web

/// Pick lists for programs.
///
///     GET /api/v1/pick-lists          what is offered for the fields of letters
///     PUT /api/v1/pick-lists/:list    change one
struct PickListAPI: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.api(.get, "/api/v1/pick-lists", Self.listing, list)
        site.api(.put, "/api/v1/pick-lists/:list", Self.change, change)
    }

    func list(_ visit: Visit) throws -> Response {
        let lists = try office.database.read { try PickListStore($0).all() }
        return .list(lists.map(json), next: nil)
    }

    func change(_ visit: Visit) throws -> Response {
        let field = try visit.pickList
        let body = try JSONBody(visit.request)
        try body.require(["version"], toBe: .number)
        guard let words = try body.texts("words"), let version = body.text("version").flatMap({ Int($0) })
        else {
            throw UserError(complaints: [
                .init("words", "ต้องส่งทั้ง words และ version", "Send both “words” and “version”")
            ])
        }
        return .json(json(try office.editing(field, words, at: version, by: visit.actor)))
    }

    private func json(_ list: PickList) -> JSONValue {
        .object([
            ("id", .string(list.field.rawValue)),
            ("name", .string(list.field.name(.thai))),
            ("englishName", .string(list.field.name(.english))),
            ("words", .array(list.words.map(JSONValue.string))),
            ("version", .integer(list.version)),
        ])
    }

    private static let shape = Schema.record([
        ("id", Schema.oneOf(PickList.Field.allCases.map(\.rawValue))), ("name", Schema.string),
        ("englishName", Schema.string), ("words", ["type": "array", "items": Schema.string]),
        ("version", Schema.number),
    ])

    private static let listing = Operation(
        "listPickLists",
        "What is offered for the fields of letters; other words are taken too",
        answers: [200: .init(Schema.list(of: shape)), 401: .problem]
    )

    private static let change = Operation(
        "changePickList",
        "Put words in the place of those that the list held at a version; for administrators",
        body: .init(
            schema: Schema.form(
                [
                    "words": [
                        "type": "array",
                        "items": ["type": "string", "maxLength": .integer(PickList.longest)],
                        "maxItems": .integer(PickList.most),
                    ], "version": Schema.whole,
                ],
                required: ["words", "version"]
            )
        ),
        answers: [
            200: .init(shape), 401: .problem, 403: .problem, 404: .problem, 409: .problem, 422: .problem,
        ]
    )
}

extension Visit {
    /// The pick list that the address names.
    var pickList: PickList.Field {
        get throws {
            guard let field = request.parameters["list"].flatMap(PickList.Field.init(rawValue:)) else {
                throw UserError.noSuchPickList
            }
            return field
        }
    }
}
