/// Lines of text in one colour, for example a number and its date, with a frame where asked for.
public struct TextStamp: Sendable {
    private let lines: [String]
    private let colour: StampColour
    private let isFramed: Bool
    private let size: Double

    /// Lines from the top down; `size` is the largest that they are set in, in points of TH Sarabun.
    public init(_ lines: [String], colour: StampColour = .blue, isFramed: Bool = false, size: Double = 16)
        throws(StampError)
    {
        self.lines = try StampText.lines(lines)
        self.colour = colour
        self.isFramed = isFramed
        self.size = min(max(size, StampSheet.smallestSize), 400)
    }

    /// The stamp as a page of a size in points; the text is made smaller or wrapped so that it stays inside.
    public func pdf(width: Double, height: Double) throws(StampError) -> [UInt8] {
        try StampSheet.pdf(width: width, height: height) { sheet throws(StampError) in
            let box = StampSheet.Box(x: 0, y: 0, width: width, height: height)
            colour.set(on: sheet.canvas)
            if isFramed { sheet.frame(box, width: 1) }
            try sheet.set(lines, in: isFramed ? box.inset(4, 1.5) : box, size: size)
        }
    }
}
