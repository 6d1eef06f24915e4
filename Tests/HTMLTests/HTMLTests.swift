import HTML
import Testing

struct HTMLTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"' onclick=", "&quot;&#39; onclick="),
        ("ก&ข", "ก&amp;ข"), ("น้ำท่วม ๒๕๖๙", "น้ำท่วม ๒๕๖๙"), ("", ""), ("&amp;", "&amp;amp;"),
    ])
    func `a value goes in escaped`(_ value: String, _ escaped: String) {
        let page: HTML = "<p title=\"\(value)\">\(value)</p>"
        #expect(page.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `markup goes in as it is, and only markup`() {
        let part: HTML = "<b>\("<i>")</b>"
        let none: HTML? = nil
        let page: HTML = "<p>\(part)\(none)\(part as HTML?)</p>"
        #expect(page.text == "<p><b>&lt;i&gt;</b><b>&lt;i&gt;</b></p>")
    }

    @Test func `parts are repeated, chosen and left out`() {
        let name: String? = "ปราณี"
        let nobody: String? = nil
        let page: HTML = """
            \(["ก", "<"], each: { "<li>\($0)</li>" })\(if: true, "ใช่")\(if: false, "ไม่")\(name, then: { "\($0)" })\(nobody, then: { "\($0)" })\(12)
            """
        #expect(page.text == "<li>ก</li><li>&lt;</li>ใช่ปราณี12")
    }

    @Test func `a large part keeps its place among small ones`() {
        let row: HTML = "<li>\("<")</li>"
        let list: HTML = "<ul>\(0..<1000, each: { _ in row })</ul>"
        let page: HTML = "<p>\("ก")</p>\(list)<hr>\(list)\(row)"
        let rows = String(repeating: "<li>&lt;</li>", count: 1000)
        #expect(page.text == "<p>ก</p><ul>\(rows)</ul><hr><ul>\(rows)</ul><li>&lt;</li>")
        #expect(page.byteCount == page.bytes.count)
        #expect(page == "\(page)")
    }
}
