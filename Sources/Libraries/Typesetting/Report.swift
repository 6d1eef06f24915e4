/// A table on A4 pages: headings, a header row on each page, rows that are never torn, and page numbers.
public struct Report: Sendable {
    public struct Column: Sendable {
        let title: String
        /// Its part of the width, relative to the others'.
        let share: Double
        let alignment: Alignment
        /// Whether its texts are set a little smaller, where they are long.
        let isSmall: Bool

        public init(_ title: String, share: Double, alignment: Alignment = .leading, isSmall: Bool = false) {
            self.title = title
            self.share = share
            self.alignment = alignment
            self.isSmall = isSmall
        }
    }

    public enum Row: Sendable {
        /// A text for each column.
        case cells([String])
        /// A line across all columns, told again where the rows below it go on on another page.
        case heading(String)
    }

    /// The headings, centred, the first one larger.
    public var headings: [String]
    public var columns: [Column]
    public var rows: [Row]
    /// Lines below the last row.
    public var footers: [String]
    public var isLandscape: Bool
    /// The least height of a row in points: more where somebody is to sign in it.
    public var rowHeight: Double
    /// How a page names itself: page and number of pages.
    public var pageLabel: @Sendable (Int, Int) -> String
    /// The date of making in ISO 8601, written into the file.
    public var created: String

    public init(
        headings: [String],
        columns: [Column],
        rows: [Row],
        footers: [String] = [],
        isLandscape: Bool = true,
        rowHeight: Double = 0,
        created: String,
        pageLabel: @escaping @Sendable (Int, Int) -> String
    ) {
        self.headings = headings
        self.columns = columns
        self.rows = rows
        self.footers = footers
        self.isLandscape = isLandscape
        self.rowHeight = rowHeight
        self.created = created
        self.pageLabel = pageLabel
    }

    /// The report as PDF. Throws when memory is short or no font is there.
    public func pdf() throws -> [UInt8] { try ReportSetter(self).pdf() }
}

/// Sets a report: measures the rows, cuts them into pages, draws.
private struct ReportSetter {
    private let report: Report
    private let engine: TextEngine
    private let page: (width: Double, height: Double)
    private let widths: [Double]

    private static let margin = 28.0
    private static let size = 14.0
    private static let smallSize = 12.0
    private static let padding = 2.0

    init(_ report: Report) throws {
        self.report = report
        engine = try TextEngine()
        page = report.isLandscape ? (841.89, 595.28) : (595.28, 841.89)
        let whole = report.columns.reduce(0) { $0 + $1.share }
        let room = page.width - 2 * Self.margin
        widths = report.columns.map { room * $0.share / max(whole, 1) }
    }

    func pdf() throws -> [UInt8] {
        let top = try headingHeight()
        let header = try height(of: report.columns.map(\.title), isBold: true)
        let pages = try cut(first: top + header, next: header)
        let canvas = try PDFCanvas(
            width: page.width,
            height: page.height,
            title: report.headings.first ?? "",
            created: report.created
        )
        for (index, rows) in pages.enumerated() {
            var y = Self.margin
            if index == 0 { y = try drawHeadings(canvas, y) }
            y = try drawRow(canvas, report.columns.map(\.title), y, header, isBold: true)
            for row in rows { y = try draw(report.rows[row.index], on: canvas, y, row.height) }
            if index == pages.count - 1 { try drawFooters(canvas, y + 6) }
            try drawLabel(canvas, report.pageLabel(index + 1, pages.count))
            canvas.endPage()
        }
        return try canvas.finish()
    }

    private struct MeasuredRow {
        let index: Int
        let height: Double
    }

    /// The rows of each page, a heading never without a row below it. A row taller than a page runs over its foot.
    private func cut(first: Double, next: Double) throws -> [[MeasuredRow]] {
        let room = page.height - 2 * Self.margin - 20
        let footer = Double(report.footers.count) * 20
        var pages: [[MeasuredRow]] = [[]]
        var used = first
        var heading: MeasuredRow?
        var isTold = true
        for (index, content) in report.rows.enumerated() {
            let row = MeasuredRow(index: index, height: try height(of: content))
            if case .heading = content {
                (heading, isTold) = (row, false)
                continue
            }
            let withHeading = [heading, row].compactMap(\.self)
            var added = isTold ? [row] : withHeading
            let foot = index == report.rows.count - 1 ? footer : 0
            if added.reduce(used + foot, { $0 + $1.height }) > room {
                pages.append([])
                (used, added) = (next, withHeading)
            }
            pages[pages.count - 1] += added
            used = added.reduce(used) { $0 + $1.height }
            isTold = true
        }
        return pages
    }

    private func height(of row: Report.Row) throws -> Double {
        switch row {
        case .cells(let texts): try height(of: texts, isBold: false)
        case .heading(let text): try line(text).height + 2 * Self.padding
        }
    }

    private func height(of texts: [String], isBold: Bool) throws -> Double {
        var tallest = isBold ? 0 : report.rowHeight
        for (index, text) in texts.enumerated() where index < widths.count {
            let laidOut = try cell(text, index, isBold)
            tallest = max(tallest, laidOut.height + 2 * Self.padding)
        }
        return tallest
    }

    private func cell(_ text: String, _ column: Int, _ isBold: Bool) throws -> LaidOutText {
        try engine.text(
            text,
            size: report.columns[column].isSmall && !isBold ? Self.smallSize : Self.size,
            isBold: isBold,
            width: widths[column] - 2 * Self.padding,
            alignment: isBold ? .centre : report.columns[column].alignment,
            isTight: true
        )
    }

    private func drawRow(
        _ canvas: PDFCanvas,
        _ texts: [String],
        _ y: Double,
        _ height: Double,
        isBold: Bool
    ) throws -> Double {
        var x = Self.margin
        canvas.line(from: (x, y), to: (page.width - Self.margin, y))
        for (index, width) in widths.enumerated() {
            canvas.line(from: (x, y), to: (x, y + height))
            if index < texts.count {
                try cell(texts[index], index, isBold).draw(
                    on: canvas.canvas,
                    x: x + Self.padding,
                    y: y + Self.padding
                )
            }
            x += width
        }
        canvas.line(from: (x, y), to: (x, y + height))
        canvas.line(from: (Self.margin, y + height), to: (x, y + height))
        return y + height
    }

    private func draw(_ row: Report.Row, on canvas: PDFCanvas, _ y: Double, _ height: Double) throws -> Double
    {
        switch row {
        case .cells(let texts): return try drawRow(canvas, texts, y, height, isBold: false)
        case .heading(let text):
            let (left, right) = (Self.margin, page.width - Self.margin)
            for x in [left, right] { canvas.line(from: (x, y), to: (x, y + height)) }
            for y in [y, y + height] { canvas.line(from: (left, y), to: (right, y)) }
            try line(text).draw(on: canvas.canvas, x: left + Self.padding, y: y + Self.padding)
            return y + height
        }
    }

    /// A heading inside the table.
    private func line(_ text: String) throws -> LaidOutText {
        let room = page.width - 2 * (Self.margin + Self.padding)
        return try engine.text(text, size: Self.size, isBold: true, width: room, alignment: .leading)
    }

    private func heading(_ index: Int) throws -> LaidOutText {
        try engine.text(
            report.headings[index],
            size: index == 0 ? 20 : 16,
            isBold: index == 0,
            width: page.width - 2 * Self.margin,
            alignment: .centre
        )
    }

    private func headingHeight() throws -> Double {
        try report.headings.indices.reduce(8) { try $0 + heading($1).height }
    }

    private func drawHeadings(_ canvas: PDFCanvas, _ top: Double) throws -> Double {
        var y = top
        for index in report.headings.indices {
            let text = try heading(index)
            text.draw(on: canvas.canvas, x: Self.margin, y: y)
            y += text.height
        }
        return y + 8
    }

    private func drawFooters(_ canvas: PDFCanvas, _ top: Double) throws {
        var y = top
        for footer in report.footers {
            let text = try engine.text(
                footer,
                size: Self.size,
                width: page.width - 2 * Self.margin,
                alignment: .leading
            )
            text.draw(on: canvas.canvas, x: Self.margin, y: y)
            y += text.height
        }
    }

    private func drawLabel(_ canvas: PDFCanvas, _ label: String) throws {
        let text = try engine.text(label, size: 12, width: page.width - 2 * Self.margin, alignment: .trailing)
        text.draw(on: canvas.canvas, x: Self.margin, y: page.height - Self.margin - 4)
    }
}
