import CPango

/// Pages that become one PDF in memory.
final class PDFCanvas {
    let canvas: OpaquePointer
    private let surface: OpaquePointer
    private let sink = Sink()

    private final class Sink { var bytes: [UInt8] = [] }

    /// Sizes in points. `created` is written as the file's date, so that the same input makes the same bytes.
    init(width: Double, height: Double, title: String, created: String) throws {
        let context = Unmanaged.passUnretained(sink).toOpaque()
        let write: cairo_write_func_t = { context, data, count in
            guard let context, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let bytes = UnsafeBufferPointer(start: data, count: Int(count))
            Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue().bytes.append(contentsOf: bytes)
            return CAIRO_STATUS_SUCCESS
        }
        guard let surface = cairo_pdf_surface_create_for_stream(write, context, width, height),
            let canvas = cairo_create(surface)
        else { throw TypesettingError("no memory for pages") }
        self.surface = surface
        self.canvas = canvas
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
    }

    deinit {
        cairo_destroy(canvas)
        cairo_surface_destroy(surface)
    }

    func endPage() { cairo_show_page(canvas) }

    func use(_ ink: Ink) { cairo_set_source_rgb(canvas, ink.red, ink.green, ink.blue) }

    func line(from: (x: Double, y: Double), to: (x: Double, y: Double), width: Double = 0.5) {
        cairo_set_line_width(canvas, width)
        cairo_move_to(canvas, from.x, from.y)
        cairo_line_to(canvas, to.x, to.y)
        cairo_stroke(canvas)
    }

    /// A row of dots to write on: drawn and not typed, so that they stay out of the text.
    func dots(from start: Double, to end: Double, y: Double) {
        guard end - start > 2 else { return }
        // The last dot stands at the end.
        let pattern = [0, (end - start) / ((end - start) / 2.6).rounded()]
        cairo_save(canvas)
        use(.black)
        cairo_set_line_cap(canvas, CAIRO_LINE_CAP_ROUND)
        cairo_set_dash(canvas, pattern, Int32(pattern.count), 0)
        line(from: (start, y), to: (end, y), width: 0.9)
        cairo_restore(canvas)
    }

    func frame(x: Double, y: Double, width: Double, height: Double) {
        use(.black)
        cairo_set_line_width(canvas, 0.5)
        cairo_rectangle(canvas, x, y, width, height)
        cairo_stroke(canvas)
    }

    /// The file, complete.
    func finish() throws -> [UInt8] {
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw TypesettingError("cairo: \(String(cString: cairo_status_to_string(status)))")
        }
        return sink.bytes
    }
}

/// A colour of print.
struct Ink: Equatable {
    let red: Double
    let green: Double
    let blue: Double

    static let black = Ink(red: 0, green: 0, blue: 0)
    /// Of speed and secrecy marks and of the office's seal.
    static let stamp = Ink(red: 0.84, green: 0.05, blue: 0.09)
}
