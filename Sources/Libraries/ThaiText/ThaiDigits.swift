/// Thai digits (๐–๙, U+0E50–U+0E59) and their Arabic twins.
public enum ThaiDigits {
    /// The text with every ASCII digit in Thai.
    public static func thai(_ text: String) -> String {
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return text }
        return String(unsafeUninitializedCapacity: text.utf8.count * 3) { buffer in
            var count = 0
            for byte in text.utf8 {
                let isDigit = (0x30...0x39).contains(byte)
                if isDigit {
                    buffer[count] = 0xE0
                    buffer[count + 1] = 0xB9
                    count += 2
                }
                buffer[count] = isDigit ? byte - 0x30 + 0x90 : byte
                count += 1
            }
            return count
        }
    }

    /// The text with every Thai digit in ASCII.
    public static func arabic(_ text: String) -> String {
        guard text.utf8.contains(0xB9) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            // The last byte of E0 B9 90 … E0 B9 99.
            if (0x90...0x99).contains(byte), bytes.suffix(2) == [0xE0, 0xB9] {
                bytes.removeLast(2)
                bytes.append(byte - 0x90 + 0x30)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func arabic(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x0E50...0x0E59).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(UInt8(scalar.value - 0x0E50 + 0x30))
    }
}
