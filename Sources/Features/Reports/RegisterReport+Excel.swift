import HTTP
import Registers
import Spreadsheet
import ThaiText

extension RegisterReport {
    /// The report as an Excel file: numbers and days as such, so that they sort and add up.
    func spreadsheet() throws -> [UInt8] {
        let place = try TemporaryFile.Writer(folder: TemporaryFile.folder).finish()
        let sheet = Sheet(
            name: "ทะเบียน",
            titles: headings,
            columns: columns.map { Sheet.Column($0.title, width: $0.share * 11.5) },
            isLandscape: isLandscape
        )
        let writer = try SpreadsheetWriter(path: place.path, sheet: sheet)
        for row in rows {
            switch row {
            case .day(let day): try writer.append(heading: heading(of: day))
            case .line(let place, let entry): try writer.append(cells(place, entry))
            }
        }
        for footer in footers { try writer.append(note: footer) }
        try writer.finish()
        return try place.bytes()
    }

    private func cells(_ place: Int, _ entry: RegisterEntry) -> [Cell] {
        let line = entry.line
        let day = line.letterDate.map(Cell.day) ?? .empty
        switch form {
        case .register:
            return [
                .integer(entry.number), .text(letterNumber(of: entry)), day, .text(line.from), .text(line.to),
                .text(subject(of: entry)), .text(action(of: entry)), .text(remark(of: entry)),
            ]
        case .daily:
            let subject = entry.voiding == nil ? subject(of: entry) : "ยกเลิกเลข"
            return [
                .integer(place), .integer(entry.number), .text(letterNumber(of: entry)), .text(subject), day,
                .empty,
            ]
        }
    }
}
