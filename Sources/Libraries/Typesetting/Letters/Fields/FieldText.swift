import JSON

/// What a text may hold to be printed.
enum FieldText {
    /// The text of a value, cleaned; a mistake where it is no text or holds what cannot be printed.
    static func read(_ value: JSONValue, at place: String, _ mistakes: MistakeList) -> String {
        guard let text = value.string else {
            mistakes.add(place, "must be a text", "ต้องเป็นข้อความ")
            return ""
        }
        guard text.unicodeScalars.count <= FieldReader.longestText else {
            let most = FieldReader.longestText
            mistakes.add(place, "is longer than \(most) characters", "ยาวเกิน \(most) ตัวอักษร")
            return ""
        }
        if let scalar = text.unicodeScalars.first(where: isUnprintable) {
            let name = "U+" + padded(scalar.value)
            mistakes.add(
                place,
                "holds the character \(name), which cannot be printed",
                "มีอักขระ \(name) ซึ่งพิมพ์ไม่ได้"
            )
            return ""
        }
        return cleaned(text)
    }

    /// A key or word as it may be repeated in a message.
    static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(40).map { isUnprintable($0) ? "?" : $0 }))
    }

    /// Line ends as one sign, tabs as spaces, nothing empty at the ends.
    private static func cleaned(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
            case "\t": result.append(" ")
            default: result.append(scalar)
            }
            previous = scalar
        }
        return String(String(result).trimmingSpaces)
    }

    /// Control signs, signs that turn the order of letters around, and pictures, for which archives have no font.
    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control: return !["\t", "\n", "\r", "\u{85}"].contains(scalar)
        case .format: return !("\u{200B}"..."\u{200D}").contains(scalar) && scalar != "\u{2060}"
        case .privateUse, .unassigned, .surrogate: return true
        default: return properties.isEmojiPresentation || scalar == "\u{FE0F}" || scalar == "\u{FFFC}"
        }
    }

    private static func padded(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
