/// What stands around the text: page numbers, the words with which the next page begins, secrecy.
struct PageMarks {
    let engine: TextEngine
    let sheet: Sheet
    /// As in ลับมาก; on top and at the foot of every page.
    let secrecy: String?

    /// The room that the next page's first words take below the text.
    static let continuationRoom = 26.0

    /// What is drawn before the text of a page, counted from zero.
    func drawHead(of page: Int, on canvas: PDFCanvas) throws {
        if let secrecy {
            let mark = try engine.lines(secrecy, .stamp, width: sheet.textWidth)
            mark.draw(on: canvas, x: sheet.left, y: max(0, cm(1.45) - mark.height))
        }
        guard page > 0 else { return }
        let label = "- \(ThaiNumerals.digits(String(page + 1))) -"
        let style = TextStyle(alignment: .centre)
        try engine.lines(label, style, width: sheet.textWidth).draw(
            on: canvas,
            x: sheet.left,
            y: sheet.markTop
        )
    }

    /// What is drawn behind it; `next` is how the next page begins.
    func drawFoot(next: String?, on canvas: PDFCanvas) throws {
        if let next, !next.isEmpty {
            let words = try engine.lines(
                "/\(withoutStops(next))...",
                TextStyle(alignment: .trailing),
                width: sheet.textWidth
            )
            words.draw(on: canvas, x: sheet.left, y: sheet.foot - words.height)
        }
        guard let secrecy else { return }
        let mark = try engine.lines(secrecy, .stamp, width: sheet.textWidth)
        mark.draw(on: canvas, x: sheet.left, y: sheet.height - cm(0.35) - mark.height)
    }
}

extension PageMarks {
    /// Three dots follow: those of an abbreviation would make four.
    private func withoutStops(_ words: String) -> Substring {
        var rest = words[...]
        while rest.last == "." { rest.removeLast() }
        return rest
    }
}

extension TextStyle {
    /// Speed and secrecy: red, bold, 32 points.
    static let stamp = TextStyle(size: 32, isBold: true, alignment: .centre, colour: .stamp)
}
