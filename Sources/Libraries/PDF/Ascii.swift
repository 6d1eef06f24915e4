/// The characters that delimit (ISO 32000-1 §7.2.2).
enum Ascii {
    static let percent = UInt8(ascii: "%")
    static let hash = UInt8(ascii: "#")
    static let slash = UInt8(ascii: "/")
    static let backslash = UInt8(ascii: "\\")
    static let leftParenthesis = UInt8(ascii: "(")
    static let rightParenthesis = UInt8(ascii: ")")
    static let leftBracket = UInt8(ascii: "[")
    static let rightBracket = UInt8(ascii: "]")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
}

extension UInt8 {
    var isSpace: Bool { self == 32 || self == 10 || self == 13 || self == 9 || self == 12 || self == 0 }
    var isDigit: Bool { self >= 48 && self <= 57 }

    /// Neither white space nor a delimiter.
    var isRegular: Bool {
        switch self {
        case 0, 9, 10, 12, 13, 32, 37, 40, 41, 47, 60, 62, 91, 93, 123, 125: false
        default: true
        }
    }

    var hexValue: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}
