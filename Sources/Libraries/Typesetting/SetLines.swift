import CPango

/// A text cut into lines, each of which can be drawn at a place of its own.
final class SetLines {
    private let layout: OpaquePointer
    /// The text as it is printed.
    let wholeText: String
    private let colour: Ink
    private var lines: [Line] = []
    /// The width of the widest line, without the text's indent.
    private(set) var width = 0.0

    private struct Line {
        let x: Double
        let width: Double
        let height: Double
        let baseline: Double
        let start: Int
    }

    init(_ layout: OpaquePointer, text: String, isDistributed: Bool, colour: Ink) throws {
        self.layout = layout
        wholeText = text
        self.colour = colour
        MarkOrder(layout).restore()
        if isDistributed { Distribution(layout).spread() }
        guard let iterator = pango_layout_get_iter(layout) else {
            throw TypesettingError("no memory for text")
        }
        defer { pango_layout_iter_free(iterator) }
        repeat { lines.append(Self.line(at: iterator)) } while pango_layout_iter_next_line(iterator) != 0
        width = lines.map { $0.width }.max() ?? 0
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    private static func line(at iterator: OpaquePointer) -> Line {
        var extents = PangoRectangle()
        pango_layout_iter_get_line_extents(iterator, nil, &extents)
        let scale = Double(PANGO_SCALE)
        let start = pango_layout_iter_get_line_readonly(iterator).map { Int($0.pointee.start_index) } ?? 0
        return Line(
            x: Double(extents.x) / scale,
            width: Double(extents.width) / scale,
            height: Double(extents.height) / scale,
            baseline: Double(pango_layout_iter_get_baseline(iterator) - extents.y) / scale,
            start: start
        )
    }

    var count: Int { lines.count }
    var firstLine: UnsafeMutablePointer<PangoLayoutLine>? { pango_layout_get_line(layout, 0) }
    var height: Double { lines.reduce(0) { $0 + $1.height } }

    func height(of index: Int) -> Double { lines[index].height }

    /// From the top of the line to where its letters stand.
    func baseline(of index: Int) -> Double { lines[index].baseline }

    /// Where the line's letters begin and end.
    func extent(of index: Int) -> (from: Double, to: Double) {
        (lines[index].x, lines[index].x + lines[index].width)
    }

    /// How many characters no font has.
    var unknownGlyphs: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    /// Whether the line is the last of the text or of one of its paragraphs.
    func endsParagraph(_ index: Int) -> Bool {
        guard let next = pango_layout_get_line(layout, Int32(index + 1)) else { return true }
        return next.pointee.is_paragraph_start != 0
    }

    /// The first words of the line, at most so many characters and at least one word.
    func firstWords(of index: Int, limit: Int) -> String {
        let bytes = Array(wholeText.utf8)
        let start = lines[index].start
        let end = index + 1 < lines.count ? lines[index + 1].start : bytes.count
        var count: Int32 = 0
        guard start < end, let marks = pango_layout_get_log_attrs_readonly(layout, &count) else { return "" }
        let before = String(decoding: bytes[..<start], as: UTF8.self).unicodeScalars.count
        let scalars = Array(String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars)
        var cut = scalars.count
        if cut > limit {
            let breaks = (1...limit).filter {
                before + $0 < Int(count) && marks[before + $0].is_line_break != 0
            }
            cut = breaks.last ?? limit
        }
        var words = String.UnicodeScalarView()
        words.append(contentsOf: scalars[..<cut])
        return String(String(words).trimmingSpaces)
    }

    /// Draws one line with its top left corner of the text's width at a point.
    func draw(_ index: Int, on canvas: PDFCanvas, x: Double, y: Double) {
        guard let line = pango_layout_get_line(layout, Int32(index)) else { return }
        canvas.use(colour)
        cairo_move_to(canvas.canvas, x + lines[index].x, y + lines[index].baseline)
        pango_cairo_show_layout_line(canvas.canvas, line)
    }

    /// Draws all lines, one below the other.
    func draw(on canvas: PDFCanvas, x: Double, y: Double) {
        var top = y
        for index in lines.indices {
            draw(index, on: canvas, x: x, y: top)
            top += lines[index].height
        }
    }
}

extension StringProtocol {
    /// Without spaces and line ends at either end.
    var trimmingSpaces: SubSequence {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
