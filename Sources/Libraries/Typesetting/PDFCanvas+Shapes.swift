import CPango

extension PDFCanvas {
    func ring(x: Double, y: Double, radius: Double, width: Double) {
        cairo_new_path(canvas)
        cairo_arc(canvas, x, y, radius, 0, 2 * Double.pi)
        cairo_set_line_width(canvas, width)
        cairo_stroke(canvas)
    }

    /// Fills a path each of whose points is moved; frees the path.
    func fill(
        path: UnsafeMutablePointer<cairo_path_t>?,
        moving move: ((x: Double, y: Double)) -> (x: Double, y: Double)
    ) {
        guard let path else { return }
        defer { cairo_path_destroy(path) }
        guard path.pointee.status == CAIRO_STATUS_SUCCESS, let data = path.pointee.data else { return }
        var index = 0
        while index < Int(path.pointee.num_data) {
            // A header, and behind it the points it announces.
            let length = Int(data[index].header.length)
            guard length > 0 else { break }
            for place in (index + 1)..<max(index + length, index + 1) {
                let moved = move((data[place].point.x, data[place].point.y))
                (data[place].point.x, data[place].point.y) = (moved.x, moved.y)
            }
            index += length
        }
        cairo_new_path(canvas)
        cairo_append_path(canvas, path)
        cairo_fill(canvas)
    }
}

extension SetLines {
    /// The shapes of the first line's letters, which begin and stand at zero. To be freed.
    func path(on canvas: PDFCanvas) -> UnsafeMutablePointer<cairo_path_t>? {
        guard let line = firstLine else { return nil }
        cairo_new_path(canvas.canvas)
        cairo_move_to(canvas.canvas, 0, 0)
        pango_cairo_layout_line_path(canvas.canvas, line)
        defer { cairo_new_path(canvas.canvas) }
        return cairo_copy_path(canvas.canvas)
    }
}
