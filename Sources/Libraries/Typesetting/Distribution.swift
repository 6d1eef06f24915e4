import CPango

/// Makes lines end at the right margin as Thai letters do: the room that is left over goes between all letters, where
/// Pango's own justification would tear holes at the few spaces that Thai has.
struct Distribution {
    private let layout: OpaquePointer

    /// More than this between two letters looks torn; the rest goes to the spaces.
    private static let most = Int32(1.5 * Double(PANGO_SCALE))
    /// A line that would need more than this stays ragged.
    private static let limit = Int32(6 * Double(PANGO_SCALE))

    init(_ layout: OpaquePointer) { self.layout = layout }

    /// Widens all lines but the last of each paragraph.
    func spread() {
        let count = pango_layout_get_line_count(layout)
        let room = pango_layout_get_width(layout)
        let indent = pango_layout_get_indent(layout)
        guard room > 0, count > 1 else { return }
        for index in 0..<(count - 1) {
            // The lines' glyphs are changed, which asks for the writable ones.
            guard let line = pango_layout_get_line(layout, index),
                let next = pango_layout_get_line(layout, index + 1),
                next.pointee.is_paragraph_start == 0
            else { continue }
            var extents = PangoRectangle()
            pango_layout_line_get_extents(line, nil, &extents)
            let start = line.pointee.is_paragraph_start != 0 ? indent : 0
            widen(line, by: room - start - extents.width)
        }
    }

    private func widen(_ line: UnsafeMutablePointer<PangoLayoutLine>, by missing: Int32) {
        var gaps = gaps(in: line)
        guard missing > 0, !gaps.isEmpty else { return }
        gaps.removeLast()
        let spaces = gaps.filter { $0.kind == .space }
        let letters = gaps.filter { $0.kind != .latin }
        guard !letters.isEmpty else { return }
        let each = missing / Int32(letters.count)
        if each <= Self.most {
            share(missing, among: letters)
        } else if !spaces.isEmpty {
            let room = Self.most * Int32(letters.count)
            share(room, among: letters)
            share(missing - room, among: spaces)
        } else if each <= Self.limit {
            share(missing, among: letters)
        }
    }

    private func share(_ amount: Int32, among gaps: [Gap]) {
        let each = amount / Int32(gaps.count)
        var rest = Int(amount - each * Int32(gaps.count))
        for gap in gaps {
            gap.glyph.pointee.geometry.width += each + (rest > 0 ? 1 : 0)
            rest -= 1
        }
    }

    /// Room behind a letter with its vowels and tone marks.
    private struct Gap {
        enum Kind { case letter, latin, space }
        let glyph: UnsafeMutablePointer<PangoGlyphInfo>
        let kind: Kind
    }

    /// The letters of a line in the order in which they stand; those without width are left out.
    private func gaps(in line: UnsafeMutablePointer<PangoLayoutLine>) -> [Gap] {
        var found: [Gap] = []
        guard let text = pango_layout_get_text(layout) else { return found }
        var runs = line.pointee.runs
        while let run = runs {
            runs = run.pointee.next
            let item = run.pointee.data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
            guard let glyphs = item.glyphs?.pointee, let places = glyphs.log_clusters,
                let infos = glyphs.glyphs,
                let offset = item.item?.pointee.offset
            else { continue }
            var index = 0
            while index < Int(glyphs.num_glyphs) {
                var end = index + 1
                while end < Int(glyphs.num_glyphs), infos[end].attr.is_cluster_start == 0 { end += 1 }
                let width = (index..<end).reduce(Int32(0)) { $0 + infos[$1].geometry.width }
                if width > 0 {
                    let byte = UInt8(bitPattern: text[Int(offset + places[index])])
                    found.append(Gap(glyph: infos + (end - 1), kind: kind(of: byte)))
                }
                index = end
            }
        }
        return keepLatinWords(found)
    }

    private func kind(of byte: UInt8) -> Gap.Kind {
        switch byte {
        case 0x20: .space
        case 0x21...0x7E: .latin
        default: .letter
        }
    }

    /// Only inside a Latin word are letters left close together; behind its last one there is a gap.
    private func keepLatinWords(_ gaps: [Gap]) -> [Gap] {
        gaps.enumerated().map { index, gap in
            guard gap.kind == .latin, index + 1 < gaps.count, gaps[index + 1].kind != .latin else {
                return gap
            }
            return Gap(glyph: gap.glyph, kind: .letter)
        }
    }
}
