import HTTP
import JSON
import Kernel
import TestSupport
import Testing

/// The register and the day's report print as the office's forms (NUM-08, REG-02).
struct ReportsTests {
    @Test(arguments: ["register", "daily"], ["pdf", "xlsx"])
    func `a register prints in both forms and formats`(_ form: String, _ format: String) throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for _ in 1...3 {
            _ = klang.call(
                .post,
                "/api/v1/registers/\(register)/letters",
                ["subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง"]
            )
        }

        let answer = klang.open(
            "/registers/\(register)/report.\(format)",
            query: ["from": "๑๕/๑/๒๕๖๙", "to": "15 ม.ค. 2569", "form": form]
        )

        #expect(answer.status == 200)
        #expect(answer.bytes.starts(with: format == "pdf" ? Array("%PDF-".utf8) : [0x50, 0x4B]))
        #expect(answer.headers["content-disposition"]?.contains(".\(format)") == true)
    }

    @Test func `days that are none, or in the wrong order, are refused in words`() throws {
        let site = try TestSite()
        let klang = try site.signIn("klang")
        let register = try site.register("province.in")
        for query: Fields in [["from": "31/02/2569"], ["from": "2/1/2569", "to": "1/1/2569"]] {
            #expect(klang.open("/registers/\(register)/print", query: query).status == 422)
            #expect(klang.open("/registers/\(register)/report.pdf", query: query).status == 422)
        }
    }

    @Test func `a register that is not one's own prints for nobody else`() throws {
        let site = try TestSite()
        let register = try site.register("province.in")
        #expect(try site.signIn("nuai").open("/registers/\(register)/report.pdf").status == 404)
        #expect(try site.signIn("phuchai").open("/registers/\(register)/report.xlsx").status == 404)
    }
}
