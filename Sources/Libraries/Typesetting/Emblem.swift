import CPango
import CRsvg

/// The office's emblem, drawn from SVG.
public final class Emblem {
    private let handle: UnsafeMutablePointer<RsvgHandle>

    /// The largest file that is taken, in bytes.
    public static let limit = 512 * 1024

    /// Reads an SVG. Files outside it are not loaded. Throws when it is too large or not a picture that can be drawn.
    public init(svg: [UInt8]) throws {
        guard svg.count <= Self.limit else {
            throw TypesettingError("the emblem is larger than \(Self.limit / 1024) kB (ภาพตราใหญ่เกินไป)")
        }
        var failure: UnsafeMutablePointer<GError>?
        guard let handle = rsvg_handle_new_from_data(svg, gsize(svg.count), &failure) else {
            throw Self.error(failure)
        }
        self.handle = handle
        // A picture that fails is found now and not on the first letter.
        let probe = try PDFCanvas(width: 10, height: 10, title: "", created: "")
        try draw(on: probe, x: 0, y: 0, size: 10)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

    /// A neutral sign until the office has put in its own: a ring with a leaf.
    public static func placeholder() throws -> Emblem { try Emblem(svg: Array(placeholderSVG.utf8)) }

    /// Draws it as large as fits into a square, in its middle.
    func draw(on canvas: PDFCanvas, x: Double, y: Double, size: Double) throws {
        var place = RsvgRectangle(x: x, y: y, width: size, height: size)
        var failure: UnsafeMutablePointer<GError>?
        cairo_save(canvas.canvas)
        defer { cairo_restore(canvas.canvas) }
        guard rsvg_handle_render_document(handle, canvas.canvas, &place, &failure) != 0 else {
            throw Self.error(failure)
        }
    }

    private static func error(_ failure: UnsafeMutablePointer<GError>?) -> TypesettingError {
        defer { if let failure { g_error_free(failure) } }
        let reason = failure?.pointee.message.map { String(cString: $0) } ?? "unknown reason"
        let line = reason.split(whereSeparator: \.isNewline).first ?? ""
        return TypesettingError("the emblem is not an SVG that can be drawn (ตราไม่ใช่ภาพ SVG ที่วาดได้): \(line)")
    }

    private static let placeholderSVG = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none" stroke="#000" stroke-width="2">
        <circle cx="50" cy="50" r="47"/><circle cx="50" cy="50" r="42" stroke-width="1"/>
        <path d="M50 84V38" stroke-width="2.4" stroke-linecap="round"/>
        <path fill="#000" stroke="none" d="M50 14c10 10 12 22 0 34c-12-12-10-24 0-34z"/>
        <g fill="#000" stroke="none">
        <path d="M53 62c2-14 11-21 26-21c-1 14-10 22-26 21z"/><path d="M47 62c-2-14-11-21-26-21c1 14 10 22 26 21z"/>
        <path d="M53 78c3-11 10-16 22-15c-2 11-10 17-22 15z"/><path d="M47 78c-3-11-10-16-22-15c2 11 10 17 22 15z"/>
        </g></svg>
        """
}
