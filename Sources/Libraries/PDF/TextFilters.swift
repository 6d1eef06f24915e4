/// The old filters (ISO 32000-1 §7.4.2 to §7.4.5).
enum TextFilters {
    static func hex(_ bytes: PDFBytes) -> [UInt8] {
        var result: [UInt8] = []
        var pending: UInt8?
        for index in 0..<bytes.count {
            if bytes[index] == Ascii.greater { break }
            guard let digit = bytes[index].hexValue else { continue }
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

    static func ascii85(_ bytes: PDFBytes, limit: Int) throws(PDFError) -> [UInt8] {
        var result: [UInt8] = []
        var group: [UInt32] = []
        func flush(_ digits: [UInt32]) {
            let padded = digits + [UInt32](repeating: 84, count: 5 - digits.count)
            let value = padded.reduce(UInt32(0)) { $0 &* 85 &+ $1 }
            for place in 0..<(digits.count - 1) {
                result.append(UInt8(value >> UInt32(24 - 8 * place) & 0xFF))
            }
        }
        for index in 0..<bytes.count {
            let byte = bytes[index]
            guard result.count <= limit else { throw PDFError(.limitExceeded) }
            if byte == UInt8(ascii: "~") { break }
            if byte == UInt8(ascii: "z"), group.isEmpty {
                result.append(contentsOf: [0, 0, 0, 0])
            } else if (33...117).contains(byte) {
                group.append(UInt32(byte - 33))
                if group.count == 5 {
                    flush(group)
                    group = []
                }
            }
        }
        if group.count > 1 { flush(group) }
        return result
    }

    static func runLength(_ bytes: PDFBytes, limit: Int) throws(PDFError) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count, bytes[index] != 128 {
            guard result.count <= limit else { throw PDFError(.limitExceeded) }
            let length = Int(bytes[index])
            if length < 128 {
                let part = bytes[index + 1..<index + 2 + length]
                result.append(contentsOf: part.array)
                index += length + 2
            } else {
                result.append(contentsOf: repeatElement(bytes[index + 1], count: 257 - length))
                index += 2
            }
        }
        return result
    }

    static func lzw(_ bytes: PDFBytes, early: Bool, limit: Int) throws(PDFError) -> [UInt8] {
        var result: [UInt8] = []
        // Each entry is a place of the result that already holds its text: no table of strings is kept.
        var entries: [Range<Int>] = []
        var previous: Range<Int>?
        var (width, held, bits, index) = (9, 0, 0, 0)
        while true {
            while bits < width, index < bytes.count {
                held = (held << 8 | Int(bytes[index])) & 0xFF_FFFF
                bits += 8
                index += 1
            }
            guard bits >= width, result.count <= limit else {
                guard result.count <= limit else { throw PDFError(.limitExceeded) }
                return result
            }
            bits -= width
            let code = held >> bits & ((1 << width) - 1)
            if code == 257 { return result }
            if code == 256 {
                entries.removeAll(keepingCapacity: true)
                (previous, width) = (nil, 9)
                continue
            }
            let start = result.count
            if code < 256 {
                result.append(UInt8(code))
            } else if code - 258 < entries.count {
                for place in entries[code - 258] { result.append(result[place]) }
            } else if let previous, code - 258 == entries.count {
                for place in previous { result.append(result[place]) }
                result.append(result[previous.lowerBound])
            } else {
                throw PDFError(.malformed)
            }
            // The new entry is the previous text and the first letter of this one; they stand side by side.
            if let previous, entries.count < 4096 - 258 {
                entries.append(previous.lowerBound..<previous.upperBound + 1)
            }
            previous = start..<result.count
            let next = entries.count + 258 + (early ? 1 : 0)
            width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9
        }
    }
}
