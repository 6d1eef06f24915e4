/// What a signature shows on the page: the written name as a picture where there is one, and lines below it.
public struct SignatureAppearance: Sendable {
    private let picture: [UInt8]?
    private let lines: [String]
    private let colour: StampColour

    /// A PNG, and lines such as the name, the post and the date, set as they are given.
    ///
    /// Throws `brokenPicture` or `pictureTooLarge` (4,000 dots a side, 8 MB), and `empty` with neither.
    public init(picture: [UInt8]? = nil, lines: [String], colour: StampColour = .black) throws(StampError) {
        if let picture { _ = try StampPicture(png: picture) }
        let isBare = lines.allSatisfy { $0.allSatisfy(\.isWhitespace) }
        self.lines = isBare && picture != nil ? [] : try StampText.lines(lines)
        self.picture = picture
        self.colour = colour
    }

    /// The lines of an official letter's end: the name in parentheses, the lines of the post, the date.
    public init(
        picture: [UInt8]? = nil,
        name: String,
        post: [String],
        date: String? = nil,
        colour: StampColour = .black
    ) throws(StampError) {
        let lines = ["(\(name))"] + post + (date.map { [thaiDigits($0)] } ?? [])
        try self.init(picture: picture, lines: lines, colour: colour)
    }

    /// The appearance as a page of a size in points; the picture takes what the lines leave, two fifths at least.
    public func pdf(width: Double, height: Double) throws(StampError) -> [UInt8] {
        try StampSheet.pdf(width: width, height: height) { sheet throws(StampError) in
            let whole = StampSheet.Box(x: 0, y: 0, width: width, height: height)
            colour.set(on: sheet.canvas)
            guard let picture else { return try sheet.set(lines, in: whole, size: 16) }
            let drawn = try StampPicture(png: picture)
            guard !lines.isEmpty else { return drawn.draw(on: sheet.canvas, in: whole) }
            // A row of 16 points is 20.8 high.
            let below = min(height * 0.6, Double(lines.count) * 21)
            drawn.draw(on: sheet.canvas, in: .init(x: 0, y: 0, width: width, height: height - below))
            let box = StampSheet.Box(x: 0, y: height - below, width: width, height: below)
            try sheet.set(lines, in: box, size: 16)
        }
    }
}
