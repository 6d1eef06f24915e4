/// Reads direct objects from bytes (ISO 32000-1 §7.2, §7.3).
struct ObjectParser {
    let bytes: PDFBytes
    var position: Int
    private var elements = 0

    init(_ bytes: PDFBytes, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Ascii.percent {
                while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
            } else if byte.isSpace {
                position += 1
            } else {
                return
            }
        }
    }

    /// Takes a word that stands next, after white space.
    mutating func take(_ word: StaticString) -> Bool {
        skipSpace()
        guard bytes.has(word, at: position) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    /// Takes a number without sign of up to 18 digits.
    mutating func takeCount() -> Int? {
        skipSpace()
        let start = position
        var value = 0
        while bytes[position].isDigit, position - start < 18 {
            value = value * 10 + Int(bytes[position] - 48)
            position += 1
        }
        return position > start && !bytes[position].isDigit ? value : nil
    }

    mutating func object(depth: Int = 0) throws(PDFError) -> PDFObject {
        elements += 1
        guard depth <= Limits.nesting, elements <= Limits.elements else { throw error(.limitExceeded) }
        skipSpace()
        guard position < bytes.count else { throw error(.malformed) }
        switch bytes[position] {
        case Ascii.slash: return .name(name())
        case Ascii.leftParenthesis: return .string(try literalString())
        case Ascii.less:
            if bytes[position + 1] == Ascii.less { return .dictionary(try dictionary(depth: depth)) }
            return .string(try hexString())
        case Ascii.leftBracket: return .array(try array(depth: depth))
        case let byte where byte.isDigit || byte == 43 || byte == 45 || byte == 46: return numberOrReference()
        default: return try keyword()
        }
    }

    private mutating func array(depth: Int) throws(PDFError) -> [PDFObject] {
        position += 1
        var values: [PDFObject] = []
        while true {
            skipSpace()
            guard position < bytes.count else { throw error(.malformed) }
            if bytes[position] == Ascii.rightBracket {
                position += 1
                return values
            }
            values.append(try object(depth: depth + 1))
        }
    }

    private mutating func dictionary(depth: Int) throws(PDFError) -> PDFDictionary {
        position += 2
        var entries = PDFDictionary(minimumCapacity: 6)
        while true {
            skipSpace()
            guard position < bytes.count else { throw error(.malformed) }
            if bytes[position] == Ascii.greater {
                guard bytes[position + 1] == Ascii.greater else { throw error(.malformed) }
                position += 2
                return entries
            }
            guard bytes[position] == Ascii.slash else { throw error(.malformed) }
            let key = name()
            let value = try object(depth: depth + 1)
            entries[key] = value.isNull ? nil : value
        }
    }

    private mutating func name() -> String {
        position += 1
        let start = position
        while bytes[position].isRegular, bytes[position] != Ascii.hash { position += 1 }
        // Nearly all names stand as they are read.
        if bytes[position] != Ascii.hash { return bytes[start..<position].withUnsafeBytes { latin($0) } }
        position = start
        return escapedName()
    }

    private mutating func escapedName() -> String {
        var text: [UInt8] = []
        while position < bytes.count, bytes[position].isRegular {
            if bytes[position] == Ascii.hash, let high = bytes[position + 1].hexValue,
                let low = bytes[position + 2].hexValue
            {
                text.append(high << 4 | low)
                position += 3
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        return latin(text)
    }

    private mutating func hexString() throws(PDFError) -> [UInt8] {
        guard let end = bytes.firstIndex(of: ">", in: position + 1..<bytes.count) else {
            position = bytes.count
            throw error(.malformed)
        }
        let digits = bytes[position + 1..<end]
        position = end + 1
        // A signature's message comes as tens of thousands of digits.
        return digits.withUnsafeBytes { digits in
            var result: [UInt8] = []
            result.reserveCapacity(digits.count / 2 + 1)
            var pending: UInt8?
            for byte in digits {
                guard let digit = byte.hexValue else { continue }
                if let high = pending {
                    result.append(high << 4 | digit)
                    pending = nil
                } else {
                    pending = digit
                }
            }
            if let high = pending { result.append(high << 4) }
            return result
        }
    }

    private mutating func literalString() throws(PDFError) -> [UInt8] {
        position += 1
        var result: [UInt8] = []
        var open = 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case Ascii.leftParenthesis: open += 1
            case Ascii.rightParenthesis:
                open -= 1
                if open == 0 { return result }
            case Ascii.backslash:
                if let escaped = escape() { result.append(escaped) }
                continue
            default: break
            }
            result.append(byte)
        }
        throw error(.malformed)
    }

    /// The byte that a backslash stands for; nil where the line goes on.
    private mutating func escape() -> UInt8? {
        let byte = bytes[position]
        position += 1
        switch byte {
        case 110: return 10
        case 114: return 13
        case 116: return 9
        case 98: return 8
        case 102: return 12
        case 10: return nil
        case 13:
            if bytes[position] == 10 { position += 1 }
            return nil
        case 48...55:
            var value = Int(byte - 48)
            var digits = 1
            while digits < 3, (48...55).contains(bytes[position]) {
                value = value * 8 + Int(bytes[position] - 48)
                position += 1
                digits += 1
            }
            return UInt8(value & 0xFF)
        default: return byte
        }
    }

    private mutating func numberOrReference() -> PDFObject {
        let start = position
        let value = number()
        guard case .integer(let first) = value, first >= 0, bytes[start].isDigit else { return value }
        let end = position
        if let generation = takeCount(), bytes[position].isSpace {
            skipSpace()
            if bytes[position] == 82, !bytes[position + 1].isRegular || position + 1 >= bytes.count {
                position += 1
                return .reference(PDFReference(first, generation: generation))
            }
        }
        position = end
        return value
    }

    /// Lenient as every reader is: `--5`, `4.`, `.5`, and digits after a second point are passed over.
    private mutating func number() -> PDFObject {
        let start = position
        var negative = false
        while bytes[position] == 43 || bytes[position] == 45 {
            negative = negative || bytes[position] == 45
            position += 1
        }
        var whole = 0.0
        var exact: Int? = 0
        while bytes[position].isDigit {
            let digit = Int(bytes[position] - 48)
            whole = whole * 10 + Double(digit)
            exact = exact.flatMap { $0 < 100_000_000_000_000_000 ? $0 * 10 + digit : nil }
            position += 1
        }
        guard bytes[position] == 46 else {
            skipRegular(from: start)
            if let exact { return .integer(negative ? -exact : exact) }
            return .real(negative ? -whole : whole)
        }
        position += 1
        var divisor = 1.0
        while bytes[position].isDigit, divisor < 1e15 {
            whole = whole * 10 + Double(bytes[position] - 48)
            divisor *= 10
            position += 1
        }
        skipRegular(from: start)
        return .real((negative ? -whole : whole) / divisor)
    }

    private mutating func skipRegular(from start: Int) {
        while position < bytes.count, bytes[position].isRegular { position += 1 }
        if position == start { position += 1 }
    }

    private mutating func keyword() throws(PDFError) -> PDFObject {
        for (word, value) in [("true", PDFObject.boolean(true)), ("false", .boolean(false)), ("null", .null)]
        {
            let end = position + word.utf8.count
            guard !bytes[end].isRegular || end >= bytes.count else { continue }
            if zip(word.utf8, position..<end).allSatisfy({ bytes[$1] == $0 }) {
                position = end
                return value
            }
        }
        throw error(.malformed)
    }

    private func error(_ code: PDFError.Code) -> PDFError { PDFError(code, at: position) }
}
