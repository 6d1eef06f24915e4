/// Where the printed pages of a sheet end, so that none ends with a heading whose rows are on the next.
struct PageBreaks {
    /// The rows before which a page ends: as many as Excel takes, after which it breaks pages by itself.
    private(set) var rows: [UInt32] = []

    private let room: Double
    private let header: Double
    private var used: Double
    private var heading: (row: UInt32, height: Double)?

    /// The most that Excel takes.
    private static let most = 1023

    /// The sheet prints as wide as its page, which says how many of its points a page is high.
    init(of sheet: Sheet, _ heights: RowHeights) {
        let (width, height) = sheet.isLandscape ? (784.0, 516.0) : (537.0, 762.0)
        let whole = sheet.columns.reduce(0) { $0 + $1.width * 5.25 + 3.75 }
        // A little less than there is: programs round the heights of rows each in their own way.
        room = height * max(1, whole / width) * 0.97
        header = heights.height(of: sheet.columns.map { Cell.text($0.title) })
        used = header + Double(sheet.titles.count) * heights.line
    }

    mutating func add(heading row: UInt32, height: Double) { heading = (row, height) }

    mutating func add(row: UInt32, height: Double) {
        let needed = (heading?.height ?? 0) + height
        if used + needed > room, rows.count < Self.most {
            rows.append(heading?.row ?? row)
            used = header
        }
        used += needed
        heading = nil
    }
}
