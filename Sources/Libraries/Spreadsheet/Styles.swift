import CXlsxWriter

/// The looks of cells; they belong to the workbook, which frees them.
struct Styles {
    typealias Format = UnsafeMutablePointer<lxw_format>

    let title: Format
    let note: Format
    let header: Format
    let heading: Format
    let text: Format
    let unread: Format
    let number: Format
    let day: Format

    init?(_ workbook: UnsafeMutablePointer<lxw_workbook>, font: String, size: Double) {
        let formats = (0..<8).compactMap { _ in workbook_add_format(workbook) }
        guard formats.count == 8 else { return nil }
        for format in formats {
            format_set_font_name(format, SheetText.plain(font, most: 31))
            format_set_font_size(format, size)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        for format in formats[2..<7] { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        // A number or a day on two lines would be taken for another where the row shows one.
        for format in formats[2...4] { format_set_text_wrap(format) }
        for format in formats.prefix(3) { format_set_bold(format) }
        // Excel sets numbers and days at the right, where they would touch the text of the next column.
        for format in [formats[0], formats[2], formats[5]] {
            format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        }
        for format in [formats[3], formats[4], formats[6]] {
            format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
            format_set_indent(format, 1)
        }
        format_set_top(formats[1], UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bottom(formats[1], UInt8(LXW_BORDER_THIN.rawValue))
        (title, heading, header, text) = (formats[0], formats[1], formats[2], formats[3])
        (unread, number, day, note) = (formats[4], formats[5], formats[6], formats[7])
        format_set_num_format(unread, "@")
        // Thai digits (D0) of the Thai language (041E), days with the Buddhist calendar (07).
        format_set_num_format(number, "[$-D00041E]0")
        format_set_num_format(day, "[$-D07041E]d mmm yyyy")
    }
}
