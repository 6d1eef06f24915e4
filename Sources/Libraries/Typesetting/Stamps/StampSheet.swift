import CPango
import Synchronization

/// The one page on which a stamp is drawn, with text that always stays in its box.
struct StampSheet {
    /// A place on the sheet, in points from its upper left corner.
    struct Box {
        var x, y, width, height: Double

        func inset(_ dx: Double, _ dy: Double) -> Box {
            Box(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
        }
    }

    /// Below this a person cannot read a line; in points of TH Sarabun.
    static let smallestSize = 5.0
    /// Fonts are looked up once in the life of the process, not for each stamp.
    private static let engines = Mutex<TextEngine?>(nil)

    let canvas: OpaquePointer
    let engine: TextEngine

    /// Draws on a sheet of a size and gives it as PDF; the same drawing gives the same bytes.
    static func pdf(
        width: Double,
        height: Double,
        _ draw: @Sendable (StampSheet) throws(StampError) -> Void
    ) throws(StampError) -> [UInt8] {
        guard width >= 1, height >= 1, width <= 14_400, height <= 14_400 else { throw .empty }
        return try engines.withLock { engine throws(StampError) in
            do {
                let ready = try engine ?? TextEngine()
                engine = ready
                let pages = try PDFCanvas(
                    width: width,
                    height: height,
                    title: "",
                    created: "2000-01-01T00:00:00Z"
                )
                try draw(StampSheet(canvas: pages.canvas, engine: ready))
                pages.endPage()
                return try pages.finish()
            } catch let error as StampError {
                throw error
            } catch {
                throw StampError.drawing("\(error)")
            }
        }
    }

    /// A rectangle whose line lies inside of the box.
    func frame(_ box: Box, width: Double) {
        cairo_set_line_width(canvas, width)
        cairo_rectangle(
            canvas,
            box.x + width / 2,
            box.y + width / 2,
            box.width - width,
            box.height - width
        )
        cairo_stroke(canvas)
    }

    /// Sets lines as large as the box allows, in its middle: first each on one row, then wrapped at words.
    ///
    /// Throws `tooMuchText` where the smallest size does not fit either.
    func set(
        _ lines: [String],
        in box: Box,
        size: Double,
        isBold: Bool = false,
        alignment: Alignment = .centre
    ) throws(StampError) {
        let rows = try fitting(lines, in: box, size: size, isBold: isBold, alignment: alignment)
        var y = box.y + (box.height - rows.reduce(0) { $0 + $1.height }) / 2
        for row in rows {
            row.draw(on: canvas, x: box.x, y: y)
            y += row.height
        }
    }

    private func fitting(
        _ lines: [String],
        in box: Box,
        size: Double,
        isBold: Bool,
        alignment: Alignment
    ) throws(StampError) -> [LaidOutText] {
        for isWrapped in [false, true] {
            var size = size
            let least = isWrapped ? Self.smallestSize : max(Self.smallestSize, size * 0.6)
            while size >= least {
                let rows = try lay(lines, box.width, size, isBold, alignment)
                let height = rows.reduce(0) { $0 + $1.height }
                if height <= box.height + 0.01 {
                    if isWrapped { return rows }
                    if try !wraps(lines, rows, size, isBold) { return rows }
                }
                size *= 0.94
            }
        }
        throw .tooMuchText
    }

    private func lay(
        _ lines: [String],
        _ width: Double,
        _ size: Double,
        _ isBold: Bool,
        _ alignment: Alignment
    ) throws(StampError) -> [LaidOutText] {
        guard width > 1 else { throw .tooMuchText }
        var rows: [LaidOutText] = []
        for line in lines {
            do {
                rows.append(
                    try engine.text(line, size: size, isBold: isBold, width: width, alignment: alignment)
                )
            } catch { throw .drawing("\(error)") }
        }
        return rows
    }

    /// Whether a row became higher than it is on a sheet without end.
    private func wraps(_ lines: [String], _ rows: [LaidOutText], _ size: Double, _ isBold: Bool)
        throws(StampError) -> Bool
    {
        let straight = try lay(lines, 20_000, size, isBold, .leading)
        return zip(rows, straight).contains { $0.height > $1.height + 0.01 }
    }
}
