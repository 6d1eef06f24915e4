import CPango

/// Lays out Thai and Latin text with Pango, on one thread at a time.
///
/// Sizes are those of TH Sarabun, in which offices think: "16 points" is set in Laksaman at 0.66535 of that, where both
/// fonts' advance widths agree.
final class TextEngine {
    /// Laksaman's size for one point of TH Sarabun.
    static let laksamanScale = 0.66535

    private let fonts: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer

    init() throws {
        guard let fonts = pango_cairo_font_map_new(), let context = pango_font_map_create_context(fonts)
        else {
            throw TypesettingError("no font map")
        }
        self.fonts = fonts
        self.context = context
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("th"))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(fonts))
    }

    /// A text in a width of points, wrapped at words and, where a word is wider, inside it.
    func text(_ text: String, size: Double, isBold: Bool = false, width: Double, alignment: Alignment) throws
        -> LaidOutText
    {
        guard let layout = pango_layout_new(context), let font = pango_font_description_new() else {
            throw TypesettingError("no memory for text")
        }
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, "Laksaman")
        pango_font_description_set_absolute_size(font, size * Self.laksamanScale * Double(PANGO_SCALE))
        if isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        pango_layout_set_font_description(layout, font)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(layout, alignment.pango)
        // Laksaman's lines stand 17.6 points apart where TH Sarabun's stand 20.8.
        pango_layout_set_line_spacing(layout, 1.14)
        var utf8 = Array(text.utf8)
        utf8.removeAll { $0 == 0 }
        utf8.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                if let start = text.baseAddress { pango_layout_set_text(layout, start, Int32(text.count)) }
            }
        }
        return LaidOutText(layout)
    }
}

/// A text that knows its place on a line.
final class LaidOutText {
    private let layout: OpaquePointer

    init(_ layout: OpaquePointer) { self.layout = layout }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// In points.
    var height: Double {
        var width: Int32 = 0
        var height: Int32 = 0
        pango_layout_get_size(layout, &width, &height)
        return Double(height) / Double(PANGO_SCALE)
    }

    func draw(on canvas: OpaquePointer, x: Double, y: Double) {
        cairo_move_to(canvas, x, y)
        pango_cairo_show_layout(canvas, layout)
    }
}

/// Where the lines of a text begin.
public enum Alignment: Sendable {
    case leading, centre, trailing

    fileprivate var pango: PangoAlignment {
        switch self {
        case .leading: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .trailing: PANGO_ALIGN_RIGHT
        }
    }
}

/// Why a page could not be set.
public struct TypesettingError: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
