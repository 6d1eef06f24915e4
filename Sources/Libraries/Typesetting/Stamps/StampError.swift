/// Why a stamp could not be drawn.
public enum StampError: Error, Equatable, Sendable {
    /// There is nothing to draw, or the box has no size.
    case empty
    /// A control character, an emoji or a sign without a meaning stands in the text.
    case unprintable(Unicode.Scalar)
    /// The text is so long that it could not be read in the box; for a QR code, longer than a code can hold.
    case tooMuchText
    /// The picture is not a whole PNG.
    case brokenPicture
    /// The picture is over 4,000 dots a side or over 8 MB.
    case pictureTooLarge
    /// The system's drawing library failed; its words.
    case drawing(String)
}
