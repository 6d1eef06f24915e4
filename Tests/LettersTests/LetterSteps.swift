import Agencies
import App
import HTTP
import JSON
import Kernel
import SQL
import TestSupport

/// What clerks do with letters, through the API.
extension Client {
    /// Registers a letter; its key.
    func register(_ subject: String = "ขอเชิญประชุม", in register: String = "province.in") throws -> String {
        let answer = call(
            .post,
            "/api/v1/registers/\(try site.register(register))/letters",
            ["subject": .string(subject), "from": "กรมตัวอย่าง"]
        )
        guard answer.status == 201 else {
            throw TestFailure("not registered: \(answer.status) \(answer.text)")
        }
        return try (try answer.json["id"]?.string).orFail("no key")
    }

    /// Sends a letter; the keys of its hops.
    func deliver(_ letter: String, to units: [Unit.ID]) throws -> [String] {
        let answer = call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            ["units": .array(units.map { .string($0.rawValue) })]
        )
        guard answer.status == 201 else { throw TestFailure("not sent: \(answer.status) \(answer.text)") }
        return try answer.json["items"]?.array?.compactMap { $0["id"]?.string } ?? []
    }

    /// Sends a letter to somebody by name; the key of its hop.
    func deliver(_ letter: String, toPerson username: String) throws -> String {
        let person = JSONValue.string(try site.person(username).rawValue)
        let answer = call(
            .post,
            "/api/v1/letters/\(letter)/deliveries",
            .object([("people", .array([person]))])
        )
        return try (try answer.json["items"]?.array?.first?["id"]?.string).orFail("not sent: \(answer.text)")
    }

    /// Receives a letter; the status of the answer.
    func receive(_ delivery: String) -> Int { call(.post, "/api/v1/deliveries/\(delivery)/receipt").status }

    /// What the newest line of a register says was done.
    func action(in register: String) throws -> String {
        let page = call(.get, "/api/v1/registers/\(try site.register(register))/letters")
        return try (try page.json["items"]?.array?.first?["action"]?.string).orFail("no line")
    }
}

extension TestSite {
    /// Somebody of the sample, as the acts know them.
    func actor(_ username: String) throws -> Actor {
        try (try application.accounts.desk.visitor(token: try signIn(username).token, isPresent: true))
            .orFail("no session")
    }

    /// So many more groups below an agency.
    func makeGroups(_ count: Int, below agency: String, name: (Int) -> String) throws -> [Unit.ID] {
        try application.database.write { db in
            try (1...count).map { place in
                let unit = Unit(
                    id: .new(at: clock.now),
                    parent: try self.unit(agency),
                    kind: .group,
                    name: name(place),
                    englishName: "Group \(place)",
                    position: 1000 + place
                )
                try UnitStore(db).insert(unit)
                return unit.id
            }
        }
    }
}
