/// Writes objects. Keys stand in the order of their bytes, so that the same object gives the same bytes.
struct Serialiser {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func write(indirect reference: PDFReference, _ object: PDFObject) {
        write("\(reference.number) \(reference.generation) obj\n")
        write(object)
        write("\nendobj\n")
    }

    mutating func write(_ object: PDFObject) {
        switch object {
        case .null: write("null")
        case .boolean(let value): write(value ? "true" : "false")
        case .integer(let value): write(String(value))
        case .real(let value):
            let digits = decimal(value)
            // With a point, so that it reads as a real again.
            write(digits.contains(".") ? digits : digits + ".0")
        case .string(let value): write(string: value)
        case .name(let value): write(name: value)
        case .reference(let value): write("\(value.number) \(value.generation) R")
        case .verbatim(let value): bytes.append(contentsOf: value)
        case .array(let values): write(array: values)
        case .dictionary(let entries): write(dictionary: entries)
        case .stream(let stream): write(stream: stream)
        }
    }

    private mutating func write(array values: [PDFObject]) {
        write("[")
        for (index, value) in values.enumerated() {
            if index > 0 { write(" ") }
            write(value)
        }
        write("]")
    }

    private mutating func write(dictionary entries: PDFDictionary) {
        write("<<")
        // UTF-8 sorts as the characters do, and faster.
        for (key, value) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            write(name: key)
            write(" ")
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
        if name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0.isRegular && $0 != 35 }) {
            bytes.append(contentsOf: name.utf8)
            return
        }
        for scalar in name.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if byte > 32, byte < 127, byte.isRegular, byte != 35 {
                bytes.append(byte)
            } else {
                bytes.append(35)
                bytes.append(contentsOf: hex(byte))
            }
        }
    }

    private mutating func write(string: [UInt8]) {
        guard string.allSatisfy({ $0 >= 32 && $0 < 127 }) else {
            bytes.append(Ascii.less)
            for byte in string { bytes.append(contentsOf: hex(byte)) }
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

    private func hex(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
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
