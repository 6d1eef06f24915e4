import HTTP
import JSON
import Kernel

/// The JSON object that a program sent.
package struct JSONBody: Sendable {
    package let value: JSONValue
    /// The bytes as they came.
    package let bytes: [UInt8]

    /// The most that is read, in bytes.
    private static let most = 1 << 20

    /// Throws a refusal for anything but one JSON object.
    package init(_ request: Request) throws {
        guard case .bytes(let bytes) = request.body, bytes.count <= Self.most else {
            throw UserError(
                .invalid,
                "ต้องส่งข้อมูลเป็น JSON ไม่เกิน 1 เมกะไบต์",
                "Send a JSON object of at most 1 MB"
            )
        }
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw UserError(.invalid, "ข้อมูล JSON ไม่ถูกต้อง", "The JSON is not well-formed")
        }
        guard case .object = value else {
            throw UserError(.invalid, "ต้องส่งข้อมูลเป็นวัตถุ JSON", "Send a JSON object")
        }
        self.bytes = bytes
    }

    /// A member as text: a string, or an integer in digits; nil when it is absent or null.
    package func text(_ name: String) -> String? {
        switch value[name] {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// A member that lists keys. Throws a refusal when it is there but is not a list of keys.
    package func ids<Subject>(_ name: String) throws -> [Identifier<Subject>] {
        guard let member = value[name], member != .null else { return [] }
        guard let items = member.array else { throw notKeys(name) }
        return try items.map {
            guard let id = Identifier<Subject>($0.string) else { throw notKeys(name) }
            return id
        }
    }

    /// Refuses members of a kind that the schema does not allow.
    package func require(_ names: [String], toBe kind: Kind) throws {
        for name in names {
            guard let member = value[name], member != .null else { continue }
            switch (kind, member) {
            case (.text, .string), (.textOrNumber, .string), (.textOrNumber, .integer): continue
            default:
                throw UserError(complaints: [
                    .init(name, "ชนิดข้อมูลไม่ถูกต้อง", "The value is of the wrong kind")
                ])
            }
        }
    }

    package enum Kind { case text, textOrNumber }

    private func notKeys(_ name: String) -> UserError {
        UserError(complaints: [.init(name, "ต้องเป็นรายการรหัส", "This must be a list of keys")])
    }
}
