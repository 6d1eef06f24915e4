import CPango
import Glibc

/// ตราชื่อส่วนราชการ: two rings, 4.5 and 3.5 cm across, the office's name between them, its emblem inside; red.
struct Seal {
    let emblem: Emblem
    /// The office's name, drawn as shapes: the seal is a picture and no text of the letter.
    let name: SetLines

    static let size = cm(4.5)
    private static let inner = cm(3.5)
    /// Where the letters stand, from the middle.
    private static let base = inner / 2 + 3.6

    init(_ office: String, in composer: Composer) throws {
        emblem = composer.emblem
        let line = office.split(whereSeparator: \.isNewline).joined(separator: " ")
        let around = 2 * Double.pi * Self.base * 0.9
        let natural = try composer.set(line, TextStyle(size: 13, isBold: true))
        // A long name is set smaller until it fits around.
        let size = 13 * min(1, around / max(natural.width, 1))
        name = try composer.set(line, TextStyle(size: size, isBold: true))
    }

    func draw(on canvas: PDFCanvas, x: Double, y: Double) throws {
        let (middle, top) = (x + Self.size / 2, y + Self.size / 2)
        try drawEmblem(on: canvas, x: middle - cm(1.5), y: top - cm(1.5), size: cm(3))
        canvas.use(.stamp)
        canvas.ring(x: middle, y: top, radius: Self.size / 2 - 0.6, width: 1.2)
        canvas.ring(x: middle, y: top, radius: Self.inner / 2, width: 0.8)
        bendName(on: canvas, x: middle, y: top)
    }

    /// The emblem's shape in the seal's colour.
    private func drawEmblem(on canvas: PDFCanvas, x: Double, y: Double, size: Double) throws {
        cairo_push_group_with_content(canvas.canvas, CAIRO_CONTENT_ALPHA)
        do { try emblem.draw(on: canvas, x: x, y: y, size: size) } catch {
            cairo_pattern_destroy(cairo_pop_group(canvas.canvas))
            throw error
        }
        guard let shape = cairo_pop_group(canvas.canvas) else {
            throw TypesettingError("no memory for the seal")
        }
        defer { cairo_pattern_destroy(shape) }
        canvas.use(.stamp)
        cairo_mask(canvas.canvas, shape)
    }

    /// Bends the shapes of the letters around the middle, the name's middle on top.
    private func bendName(on canvas: PDFCanvas, x: Double, y: Double) {
        let half = name.width / 2
        canvas.fill(path: name.path(on: canvas)) { point in
            let angle = (point.x - half) / Self.base - Double.pi / 2
            let radius = Self.base - point.y
            return (x + radius * cos(angle), y + radius * sin(angle))
        }
    }
}
