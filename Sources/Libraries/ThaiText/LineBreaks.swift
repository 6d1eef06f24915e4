/// Where a line may not be broken.
public enum LineBreaks {
    /// The number of a letter so that it stands on one line where it fits: `นม ๐๐๒๓.๓/ว ๔๕๑๒`.
    ///
    /// For what is shown, not for what is kept or compared: its spaces do not break, and unseen joiners stand behind strokes.
    public static func wholeNumber(_ number: String) -> String {
        var whole = String.UnicodeScalarView()
        for scalar in number.unicodeScalars {
            switch scalar {
            case " ": whole.append("\u{A0}")
            case "/", "-": whole.append(contentsOf: [scalar, "\u{2060}"])
            default: whole.append(scalar)
            }
        }
        return String(whole)
    }
}
