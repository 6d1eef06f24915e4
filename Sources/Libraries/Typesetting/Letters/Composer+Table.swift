extension Composer {
    /// A ruled table over the width of the text; its head is repeated on each page, its rows are not torn.
    func addTable(_ table: LetterTable) throws {
        let widths = try columnWidths(of: table)
        let head = try tableRow(table.columns.map(\.title), table, widths, isHead: true)
        let rows = try table.rows.map { try tableRow($0, table, widths, isHead: false) }
        guard let first = rows.first else { return }
        // The head stays with the first row.
        let start = FlowRow(height: head.height + first.height, words: first.words) { canvas, y in
            try head.draw(canvas, y)
            try first.draw(canvas, y + head.height)
        }
        blocks.append(FlowBlock(before: 8, rows: [start] + rows.dropFirst(), header: head))
        blocks.append(FlowBlock(rows: [FlowRow(height: 6)], joinsPrevious: true))
    }

    private static var padding: Double { 4 }

    /// Columns are as wide as their longest text, or share what there is by their lengths.
    private func columnWidths(of table: LetterTable) throws -> [Double] {
        let natural = try table.columns.indices.map { column in
            let texts = [table.columns[column].title] + table.rows.map { $0[column] }
            let widths = try texts.enumerated().map { index, text in
                try set(text, TextStyle(isBold: index == 0)).width
            }
            return max(widths.max() ?? 0, 10) + 2 * Self.padding + 2
        }
        return Self.share(sheet.textWidth, among: natural)
    }

    /// Columns that need less than an equal part get what they need; the others share the rest, half of it equally and
    /// half by what they need. What is left over where all fit is given to all.
    static func share(_ room: Double, among natural: [Double]) -> [Double] {
        let whole = natural.reduce(0, +)
        guard whole > room else { return natural.map { $0 * room / max(whole, 1) } }
        var widths = natural
        var large = Set(natural.indices)
        var rest = room
        while let small = large.filter({ natural[$0] <= rest / Double(large.count) }).min(), large.count > 1 {
            large.remove(small)
            rest -= natural[small]
        }
        let needed = large.reduce(0) { $0 + natural[$1] }
        for index in large {
            widths[index] = rest / 2 * (1 / Double(large.count) + natural[index] / max(needed, 1))
        }
        return widths
    }

    private func tableRow(
        _ texts: [String],
        _ table: LetterTable,
        _ widths: [Double],
        isHead: Bool
    ) throws -> FlowRow {
        let cells = try texts.enumerated().map { index, text in
            let alignment = isHead ? Alignment.centre : table.columns[index].alignment
            let style = TextStyle(isBold: isHead, alignment: alignment)
            return try set(text, style, width: widths[index] - 2 * Self.padding)
        }
        let height = (cells.map(\.height).max() ?? 0) + 4
        let filled = isHead ? [] : zip(cells, texts).filter { !$0.1.isEmpty }.map(\.0)
        let words = { filled.prefix(2).map { $0.firstWords(of: 0, limit: 20) }.joined(separator: " ") }
        let left = sheet.left
        return FlowRow(height: height, words: words) { canvas, y in
            var x = left
            for (cell, width) in zip(cells, widths) {
                canvas.frame(x: x, y: y, width: width, height: height)
                cell.draw(on: canvas, x: x + Self.padding, y: y + 1)
                x += width
            }
        }
    }
}
