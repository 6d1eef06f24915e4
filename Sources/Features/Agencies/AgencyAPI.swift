import HTTP
import JSON
import Kernel
import SQL
import Web

/// Sessions, units and oneself for programs.
///
///     POST   /api/v1/sessions     sign in: {username, password} → {token}
///     DELETE /api/v1/session      sign out
///     GET    /api/v1/me           who one is and what one may do
///     PUT    /api/v1/me/password  change one's own password: {current, new}
///     GET    /api/v1/units        the units of the office
struct AgencyAPI: Sendable {
    let accounts: Accounts

    func add(to site: inout Site) {
        site.open(.post, "/api/v1/sessions", operation: Self.signingIn, signIn)
        site.api(.delete, "/api/v1/session", Self.signingOut, signOut)
        site.api(.get, "/api/v1/me", Self.oneself, me)
        site.api(.put, "/api/v1/me/password", Self.changingPassword, changePassword)
        site.api(.get, "/api/v1/units", Self.listing, units)
    }

    func signIn(_ visit: OpenVisit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["username", "password"], toBe: .text)
        guard let username = body.text("username"), let password = body.text("password") else {
            throw UserError(
                .invalid,
                "ต้องส่ง username และ password",
                "Send username and password"
            )
        }
        let token = try accounts.signIn(username: username, password: password, peer: visit.peer)
        return .json(["token": .string(token)], status: 201)
    }

    func signOut(_ visit: Visit) throws -> Response {
        try accounts.desk.end(token: visit.session, by: visit.actor)
        return Response(status: 204)
    }

    func me(_ visit: Visit) throws -> Response {
        let actor = visit.actor
        return .json(
            .object([
                ("id", .string(actor.id.rawValue)),
                ("name", .string(actor.name.thai)),
                ("post", .string(actor.post.thai)),
                ("unit", ["id": .string(actor.unit.rawValue), "name": .string(actor.unitName.thai)]),
                ("level", .string(actor.level.rawValue)),
                ("rights", .array(OfficeAct.allCases.filter(actor.may).map { .string($0.rawValue) })),
            ])
        )
    }

    func changePassword(_ visit: Visit) throws -> Response {
        let body = try JSONBody(visit.request)
        try body.require(["current", "new"], toBe: .text)
        let new = body.text("new") ?? ""
        try accounts.changePassword(
            ChangePasswordForm(current: body.text("current") ?? "", new: new, again: new),
            by: visit.actor,
            token: visit.session
        )
        return Response(status: 204)
    }

    func units(_ visit: Visit) throws -> Response {
        let tree = try accounts.database.read { try accounts.directory.tree($0) }
        let units = tree.units.filter(\.isOpen).map { unit in
            JSONValue.object([
                ("id", .string(unit.id.rawValue)),
                ("name", .string(unit.name)),
                ("englishName", .string(unit.englishName)),
                ("kind", .string(unit.kind.rawValue)),
                ("parent", JSONValue(unit.parent?.rawValue)),
            ])
        }
        return .list(units, next: nil)
    }

    /// A body of two texts that must be there.
    private static func texts(_ one: String, _ other: String) -> Operation.Content {
        .init(
            schema: Schema.form(
                [one: ["type": "string"], other: ["type": "string"]],
                required: [one, other]
            )
        )
    }

    private static let signingIn = Operation(
        "signIn",
        "Open a session: the token goes into Authorization: Bearer",
        body: texts("username", "password"),
        answers: [
            201: .init(["type": "object", "required": ["token"], "properties": ["token": ["type": "string"]]]
            ),
            401: .problem, 422: .problem, 429: .problem,
        ],
        isOpen: true
    )
    private static let signingOut = Operation(
        "signOut",
        "End the session",
        answers: [204: nil, 401: .problem, 403: .problem]
    )
    private static let oneself = Operation(
        "getMe",
        "Who one is and what one may do",
        answers: [
            200: .init([
                "type": "object",
                "required": ["id", "name", "post", "unit", "level", "rights"],
                "properties": [
                    "id": Schema.key, "name": Schema.string, "post": Schema.string,
                    "level": Schema.oneOf(RightLevel.allCases.map(\.rawValue)),
                    "rights": [
                        "type": "array", "items": Schema.oneOf(OfficeAct.allCases.map(\.rawValue)),
                        "description":
                            "What the right level opens at the desks that it covers. A letter that lies with a person by name is theirs to deal with whatever the level",
                    ],
                    "unit": [
                        "type": "object", "required": ["id", "name"],
                        "properties": ["id": Schema.key, "name": ["type": "string"]],
                    ],
                ],
            ]),
            401: .problem,
        ]
    )
    private static let changingPassword = Operation(
        "changePassword",
        "Change one's own password, which ends one's other sessions",
        body: texts("current", "new"),
        answers: [204: nil, 401: .problem, 403: .problem, 422: .problem, 429: .problem]
    )
    private static let unit = Schema.record([
        ("id", Schema.key), ("name", Schema.string), ("englishName", Schema.string), ("kind", Schema.string),
        ("parent", Schema.optional(Schema.key)),
    ])

    private static let listing = Operation(
        "listUnits",
        "The units of the office",
        answers: [200: .init(Schema.list(of: unit)), 401: .problem]
    )
}
