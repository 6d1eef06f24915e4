import JSON
import Testing

struct JSONWriterTests {
    static let values: [(JSONValue, String)] = [
        (.null, "null"), (true, "true"), (-5, "-5"), (.number(0.5), "0.5"), (.number(.nan), "null"),
        (.number(.infinity), "null"), ("a\"\\/\u{1f}\n\r\tก", #""a\"\\/\u001f\n\r\tก""#), ([], "[]"),
        ([1, "a"], #"[1,"a"]"#),
        ([:], "{}"), (["b": 1, "a": [nil]], #"{"b":1,"a":[null]}"#),
    ]

    @Test(arguments: values)
    func `values are written compactly, members in their order`(_ value: JSONValue, _ text: String) {
        #expect(String(decoding: value.encoded, as: UTF8.self) == text)
    }

    @Test func `a streamed list is the same JSON as the built one`() throws {
        var writer = JSONWriter()
        writer.object { list in
            list.member("items") { items in
                items.array {
                    for number in 1...2 {
                        $0.object {
                            $0.member("id", "ก\"\(number)")
                            $0.member("number", number)
                            $0.member("isVoid", number == 2)
                            $0.member("note", String?.none)
                            $0.member("tags", value: ["a", nil])
                        }
                    }
                }
            }
            list.member("next", value: nil)
        }

        let item = { (number: Int) -> JSONValue in
            [
                "id": .string("ก\"\(number)"), "number": .integer(number), "isVoid": .bool(number == 2),
                "note": nil, "tags": ["a", nil],
            ]
        }
        #expect(
            writer.bytes
                == JSONValue.object([("items", .array([item(1), item(2)])), ("next", .null)]).encoded
        )
    }
}
