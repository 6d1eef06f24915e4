/// Why bytes are not JSON.
public struct JSONError: Error, Equatable, Sendable {
    public enum Code: Sendable {
        case unexpected, endsEarly, badString, badNumber, duplicateName, tooDeep
    }

    public let code: Code
    /// Where, in bytes from the start.
    public let offset: Int
}

extension JSONValue {
    /// Parses exactly one value (RFC 8259): no comments, no trailing commas, no name twice in an object, at most 64
    /// levels. Whole numbers that fit are `.integer`.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.whole()
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    private static let deepest = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func whole() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw error(.unexpected) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.deepest else { throw error(.tooDeep) }
        skipSpace()
        switch try peek() {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .bool(true))
        case 0x66: return try word("false", .bool(false))
        case 0x6E: return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [(String, JSONValue)] = []
        var names: Set<String> = []
        skipSpace()
        if try peek() == 0x7D {
            position += 1
            return .object([])
        }
        while true {
            skipSpace()
            let start = position
            guard try peek() == 0x22 else { throw error(.unexpected) }
            let name = try string()
            guard names.insert(name).inserted else { throw JSONError(code: .duplicateName, offset: start) }
            skipSpace()
            guard try next() == 0x3A else { throw error(.unexpected, back: 1) }
            members.append((name, try value(depth: depth + 1)))
            skipSpace()
            switch try next() {
            case 0x2C: continue
            case 0x7D: return .object(members)
            default: throw error(.unexpected, back: 1)
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if try peek() == 0x5D {
            position += 1
            return .array([])
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            switch try next() {
            case 0x2C: continue
            case 0x5D: return .array(items)
            default: throw error(.unexpected, back: 1)
            }
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard bytes.count - position >= count else { throw error(.endsEarly) }
        guard
            bytes[position..<position + count].elementsEqual(
                UnsafeBufferPointer(start: word.utf8Start, count: count)
            )
        else { throw error(.unexpected) }
        position += count
        return value
    }

    private mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while true {
            let run = position
            while position < bytes.count, Self.isPlain(bytes[position]) { position += 1 }
            // A string without escapes is made from its bytes at once.
            if text.isEmpty, position < bytes.count, bytes[position] == 0x22 {
                defer { position += 1 }
                return try Self.checked(String(validating: bytes[run..<position], as: UTF8.self), start)
            }
            text.append(contentsOf: bytes[run..<position])
            switch try next() {
            case 0x22: return try Self.checked(String(validating: text, as: UTF8.self), start)
            case 0x5C: text.append(contentsOf: try escape())
            default: throw error(.badString, back: 1)
            }
        }
    }

    /// Whether a byte stands for itself inside a string.
    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x22 && byte != 0x5C }

    private static func checked(_ text: String?, _ start: Int) throws(JSONError) -> String {
        guard let text else { throw JSONError(code: .badString, offset: start) }
        return text
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        switch try next() {
        case 0x22: return [0x22]
        case 0x5C: return [0x5C]
        case 0x2F: return [0x2F]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75: return try unicodeEscape()
        default: throw error(.badString, back: 1)
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> [UInt8] {
        let first = try fourHexDigits()
        var value = first
        if (0xD800..<0xDC00).contains(first) {
            guard try next() == 0x5C, try next() == 0x75 else { throw error(.badString, back: 1) }
            let second = try fourHexDigits()
            guard (0xDC00..<0xE000).contains(second) else { throw error(.badString) }
            value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw error(.badString) }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try next()
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: throw error(.badString, back: 1)
            }
        }
        return value
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if try peek() == 0x2D { position += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[position - whole] != 0x30 else {
            throw JSONError(code: whole == 0 ? .unexpected : .badNumber, offset: start)
        }
        var isWhole = true
        if position < bytes.count, bytes[position] == 0x2E {
            position += 1
            isWhole = false
            guard digits() > 0 else { throw error(.badNumber) }
        }
        if position < bytes.count, bytes[position] | 0x20 == 0x65 {
            position += 1
            isWhole = false
            if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
            guard digits() > 0 else { throw error(.badNumber) }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw JSONError(code: .badNumber, offset: start)
        }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position - start
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.endsEarly) }
        return bytes[position]
    }

    private mutating func next() throws(JSONError) -> UInt8 {
        let byte = try peek()
        position += 1
        return byte
    }

    private func error(_ code: JSONError.Code, back: Int = 0) -> JSONError {
        JSONError(code: code, offset: position - back)
    }
}
