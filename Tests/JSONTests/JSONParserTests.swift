import JSON
import Testing

struct JSONParserTests {
    static let sound: [(String, JSONValue)] = [
        ("null", JSONValue.null), (" true ", true), ("\t\r\nfalse", false), ("0", 0), ("-0", 0), ("-12", -12),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)),
        ("1e2", .number(100)),
        ("-1.5E-1", .number(-0.15)), ("\"\"", ""), ("\"ก\"", "ก"), ("\"\\u0e01\\u0E01\"", "กก"),
        ("\"\\ud83d\\ude00\"", "😀"), ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"),
        ("\"\\u0000\"", "\0"),
        ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]), ("{}", [:]),
        ("{ \"a\" : 1 , \"b\" : null }", ["a": 1, "b": nil]),
    ]

    @Test(arguments: sound)
    func `what the RFC allows is read`(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    static let broken: [(String, JSONError.Code, Int)] = [
        ("", .endsEarly, 0), (" ", .endsEarly, 1), ("nul", .endsEarly, 0), ("nulL", .unexpected, 0),
        ("[1,]", .unexpected, 3), ("[1 2]", .unexpected, 3), ("[", .endsEarly, 1),
        ("{\"a\"}", .unexpected, 4),
        ("{a:1}", .unexpected, 1), ("{\"a\":1,}", .unexpected, 7), ("{\"a\":1,\"a\":2}", .duplicateName, 7),
        ("01", .badNumber, 0), ("-", .unexpected, 0), ("+1", .unexpected, 0), ("1.", .badNumber, 2),
        (".5", .unexpected, 0),
        ("1e", .badNumber, 2), ("1e999", .badNumber, 0), ("NaN", .unexpected, 0), ("'a'", .unexpected, 0),
        ("\"a", .endsEarly, 2), ("\"\n\"", .badString, 1), ("\"\\x\"", .badString, 2),
        ("\"\\u12\"", .badString, 5),
        ("\"\\ud800\"", .badString, 7), ("\"\\udc00\"", .badString, 7),
        ("\"\\ud800\\u0041\"", .badString, 13),
        ("1 1", .unexpected, 2), ("// a\n1", .unexpected, 0), ("\u{FEFF}1", .unexpected, 0),
    ]

    @Test(arguments: broken)
    func `what it does not is refused at its place`(_ text: String, _ code: JSONError.Code, _ offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22] as [UInt8], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xE0, 0xB8, 0x22],
    ])
    func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    }

    @Test func `64 levels are read, 65 are not`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }

        _ = try JSONValue(parsing: nested(64))
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(65)) }
        #expect(error?.code == .tooDeep)
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(1_000_000)) }
    }

    @Test(arguments: 0..<8) func `bytes at random are refused or come back the same`(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let sound = Array(#"{"เรื่อง":"ขอ\u0e01\n","n":[-1,2.5e3,true,null,{"a":{}}],"s":"\ud83d\ude00"}"#.utf8)
        let alphabet = Array("{}[]\",:\\u0123456789eE+-.truefalsn \u{0}กd8".utf8)
        for round in 0..<3000 {
            var bytes = sound
            if round % 2 == 0 {
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                        in: 0...255,
                        using: &random
                    )
                }
            } else {
                bytes = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
                    alphabet.randomElement(using: &random)
                }
            }
            do {
                let value = try JSONValue(parsing: bytes)
                #expect(try JSONValue(parsing: value.encoded) == value)
            } catch {
                #expect((error as? JSONError).map { (0...bytes.count).contains($0.offset) } ?? false)
            }
        }
    }
}

/// The same numbers in every run.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
