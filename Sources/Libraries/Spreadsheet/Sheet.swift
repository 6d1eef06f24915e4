public import ThaiText

/// How a sheet looks and prints: on A4, as wide as the page, its header on every page.
public struct Sheet: Sendable {
    /// The name on the tab; what Excel forbids in it is replaced, and it is cut at 31 characters.
    public var name: String
    /// Lines above the table, each across all columns.
    public var titles: [String]
    public var columns: [Column]
    /// The font by its name on the reader's machine.
    public var font: String
    /// In points.
    public var fontSize: Double
    /// The line at the foot of each printed page; `&P` is the page and `&N` the number of pages.
    public var footer: String
    /// Whether it prints across the paper.
    public var isLandscape: Bool

    public init(
        name: String,
        titles: [String] = [],
        columns: [Column],
        font: String = "TH Sarabun New",
        fontSize: Double = 16,
        footer: String = "&P/&N",
        isLandscape: Bool = true
    ) {
        self.name = name
        self.titles = titles
        self.columns = columns
        self.font = font
        self.fontSize = fontSize
        self.footer = footer
        self.isLandscape = isLandscape
    }

    /// One column of the table.
    public struct Column: Sendable {
        public var title: String
        /// In digits of the default font, as Excel counts.
        public var width: Double

        public init(_ title: String, width: Double) {
            self.title = title
            self.width = width
        }
    }
}

/// What stands in one place of a table.
public enum Cell: Equatable, Sendable {
    case empty
    /// Text as it is, whatever it begins with: it never becomes a formula. Cut at 32,767 characters.
    case text(String)
    /// A whole number, shown in Thai digits; exact up to 15, as Excel counts.
    case integer(Int)
    /// A day, shown with Thai month and Buddhist year in Thai digits and sorted as a day.
    ///
    /// One before 1 March 1900, which Excel does not know, becomes text in the form of ISO 8601.
    case day(BuddhistDay)
}

/// Why a spreadsheet could not be written.
public struct SpreadsheetError: Error, Equatable, Sendable {
    /// What was being done.
    public let step: String
    /// What the library said.
    public let reason: String
}
