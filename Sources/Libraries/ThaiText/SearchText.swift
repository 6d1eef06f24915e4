/// Text as it is compared when searching.
public enum SearchText {
    /// The same words always come out the same: NFC, `ํา` as `ำ`, `เเ` as `แ`, the tone before `ำ`'s vowel in its
    /// place, no zero-width characters, Arabic digits, lower case, single spaces.
    public static func normalised(_ text: String) -> String {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in Normalisation.nfc(text).lowercased().unicodeScalars {
            append(ThaiDigits.arabic(scalar), to: &scalars)
        }
        while scalars.last == " " { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func append(_ scalar: Unicode.Scalar, to scalars: inout [Unicode.Scalar]) {
        switch scalar.value {
        case 0x200B...0x200D, 0x2060, 0xFEFF, 0x00AD:
            return
        case saraAa where scalars.last?.value == nikhahit:
            scalars[scalars.count - 1] = saraAm
        case saraAa
        where scalars.count > 1 && isTone(scalars[scalars.count - 1])
            && scalars[scalars.count - 2].value == nikhahit:
            let tone = scalars.removeLast()
            scalars[scalars.count - 1] = tone
            scalars.append(saraAm)
        case saraE where scalars.last?.value == saraE:
            scalars[scalars.count - 1] = saraAe
        case _ where isUpperOrLowerVowel(scalar) && scalars.last.map(isTone) == true:
            // A tone typed before its vowel: both orders look the same on paper.
            scalars.insert(scalar, at: scalars.count - 1)
        case _ where scalar.properties.isWhitespace || scalar.properties.generalCategory == .control:
            if let last = scalars.last, last != " " { scalars.append(" ") }
        default:
            scalars.append(scalar)
        }
    }

    private static let nikhahit: UInt32 = 0x0E4D
    private static let saraAa: UInt32 = 0x0E32
    private static let saraE: UInt32 = 0x0E40
    private static let saraAm: Unicode.Scalar = "\u{0E33}"
    private static let saraAe: Unicode.Scalar = "\u{0E41}"

    private static func isTone(_ scalar: Unicode.Scalar) -> Bool { (0x0E48...0x0E4B).contains(scalar.value) }

    private static func isUpperOrLowerVowel(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x0E31 || (0x0E34...0x0E39).contains(scalar.value)
    }
}
