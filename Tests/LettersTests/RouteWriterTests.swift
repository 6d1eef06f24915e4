import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// What a register says was done with a letter (การปฏิบัติ, clause 39).
struct RouteWriterTests {
    @Test(arguments: TestDatabase.both)
    func `a letter to few names each receiver and how far it has come there`(_ database: TestDatabase) throws
    {
        let site = try TestSite(on: database)
        let nuai = try site.signIn("nuai")
        let groups = try site.makeGroups(2, below: "relief") { "กลุ่มงานที่ \($0)" }
        let sent = try nuai.deliver(try nuai.register(in: "relief.in"), to: groups)
        #expect(nuai.receive(sent[1]) == 200)

        let action = try nuai.action(in: "relief.in").replacing("\u{A0}", with: " ")
        #expect(action == "ส่ง กลุ่มงานที่ 1 ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น. · กลุ่มงานที่ 2 (ลงรับแล้ว ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น.)")
    }

    @Test func `those to whom a letter went at one moment are named together until they receive it`() throws {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let groups = try site.makeGroups(3, below: "relief") { "กลุ่มงานที่ \($0)" }
        let sent = try nuai.deliver(try nuai.register(in: "relief.in"), to: groups)
        func action() throws -> String {
            try nuai.action(in: "relief.in").replacing("\u{A0}", with: " ")
        }
        #expect(try action() == "ส่ง กลุ่มงานที่ 1, กลุ่มงานที่ 2, กลุ่มงานที่ 3 ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น.")

        site.clock.advance(seconds: 60)
        #expect(nuai.receive(sent[0]) == 200)
        #expect(
            try action()
                == "กลุ่มงานที่ 1 (ลงรับแล้ว ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๑ น.) · ส่ง กลุ่มงานที่ 2, กลุ่มงานที่ 3 ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น."
        )
    }

    @Test func `a receiver to whom a letter goes twice is named once`() throws {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let group = try site.makeGroups(1, below: "relief") { "กลุ่มงานที่ \($0)" }
        let letter = try nuai.register(in: "relief.in")
        let first = try nuai.deliver(letter, to: group)[0]
        #expect(nuai.call(.post, "/api/v1/deliveries/\(first)/return", ["reason": "ขาดเอกสาร"]).status == 200)

        _ = try nuai.deliver(letter, to: group)

        let action = try nuai.action(in: "relief.in").replacing("\u{A0}", with: " ")
        #expect(action == "ส่ง กลุ่มงานที่ 1 ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น.")
    }

    @Test(arguments: TestDatabase.both)
    func `a letter to many counts them, through all receipts`(_ database: TestDatabase) throws {
        let site = try TestSite(on: database)
        let nuai = try site.signIn("nuai")
        let groups = try site.makeGroups(40, below: "relief") {
            "กลุ่มงานส่งเสริมการป้องกันและปฏิบัติการบรรเทาสาธารณภัยประจำพื้นที่รับผิดชอบที่ \($0)"
        }

        let sent = try nuai.deliver(try nuai.register(in: "relief.in"), to: groups)
        #expect(try nuai.action(in: "relief.in") == "ส่ง ๔๐ ราย (ยังไม่ลงรับ ๔๐)")

        for delivery in sent.prefix(3) { #expect(nuai.receive(delivery) == 200) }
        #expect(try nuai.action(in: "relief.in") == "ส่ง ๔๐ ราย (ยังไม่ลงรับ ๓๗ ลงรับแล้ว ๓)")
    }

    /// The unit's own matter goes on.
    @Test func `what a person closes who got it by name is not closed in the line of the unit`() throws {
        let site = try TestSite()
        let nuai = try site.signIn("nuai")
        let phubor = try site.signIn("phubor")
        let letter = try nuai.register(in: "relief.in")
        let hop = try nuai.deliver(letter, toPerson: "phubor")
        #expect(phubor.call(.post, "/api/v1/deliveries/\(hop)/receipt").status == 200)
        #expect(phubor.call(.post, "/api/v1/deliveries/\(hop)/closure", [:]).status == 200)

        #expect(try !nuai.action(in: "relief.in").hasSuffix("· ปิดเรื่องแล้ว"))
    }
}
