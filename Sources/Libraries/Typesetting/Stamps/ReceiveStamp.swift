import CPango

/// The stamp of receipt (ตรารับหนังสือ, form 12 of the regulation): who received, under which number, when.
public struct ReceiveStamp: Sendable {
    /// 5 cm, in points.
    public static let width = 5 / 2.54 * 72
    /// 2.5 cm, in points.
    public static let height = 2.5 / 2.54 * 72

    private let agency: [String]
    private let rows: [(label: String, value: [String])]
    private let colour: StampColour

    /// The values as they are to be read; digits are set as Thai ones. An empty value leaves its row open.
    public init(agency: String, number: String, date: String, time: String, colour: StampColour = .blue)
        throws(StampError)
    {
        self.agency = try StampText.lines([thaiDigits(agency)])
        var rows: [(label: String, value: [String])] = []
        for (label, value) in [("เลขรับ", number), ("วันที่", date), ("เวลา", time)] {
            let line = try StampText(thaiDigits(value)).words
            rows.append((label, line.isEmpty ? [] : [line]))
        }
        self.rows = rows
        self.colour = colour
    }

    /// The stamp as a page of 5 × 2.5 cm.
    public func pdf() throws(StampError) -> [UInt8] {
        try StampSheet.pdf(width: Self.width, height: Self.height) { sheet throws(StampError) in
            colour.set(on: sheet.canvas)
            sheet.frame(.init(x: 0, y: 0, width: Self.width, height: Self.height), width: 1)
            try sheet.set(
                agency,
                in: .init(x: 5, y: 1.5, width: Self.width - 10, height: 20),
                size: 14,
                isBold: true
            )
            rule(sheet, from: 0.5, to: Self.width - 0.5, y: 22, isDotted: false)
            for (index, row) in rows.enumerated() {
                try draw(row, at: 22.5 + Double(index) * 15.7, on: sheet)
            }
        }
    }

    private func draw(_ row: (label: String, value: [String]), at y: Double, on sheet: StampSheet)
        throws(StampError)
    {
        try sheet.set(
            [row.label],
            in: .init(x: 6, y: y, width: 30, height: 15.7),
            size: 12,
            alignment: .leading
        )
        rule(sheet, from: 36, to: Self.width - 6, y: y + 13.6, isDotted: true)
        guard !row.value.isEmpty else { return }
        let box = StampSheet.Box(x: 38, y: y, width: Self.width - 46, height: 15.7)
        try sheet.set(row.value, in: box, size: 12, isBold: true)
    }

    private func rule(_ sheet: StampSheet, from: Double, to: Double, y: Double, isDotted: Bool) {
        var dots = [0.6, 1.6]
        if isDotted { cairo_set_dash(sheet.canvas, &dots, 2, 0) }
        cairo_set_line_width(sheet.canvas, isDotted ? 0.5 : 0.8)
        cairo_move_to(sheet.canvas, from, y)
        cairo_line_to(sheet.canvas, to, y)
        cairo_stroke(sheet.canvas)
        cairo_set_dash(sheet.canvas, nil, 0, 0)
    }
}

/// A text whose digits are Thai.
func thaiDigits(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isDigit = ("0"..."9").contains(scalar)
        scalars.append(isDigit ? Unicode.Scalar(scalar.value - 0x30 + 0x0E50) ?? scalar : scalar)
    }
    return String(scalars)
}
