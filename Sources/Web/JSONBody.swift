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

    /// Throws a refusal for anything but one JSON object. No body at all counts as an object without members.
    package init(_ request: Request) throws {
        let bytes: [UInt8] =
            switch request.body {
            case .none: []
            case .bytes(let bytes): bytes
            case .file(let file) where file.size <= Self.most: try file.bytes()
            case .file:
                throw UserError(
                    .tooLarge,
                    "ต้องส่งข้อมูลเป็น JSON ไม่เกิน ๑ เมกะไบต์",
                    "Send a JSON object of at most 1 MB"
                )
            }
        guard !bytes.isEmpty else {
            (value, self.bytes) = ([:], [])
            return
        }
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw UserError(
                .invalid,
                "อ่านข้อมูล JSON ไม่ได้ (ต้องเป็น UTF-8 ไม่มีชื่อซ้ำ และซ้อนไม่ลึกเกินไป)",
                "The JSON cannot be read (UTF-8, no name twice in an object, not nested too deeply)"
            )
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

    /// A member that lists texts; nil when it is absent or null. Throws a refusal when it is there but is no such list.
    package func texts(_ name: String) throws -> [String]? {
        guard let member = value[name], member != .null else { return nil }
        guard let texts = member.array?.map(\.string), !texts.contains(nil) else {
            throw UserError(complaints: [.init(name, "ต้องเป็นรายการข้อความ", "This must be a list of strings")])
        }
        return texts.compactMap(\.self)
    }

    /// Refuses members of a kind that the schema does not allow.
    package func require(_ names: [String], toBe kind: Kind) throws {
        let wrong = names.filter { name in
            switch (kind, value[name]) {
            case (_, nil), (_, .null), (.text, .string), (.number, .integer): false
            default: true
            }
        }
        guard wrong.isEmpty else {
            throw UserError(
                complaints: wrong.map {
                    switch kind {
                    case .text: .init($0, "ต้องเป็นข้อความ", "This must be a string")
                    case .number: .init($0, "ต้องเป็นจำนวนเต็ม", "This must be a whole number")
                    }
                }
            )
        }
    }

    package enum Kind { case text, number }

    private func notKeys(_ name: String) -> UserError {
        UserError(complaints: [.init(name, "ต้องเป็นรายการรหัส", "This must be a list of keys")])
    }
}
