import CPango

/// The ink of a stamp.
public struct StampColour: Equatable, Sendable {
    /// Red, green and blue from 0 to 1.
    public let red, green, blue: Double

    /// A colour of its three parts, each from 0 to 1; what lies outside is cut.
    public init(red: Double, green: Double, blue: Double) {
        self.red = min(max(red, 0), 1)
        self.green = min(max(green, 0), 1)
        self.blue = min(max(blue, 0), 1)
    }

    /// The blue of stamp pads.
    public static let blue = StampColour(red: 0.06, green: 0.16, blue: 0.66)
    /// The red of secrecy and speed stamps.
    public static let red = StampColour(red: 0.78, green: 0.05, blue: 0.05)
    /// A dark green.
    public static let green = StampColour(red: 0, green: 0.42, blue: 0.18)
    /// Black.
    public static let black = StampColour(red: 0, green: 0, blue: 0)

    /// The colour of a name (`blue`, `red`, `green`, `black`) or of six digits (`#0f2aa8`); nil for other words.
    public init?(_ words: String) {
        switch words {
        case "blue": self = .blue
        case "red": self = .red
        case "green": self = .green
        case "black": self = .black
        default:
            let digits = words.dropFirst()
            guard words.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
                let value = Int(digits, radix: 16)
            else { return nil }
            self.init(
                red: Double(value >> 16) / 255,
                green: Double(value >> 8 & 255) / 255,
                blue: Double(value & 255) / 255
            )
        }
    }

    func set(on canvas: OpaquePointer) { cairo_set_source_rgb(canvas, red, green, blue) }
}
