/// Builds the pages of one letter from the parts that the kinds share.
final class Composer {
    let engine: TextEngine
    let sheet: Sheet
    let emblem: Emblem
    /// Whether ๐ to ๙ are printed where 0 to 9 were typed.
    let hasThaiDigits: Bool
    /// Where the text of the first page begins.
    var firstTop: Double
    /// Red on top and at the foot of every page.
    var secrecy: String?
    /// What stands at fixed places of the first page.
    var fixed: [(PDFCanvas) throws -> Void] = []
    var blocks: [FlowBlock] = []

    /// Between two blocks: "spacing before 6 points".
    static let gap = 6.0
    /// Of a paragraph's first line.
    static let indent = cm(2.5)

    init(engine: TextEngine, sheet: Sheet, emblem: Emblem, hasThaiDigits: Bool) {
        (self.engine, self.sheet, self.emblem, self.hasThaiDigits) = (engine, sheet, emblem, hasThaiDigits)
        firstTop = sheet.top
    }

    /// The text as it is printed.
    func printed(_ text: String) -> String { hasThaiDigits ? ThaiNumerals.text(text) : text }

    /// A text as lines; throws for characters that no font on this machine has.
    func set(_ text: String, _ style: TextStyle = TextStyle(), width: Double? = nil) throws -> SetLines {
        let text = printed(text)
        let lines = try engine.lines(text, style, width: width)
        guard lines.unknownGlyphs == 0 else {
            throw TypesettingError(
                "“\(text.prefix(40))” holds a character that no font here has (มีอักขระที่ไม่มีในแบบตัวพิมพ์)"
            )
        }
        return lines
    }

    /// Lines below those before, from `x` of the paper on.
    func add(
        _ lines: SetLines,
        x: Double,
        before: Double = gap,
        isWhole: Bool = false,
        joinsNext: Bool = false
    ) {
        let rows = (0..<lines.count).map { row(lines, $0, x: x) }
        blocks.append(FlowBlock(before: before, rows: rows, isWhole: isWhole, joinsNext: joinsNext))
    }

    /// One line of a text as a strip of the page.
    func row(_ lines: SetLines, _ index: Int, x: Double) -> FlowRow {
        FlowRow(height: lines.height(of: index), words: { lines.firstWords(of: index, limit: 24) }) {
            canvas,
            y in
            lines.draw(index, on: canvas, x: x, y: y)
        }
    }

    /// Lines in the middle of the text.
    func addCentred(_ text: String, _ style: TextStyle = TextStyle(), before: Double = 0) throws {
        var style = style
        style.alignment = .centre
        let lines = try set(text, style, width: sheet.textWidth)
        add(lines, x: sheet.left, before: before, isWhole: true, joinsNext: true)
    }

    /// Room without text.
    func addSpace(_ height: Double) {
        blocks.append(FlowBlock(rows: [FlowRow(height: height)], joinsNext: true))
    }

    /// The short line between a heading and its text.
    func addRule() {
        let (start, end) = (sheet.centre - cm(2), sheet.centre + cm(2))
        let row = FlowRow(height: 16) { canvas, y in
            canvas.use(.black)
            canvas.line(from: (start, y + 9), to: (end, y + 9), width: 0.6)
        }
        blocks.append(FlowBlock(rows: [row], joinsNext: true))
    }

    /// The complete pages.
    func draw(on canvas: PDFCanvas) throws {
        guard firstTop <= sheet.foot - cm(3) else {
            throw TypesettingError("the head of the letter is taller than a page (หัวหนังสือสูงเกินหนึ่งหน้า)")
        }
        let flow = PageFlow(
            firstTop: firstTop,
            nextTop: sheet.top,
            foot: sheet.foot,
            markRoom: PageMarks.continuationRoom
        )
        let pages = try flow.pages(of: blocks)
        let marks = PageMarks(engine: engine, sheet: sheet, secrecy: secrecy)
        for (index, rows) in pages.enumerated() {
            try marks.drawHead(of: index, on: canvas)
            if index == 0 { for part in fixed { try part(canvas) } }
            for placed in rows { try placed.row.draw(canvas, placed.top) }
            let next = index + 1 < pages.count ? pages[index + 1].lazy.map { $0.row.words() } : nil
            try marks.drawFoot(next: next?.first { !$0.isEmpty }, on: canvas)
            canvas.endPage()
        }
    }
}
