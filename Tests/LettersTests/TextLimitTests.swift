import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// Texts are counted as the databases count them: a letter with its vowel and its tone mark is three characters.
struct TextLimitTests {
    private static func text(_ characters: Int) -> JSONValue {
        .string(String(repeating: "กี่", count: characters / 3) + String(repeating: "ก", count: characters % 3))
    }

    @Test(arguments: TestDatabase.both)
    func `a text of the greatest length is kept, and one character more is told at its field`(
        _ database: TestDatabase
    ) throws {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let nuai = try site.signIn("nuai")
        let letter = try klang.register()
        let sent = try klang.deliver(letter, to: [try site.unit("relief"), try site.unit("health")])
        #expect(nuai.receive(sent[0]) == 200)
        let numbers = "/api/v1/registers/\(try site.register("province.in"))/numbers"
        let nuai2 = try site.signIn("nuai2")

        for (client, path, field, most) in [
            (klang, "/api/v1/letters/\(letter)/endorsements", "text", 4000),
            (nuai, "/api/v1/deliveries/\(sent[0])/closure", "note", 1000),
            (nuai2, "/api/v1/deliveries/\(sent[1])/return", "reason", 1000),
            (klang, "\(numbers)/1/voiding", "reason", 500),
        ] {
            #expect(
                client.call(.post, path, .object([(field, Self.text(most + 1))])).status == 422,
                "\(path)"
            )
            let answer = client.call(.post, path, .object([(field, Self.text(most))]))
            #expect(answer.status < 300, "\(path): \(answer.text)")
        }
    }

    @Test(arguments: TestDatabase.both)
    func `a letter's number that grows when it is compared is taken all the same`(_ database: TestDatabase)
        throws
    {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let answer = klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            [
                "subject": "เลขที่ยาว", "from": "กรมตัวอย่าง",
                "letterNumber": .string(String(repeating: "İ", count: 100)),
            ]
        )
        #expect(answer.status == 201, "\(answer.text)")
    }
}
