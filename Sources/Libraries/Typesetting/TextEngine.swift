import CPango

/// Lays out Thai and Latin text with Pango, on one thread at a time.
///
/// Sizes are those of TH Sarabun, in which offices think: "16 points" is set in Laksaman at 0.66535 of that, where both
/// fonts' advance widths agree.
final class TextEngine {
    /// Laksaman's size for one point of TH Sarabun.
    static let laksamanScale = 0.66535
    /// How far the lines of TH Sarabun stand apart, for each point of its size: 20.8 at 16 points.
    static let pitch = 1.3

    private let fonts: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let typeface: Typeface

    init(_ typeface: Typeface = .laksaman) throws {
        guard let fonts = pango_cairo_font_map_new(), let context = pango_font_map_create_context(fonts)
        else {
            throw TypesettingError("no font map")
        }
        self.fonts = fonts
        self.context = context
        self.typeface = typeface
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("th"))
        if let options = cairo_font_options_create() {
            cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
            cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
            pango_cairo_context_set_font_options(context, options)
            cairo_font_options_destroy(options)
        }
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(fonts))
    }

    /// Whether texts come out in the typeface and not in one that stands in for it.
    var hasTypeface: Bool {
        guard let wanted = pango_font_description_new() else { return false }
        defer { pango_font_description_free(wanted) }
        pango_font_description_set_family(wanted, typeface.family)
        guard let font = pango_context_load_font(context, wanted) else { return false }
        defer { g_object_unref(UnsafeMutableRawPointer(font)) }
        guard let found = pango_font_describe(font) else { return false }
        defer { pango_font_description_free(found) }
        return pango_font_description_get_family(found).map { String(cString: $0) } == typeface.family
    }

    /// A text in a width of points, wrapped at words and, where a word is wider, inside it. What spaces that do not break
    /// hold together stays on one line where it fits one. Tight lines stand as near as the typeface lets them.
    func text(
        _ text: String,
        size: Double,
        isBold: Bool = false,
        width: Double,
        alignment: Alignment,
        isTight: Bool = false
    ) throws -> LaidOutText {
        let layout = try layout(text, size: size, isBold: isBold)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_alignment(layout, alignment.pango)
        // Laksaman's lines stand 17.6 points apart where TH Sarabun's stand 20.8.
        if !isTight { pango_layout_set_line_spacing(layout, 1.14) }
        keepWhole(UnbrokenRanges.held(in: text), of: layout, within: width)
        return LaidOutText(layout)
    }

    /// What does not fit a line of its own may be broken after all.
    private func keepWhole(_ ranges: [Range<Int>], of layout: OpaquePointer, within width: Double) {
        guard !ranges.isEmpty, let attributes = pango_attr_list_new() else { return }
        defer { pango_attr_list_unref(attributes) }
        for range in ranges { Self.keep(range, whole: attributes) }
        pango_layout_set_attributes(layout, attributes)
        var needed: Int32 = 0
        pango_layout_get_size(layout, &needed, nil)
        if Double(needed) > width * Double(PANGO_SCALE) { pango_layout_set_attributes(layout, nil) }
    }

    private static func keep(_ range: Range<Int>, whole attributes: OpaquePointer) {
        guard let whole = pango_attr_allow_breaks_new(0) else { return }
        whole.pointee.start_index = UInt32(range.lowerBound)
        whole.pointee.end_index = UInt32(range.upperBound)
        pango_attr_list_insert(attributes, whole)
    }

    /// A text as lines that can be drawn one by one.
    func lines(_ text: String, _ style: TextStyle, width: Double? = nil) throws -> SetLines {
        let layout = try layout(text, size: style.size, isBold: style.isBold)
        if let width { pango_layout_set_width(layout, Int32((max(width, 1)) * Double(PANGO_SCALE))) }
        pango_layout_set_indent(layout, Int32(style.indent * Double(PANGO_SCALE)))
        pango_layout_set_alignment(layout, style.alignment.pango)
        setAttributes(of: layout, text, style)
        return try SetLines(layout, text: text, isDistributed: style.isDistributed, colour: style.colour)
    }

    private func setAttributes(of layout: OpaquePointer, _ text: String, _ style: TextStyle) {
        guard let attributes = pango_attr_list_new() else { return }
        defer { pango_attr_list_unref(attributes) }
        let pitch = style.pitch ?? style.size * Self.pitch
        pango_attr_list_insert(
            attributes,
            pango_attr_line_height_new_absolute(Int32(pitch * Double(PANGO_SCALE)))
        )
        // A word that is too long is cut where it must be; a hyphen would change addresses of pages.
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        if style.boldPrefix > 0, let bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD) {
            bold.pointee.end_index = UInt32(style.boldPrefix)
            pango_attr_list_insert(attributes, bold)
        }
        for range in UnbrokenRanges.find(in: text) { Self.keep(range, whole: attributes) }
        pango_layout_set_attributes(layout, attributes)
    }

    private func layout(_ text: String, size: Double, isBold: Bool) throws -> OpaquePointer {
        guard let layout = pango_layout_new(context), let font = pango_font_description_new() else {
            throw TypesettingError("no memory for text")
        }
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, typeface.family)
        pango_font_description_set_absolute_size(font, size * typeface.scale * Double(PANGO_SCALE))
        if isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        pango_layout_set_font_description(layout, font)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        var utf8 = Array(text.utf8)
        utf8.removeAll { $0 == 0 }
        utf8.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                if let start = text.baseAddress { pango_layout_set_text(layout, start, Int32(text.count)) }
            }
        }
        return layout
    }
}

/// How a text is set.
struct TextStyle {
    /// In points of TH Sarabun.
    var size = 16.0
    var isBold = false
    /// So many bytes at the beginning are bold.
    var boldPrefix = 0
    var alignment = Alignment.leading
    /// How far the first line stands in.
    var indent = 0.0
    /// Whether all lines but the last end at the right margin.
    var isDistributed = false
    /// The distance of lines, where it is not that of the size.
    var pitch: Double?
    var colour = Ink.black
}

/// A text that knows its place on a line.
final class LaidOutText {
    private let layout: OpaquePointer

    init(_ layout: OpaquePointer) {
        self.layout = layout
        MarkOrder(layout).restore()
    }

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
    /// One sentence in English, and in Thai where somebody can do something about it.
    public let description: String

    init(_ description: String) { self.description = description }
}
