/// Text as it is compared when searching.
public enum SearchText {
    /// The same words always come out the same.
    ///
    /// NFC, `ํา` and `ำา` as `ำ`, `เเ` as `แ`, a tone always behind its upper or lower vowel and before `ำ`, no
    /// characters without a shape, Arabic digits, lower case, single spaces and none outside. Thai and
    /// Latin text that was normalised stays as it is.
    public static func normalised(_ text: String) -> String {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        if Normalisation.isThaiOrASCII(text) {
            for scalar in text.unicodeScalars { append(lowered(ThaiDigits.arabic(scalar)), to: &scalars) }
        } else {
            var visible = String.UnicodeScalarView()
            for scalar in text.unicodeScalars where scalar.properties.generalCategory != .format {
                visible.append(scalar)
            }
            for scalar in Normalisation.nfc(String(visible).lowercased()).unicodeScalars {
                append(ThaiDigits.arabic(scalar), to: &scalars)
            }
        }
        if scalars.last == " " { scalars.removeLast() }
        return joined(scalars)
    }

    /// Normalised and without spaces, as the numbers of letters are compared: `ตย 0418/1889` is written `ตย0418/1889` too.
    public static func spaceless(_ text: String) -> String {
        String(decoding: normalised(text).utf8.filter { $0 != 0x20 }, as: UTF8.self)
    }

    /// By bytes: appending scalar after scalar to a `String` takes many times as long.
    private static func joined(_ scalars: [Unicode.Scalar]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.count * 3)
        for scalar in scalars {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ scalar: Unicode.Scalar, to scalars: inout [Unicode.Scalar]) {
        switch scalar.value {
        case saraAa where scalars.last == saraAm:
            break
        case saraAa where nikhahitBehind(scalars) != nil:
            if let place = nikhahitBehind(scalars) { scalars.remove(at: place) }
            scalars.append(saraAm)
        case saraE where scalars.last?.value == saraE:
            scalars[scalars.count - 1] = saraAe
        case _ where isTone(scalar) && scalars.last == saraAm:
            scalars.insert(scalar, at: scalars.count - scalars.reversed().prefix { $0 == saraAm }.count)
        case _ where isUpperOrLowerVowel(scalar):
            // A tone typed before its vowel: both orders look the same on paper.
            let tones = scalars.reversed().prefix(while: isTone).count
            scalars.insert(scalar, at: scalars.count - tones)
        case _ where isBlank(scalar):
            if let last = scalars.last, last != " " { scalars.append(" ") }
        default:
            scalars.append(scalar)
        }
    }

    /// Where a nikhahit stands that only tones part from the end.
    private static func nikhahitBehind(_ scalars: [Unicode.Scalar]) -> Int? {
        let place = scalars.count - 1 - scalars.reversed().prefix(while: isTone).count
        return place >= 0 && scalars[place].value == nikhahit ? place : nil
    }

    private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F: true
        case 0x21..<0x7F, 0x0E00...0x0E7F: false
        default: scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }
    }

    private static let nikhahit: UInt32 = 0x0E4D
    private static let saraAa: UInt32 = 0x0E32
    private static let saraE: UInt32 = 0x0E40
    private static let saraAm: Unicode.Scalar = "\u{0E33}"
    private static let saraAe: Unicode.Scalar = "\u{0E41}"

    private static func isTone(_ scalar: Unicode.Scalar) -> Bool { (0x0E48...0x0E4C).contains(scalar.value) }

    private static func isUpperOrLowerVowel(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x0E31 || (0x0E34...0x0E39).contains(scalar.value)
    }
}
