import CPango

/// Puts a vowel below a letter before the tone mark above it, as they are typed.
///
/// Laksaman draws the two the other way round, and the file would tell readers that each is the other. They stand one
/// below the other, so the picture stays as it is.
struct MarkOrder {
    private let layout: OpaquePointer

    init(_ layout: OpaquePointer) { self.layout = layout }

    /// Sets the marks of all lines right.
    func restore() {
        for index in 0..<pango_layout_get_line_count(layout) {
            var runs = pango_layout_get_line(layout, index)?.pointee.runs
            while let run = runs {
                runs = run.pointee.next
                restore(run.pointee.data.assumingMemoryBound(to: PangoGlyphItem.self).pointee)
            }
        }
    }

    private func restore(_ run: PangoGlyphItem) {
        guard let text = pango_layout_get_text(layout), let glyphs = run.glyphs?.pointee,
            let places = glyphs.log_clusters, let infos = glyphs.glyphs, let item = run.item?.pointee,
            let font = item.analysis.font, glyphs.num_glyphs > 1
        else { return }
        for index in 1..<Int(glyphs.num_glyphs) {
            let vowel = UnsafeRawPointer(text + Int(item.offset + places[index - 1]))
            guard Self.isVowelBelow(vowel), Self.isTone(vowel + 3), places[index] == places[index - 1] + 3,
                stands(infos[index - 1].glyph, aboveLettersOf: font),
                !stands(infos[index].glyph, aboveLettersOf: font)
            else { continue }
            swap(infos + (index - 1), infos + index)
        }
    }

    /// อุ อู or พินทุ in UTF-8. A text ends with a zero, so there is always a byte to look at.
    private static func isVowelBelow(_ text: UnsafeRawPointer) -> Bool {
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        return bytes[0] == 0xE0 && bytes[1] == 0xB8 && (0xB8...0xBA).contains(bytes[2])
    }

    private static func isTone(_ text: UnsafeRawPointer) -> Bool {
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        return bytes[0] == 0xE0 && bytes[1] == 0xB9 && (0x88...0x8E).contains(bytes[2])
    }

    private func stands(_ glyph: PangoGlyph, aboveLettersOf font: UnsafeMutablePointer<PangoFont>) -> Bool {
        var ink = PangoRectangle()
        pango_font_get_glyph_extents(font, glyph, &ink, nil)
        return ink.y + ink.height <= 0
    }

    /// Each stays where it is drawn.
    private func swap(
        _ first: UnsafeMutablePointer<PangoGlyphInfo>,
        _ second: UnsafeMutablePointer<PangoGlyphInfo>
    ) {
        let (tone, vowel) = (first.pointee, second.pointee)
        first.pointee.glyph = vowel.glyph
        first.pointee.geometry = vowel.geometry
        first.pointee.geometry.x_offset += tone.geometry.width
        second.pointee.glyph = tone.glyph
        second.pointee.geometry = tone.geometry
        second.pointee.geometry.x_offset -= vowel.geometry.width
    }
}
