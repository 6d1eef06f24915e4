import JSON
import Testing

struct JSONEncodingTests {
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
}
