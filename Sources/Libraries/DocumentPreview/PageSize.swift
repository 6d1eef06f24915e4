/// How large a page is as it is seen, turned as its file asks.
public struct PageSize: Equatable, Sendable {
    /// In points of 1/72 inch; of a picture, in its own dots.
    public let width: Double
    public let height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The height in dots of an image of so many dots across.
    ///
    /// Throws `tooLarge` for a page so long and narrow that it would not be a page.
    func height(forWidth dots: Int) throws(PreviewError) -> Int {
        let height = (Double(dots) * self.height / width).rounded()
        guard height.isFinite, height >= 1, height <= Double(dots) * 6 else {
            throw PreviewError(.tooLarge, "a page of \(width) × \(self.height)")
        }
        return Int(height)
    }
}
