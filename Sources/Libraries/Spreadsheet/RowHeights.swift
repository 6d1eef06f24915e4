/// How high rows must be for their wrapped text: LibreOffice does not find out by itself, Excel not always.
struct RowHeights {
    /// Widths of the columns, in points.
    private let widths: [Double]
    private let fontSize: Double

    /// Widths as Excel counts them, in digits of its default font (Calibri 11), which are 5.25 points wide.
    init(widths: [Double], fontSize: Double) {
        self.widths = widths.map { $0 * 5.25 }
        self.fontSize = fontSize
    }

    /// One line, with room for Thai marks above and below, in whole points. The lines of TH Sarabun New stand 1.3 of its size
    /// apart, those of fonts that stand in for it up to 1.7.
    var line: Double { (fontSize * 1.7).rounded() }

    /// The height of a row in points; Excel takes no more than 409.
    func height(of cells: [Cell]) -> Double {
        let counts = zip(cells, widths).map { cell, width in
            if case .text(let text) = cell { self.lines(text, width) } else { 1 }
        }
        return min(409, Double(counts.max() ?? 1) * line)
    }

    private func lines(_ text: String, _ width: Double) -> Int {
        // A Thai letter is about 0.45 of its size wide; words that go to the next line leave some of it empty.
        let letters = max(1, width / (fontSize * 0.45) * 0.8)
        return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .reduce(0) { $0 + max(1, Int((Double($1.count(where: takesRoom)) / letters).rounded(.up))) }
    }

    /// Thai vowels and marks above and below take none.
    private func takesRoom(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E31, 0x0E34...0x0E3A, 0x0E47...0x0E4E, 0x200B: false
        default: true
        }
    }
}
