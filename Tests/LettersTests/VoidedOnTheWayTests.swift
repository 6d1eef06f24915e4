import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// A number that is given up while its letter is on its way: whoever has the letter sees it.
struct VoidedOnTheWayTests {
    @Test(arguments: TestDatabase.both)
    func `the receiver's tray and page tell that the number is void`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let (klang, nuai) = (try site.signIn("klang"), try site.signIn("nuai"))
        let unit = try site.unit("relief")
        let (first, second) = (try klang.register("เรื่องที่หนึ่ง"), try klang.register("เรื่องที่สอง"))
        _ = try klang.deliver(first, to: [unit])
        let received = try klang.deliver(second, to: [unit])
        #expect(nuai.receive(received[0]) == 200)
        #expect(try void(klang) == [true, true])

        let items = try nuai.call(.get, "/api/v1/deliveries").json["items"]?.array
        let isVoid = Dictionary(
            uniqueKeysWithValues: (items ?? []).map { ($0["letter"]?.string ?? "", $0["void"]) }
        )
        #expect(isVoid == [first: true, second: false])
        #expect(nuai.open("/tray").text.matches(of: /sb-state--void">ยกเลิกเลข/).count >= 1)
        let page = nuai.open("/letters/\(second)").text
        #expect(page.contains("ยกเลิกเลข <span class=\"sb-num\"><s>๒/๒๕๖๙</s></span>") && page.contains("ลงซ้ำ"))
    }

    private func void(_ klang: Client) throws -> [Bool] {
        let book = "/api/v1/registers/\(try klang.site.register("province.in"))"
        return [1, 2].map {
            klang.call(.post, "\(book)/numbers/\($0)/voiding", ["reason": "ลงซ้ำ"]).status == 200
        }
    }
}
