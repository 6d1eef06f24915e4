import CXlsxWriter
import Glibc
import ThaiText

/// Writes one table as an Excel file (.xlsx), row by row, in memory that does not grow with the rows.
///
///     let writer = try SpreadsheetWriter(path: path, sheet: sheet)
///     for letter in letters { try writer.append([.integer(letter.number), .text(letter.subject)]) }
///     try writer.finish()
///
/// The file is there after `finish`; a writer that is given up leaves none. Of use to one thread at a time.
public final class SpreadsheetWriter {
    private let path: String
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let worksheet: UnsafeMutablePointer<lxw_worksheet>
    private let styles: Styles
    private let columns: Int
    private let heights: RowHeights
    private var row: UInt32 = 0
    private var pages: PageBreaks

    /// Begins a file that replaces any at this path; rows are kept beside it until the end.
    public init(path: String, sheet: Sheet) throws(SpreadsheetError) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/"
        )
        let place = strdup(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
        defer { free(place) }
        options.tmpdir = place
        guard let workbook = workbook_new_opt(path, &options) else {
            throw SpreadsheetError(step: "begin", reason: "no memory")
        }
        guard let worksheet = workbook_add_worksheet(workbook, SheetText.name(sheet.name)),
            let styles = Styles(workbook, font: sheet.font, size: sheet.fontSize)
        else {
            lxw_workbook_free(workbook)
            throw SpreadsheetError(step: "begin", reason: "no sheet “\(sheet.name)”")
        }
        self.path = path
        self.workbook = workbook
        self.worksheet = worksheet
        self.styles = styles
        columns = sheet.columns.count
        heights = RowHeights(widths: sheet.columns.map(\.width), fontSize: sheet.fontSize)
        pages = PageBreaks(of: sheet, heights)
        try setUp(sheet)
        try writeHead(sheet)
    }

    deinit { if let workbook { lxw_workbook_free(workbook) } }

    /// Adds a row; cells beyond the last column are a mistake of the caller and are refused.
    public func append(_ cells: [Cell]) throws(SpreadsheetError) {
        guard cells.count <= columns else {
            throw SpreadsheetError(
                step: "row \(row + 1)",
                reason: "\(cells.count) cells for \(columns) columns"
            )
        }
        let height = heights.height(of: cells)
        pages.add(row: row, height: height)
        try check(worksheet_set_row(worksheet, row, height, nil), "row \(row + 1)")
        for (column, cell) in cells.enumerated() {
            try check(write(cell, UInt16(column)), "row \(row + 1)")
        }
        row += 1
    }

    /// Adds a line of text above the rows that it is for. It reaches over the columns without joining their cells, so that
    /// the table can still be sorted.
    public func append(heading: String) throws(SpreadsheetError) {
        pages.add(heading: row, height: heights.line)
        try check(worksheet_set_row(worksheet, row, heights.line, nil), "row \(row + 1)")
        let text = SheetText.plain(heading)
        try check(worksheet_write_string(worksheet, row, 0, text, styles.heading), "row \(row + 1)")
        for column in 1..<UInt16(max(1, columns)) {
            try check(worksheet_write_blank(worksheet, row, column, styles.heading), "row \(row + 1)")
        }
        row += 1
    }

    /// Adds a line of text below the rows, such as their total, without a frame.
    public func append(note: String) throws(SpreadsheetError) {
        try check(worksheet_set_row(worksheet, row, heights.line, nil), "row \(row + 1)")
        let text = SheetText.plain(note)
        try check(worksheet_write_string(worksheet, row, 0, text, styles.note), "row \(row + 1)")
        row += 1
    }

    /// Writes the file.
    public func finish() throws(SpreadsheetError) {
        guard let finished = workbook else {
            throw SpreadsheetError(step: "finish", reason: "finished already")
        }
        if !pages.rows.isEmpty {
            var breaks = pages.rows + [0]
            try check(worksheet_set_h_pagebreaks(worksheet, &breaks), "pages")
        }
        workbook = nil
        // This frees the workbook even when it fails.
        let code = workbook_close(finished)
        if code != LXW_NO_ERROR { unlink(path) }
        try check(code, "finish")
    }

    private func setUp(_ sheet: Sheet) throws(SpreadsheetError) {
        if sheet.isLandscape { worksheet_set_landscape(worksheet) }
        worksheet_set_paper(worksheet, 9)
        worksheet_fit_to_pages(worksheet, 1, 0)
        worksheet_set_margins(worksheet, 0.4, 0.4, 0.5, 0.6)
        try check(worksheet_set_footer(worksheet, "&C" + SheetText.plain(sheet.footer, most: 200)), "footer")
        for (index, column) in sheet.columns.enumerated() {
            try check(
                worksheet_set_column(worksheet, UInt16(index), UInt16(index), column.width, nil),
                "columns"
            )
        }
        let header = UInt32(sheet.titles.count)
        try check(worksheet_repeat_rows(worksheet, header, header), "header")
        worksheet_freeze_panes(worksheet, header + 1, 0)
    }

    private func writeHead(_ sheet: Sheet) throws(SpreadsheetError) {
        for title in sheet.titles {
            let text = SheetText.plain(title)
            try check(worksheet_set_row(worksheet, row, heights.line, nil), "title")
            if columns > 1 {
                let last = UInt16(columns - 1)
                try check(worksheet_merge_range(worksheet, row, 0, row, last, text, styles.title), "title")
            } else {
                try check(worksheet_write_string(worksheet, row, 0, text, styles.title), "title")
            }
            row += 1
        }
        let header = heights.height(of: sheet.columns.map { Cell.text($0.title) })
        try check(worksheet_set_row(worksheet, row, header, nil), "header")
        for (index, column) in sheet.columns.enumerated() {
            let text = SheetText.plain(column.title)
            try check(worksheet_write_string(worksheet, row, UInt16(index), text, styles.header), "header")
        }
        row += 1
    }

    private func write(_ cell: Cell, _ column: UInt16) -> lxw_error {
        switch cell {
        case .empty:
            return worksheet_write_blank(worksheet, row, column, styles.text)
        case .text(let text):
            let plain = SheetText.plain(text)
            // Excel would read a formula when somebody edits the cell, but for the format of text.
            let style = SheetText.looksLikeFormula(plain) ? styles.unread : styles.text
            return worksheet_write_string(worksheet, row, column, plain, style)
        case .integer(let number):
            return worksheet_write_number(worksheet, row, column, Double(number), styles.number)
        case .day(let day):
            // Excel counts from 30 December 1899, and knows a 29 February 1900 that never was.
            guard day.number >= -25_508 else {
                return worksheet_write_string(worksheet, row, column, day.iso, styles.text)
            }
            return worksheet_write_number(worksheet, row, column, Double(day.number + 25_569), styles.day)
        }
    }

    private func check(_ code: lxw_error, _ step: String) throws(SpreadsheetError) {
        guard code != LXW_NO_ERROR else { return }
        throw SpreadsheetError(
            step: step,
            reason: lxw_strerror(code).map { String(cString: $0) } ?? "error \(code)"
        )
    }
}
