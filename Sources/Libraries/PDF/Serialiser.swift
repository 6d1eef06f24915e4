/// Writes objects. Keys stand in the order of their bytes, so that the same object gives the same bytes.
struct Serialiser {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A number, without a `String` of its own: a file holds thousands.
    mutating func write(_ number: Int) {
        guard number >= 0 else { return write(String(number)) }
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(48 + rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    private mutating func write(_ reference: PDFReference, _ word: String) {
        write(reference.number)
        bytes.append(32)
        write(reference.generation)
        write(word)
    }

    mutating func write(indirect reference: PDFReference, _ object: PDFObject) {
        write(reference, " obj\n")
        write(object)
        write("\nendobj\n")
    }

    mutating func write(_ object: PDFObject) {
        switch object {
        case .null: write("null")
        case .boolean(let value): write(value ? "true" : "false")
        case .integer(let value): write(value)
        case .real(let value):
            let digits = decimal(value)
            // With a point, so that it reads as a real again.
            write(digits.contains(".") ? digits : digits + ".0")
        case .string(let value): write(string: value)
        case .name(let value): write(name: value)
        case .reference(let value): write(value, " R")
        case .verbatim(let value): bytes.append(contentsOf: value)
        case .array(let values): write(array: values)
        case .dictionary(let entries): write(dictionary: entries)
        case .stream(let stream): write(stream: stream)
        }
    }

    private mutating func write(array values: [PDFObject]) {
        write("[")
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(32) }
            write(value)
        }
        write("]")
    }

    private mutating func write(dictionary entries: PDFDictionary) {
        write("<<")
        // UTF-8 sorts as the characters do, and faster.
        for (key, value) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            write(name: key)
            bytes.append(32)
            write(value)
        }
        write(">>")
    }

    private mutating func write(stream: PDFStream) {
        var entries = stream.dictionary
        entries["Length"] = .integer(stream.body.count)
        write(dictionary: entries)
        write("\nstream\n")
        stream.body.withUnsafeBytes { bytes.append(contentsOf: $0) }
        write("\nendstream")
    }

    private mutating func write(name: String) {
        bytes.append(Ascii.slash)
        if name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0.isRegular && $0 != Ascii.hash }) {
            bytes.append(contentsOf: name.utf8)
            return
        }
        for scalar in name.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if byte > 32, byte < 127, byte.isRegular, byte != Ascii.hash {
                bytes.append(byte)
            } else {
                bytes.append(Ascii.hash)
                write(hex: byte)
            }
        }
    }

    private mutating func write(string: [UInt8]) {
        guard string.allSatisfy({ $0 >= 32 && $0 < 127 }) else {
            bytes.append(Ascii.less)
            for byte in string { write(hex: byte) }
            bytes.append(Ascii.greater)
            return
        }
        bytes.append(Ascii.leftParenthesis)
        for byte in string {
            if byte == Ascii.leftParenthesis || byte == Ascii.rightParenthesis || byte == Ascii.backslash {
                bytes.append(Ascii.backslash)
            }
            bytes.append(byte)
        }
        bytes.append(Ascii.rightParenthesis)
    }

    private mutating func write(hex byte: UInt8) {
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
    }
}

/// A number without exponent, to six places: PDF knows no `1e-05`.
func decimal(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let millionths = Int((abs(value) * 1_000_000).rounded())
    let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    let sign = value < 0 && millionths > 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var digits = String(1_000_000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
}
