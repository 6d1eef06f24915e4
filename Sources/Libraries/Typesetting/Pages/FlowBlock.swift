/// One strip across the page that is never torn.
struct FlowRow {
    let height: Double
    /// Gives its first words, for the mark on the page before.
    let words: () -> String
    /// Draws it with its top at a height of the page.
    let draw: (PDFCanvas, Double) throws -> Void

    /// A strip without words, empty unless it is drawn.
    init(height: Double, draw: @escaping (PDFCanvas, Double) throws -> Void = { _, _ in }) {
        self.init(height: height, words: { "" }, draw: draw)
    }

    init(
        height: Double,
        words: @escaping () -> String,
        draw: @escaping (PDFCanvas, Double) throws -> Void
    ) {
        (self.height, self.words, self.draw) = (height, words, draw)
    }
}

/// Rows that belong together, and what may be done to them at the end of a page.
struct FlowBlock {
    /// Left free above it, but not at the top of a page.
    var before = 0.0
    var rows: [FlowRow]
    /// Whether all rows stand on one page.
    var isWhole = false
    /// Whether it stands on the page of the last lines before it.
    var joinsPrevious = false
    /// Whether the block behind it stands on the page of its last lines.
    var joinsNext = false
    /// Repeated at the top of each page on which its rows go on.
    var header: FlowRow?
    /// Whether it is pushed down to the foot of its page.
    var standsAtFoot = false
}
