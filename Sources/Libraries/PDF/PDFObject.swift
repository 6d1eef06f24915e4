/// What a PDF file is made of (ISO 32000-1 §7.3).
public enum PDFObject: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case real(Double)
    /// The bytes of a literal or hexadecimal string, unescaped.
    case string([UInt8])
    /// A name without its slash; each byte is one character of U+0000 … U+00FF, so that it survives unchanged.
    case name(String)
    case array([PDFObject])
    case dictionary(PDFDictionary)
    indirect case stream(PDFStream)
    case reference(PDFReference)
    /// Bytes to be written as they are. Only for writing: a reader never makes one.
    case verbatim([UInt8])
}

/// Keys without their slash.
public typealias PDFDictionary = [String: PDFObject]

/// The address of an indirect object.
public struct PDFReference: Hashable, Sendable {
    /// The object's number, from 1.
    public let number: Int
    /// 0, but for numbers that were freed and used again.
    public let generation: Int

    /// The address of an object.
    public init(_ number: Int, generation: Int = 0) {
        self.number = number
        self.generation = generation
    }
}

/// A dictionary and the bytes that follow it, still encoded.
public struct PDFStream: Equatable, Sendable {
    /// Everything that stands before `stream`; `/Length` is written anew with the bytes.
    public var dictionary: PDFDictionary
    /// The encoded bytes; those of a file that was read share its memory.
    public var body: PDFBytes
    /// Where the encoded bytes start in their file, nil for a stream that was made here.
    public let offset: Int?

    /// A stream whose bytes are already encoded as its dictionary says.
    public init(_ dictionary: PDFDictionary = [:], encoded body: [UInt8]) {
        self.init(dictionary, body: PDFBytes(body), offset: nil)
    }

    /// A stream that Flate makes small.
    public init(_ dictionary: PDFDictionary = [:], deflating plain: [UInt8]) {
        var dictionary = dictionary
        dictionary["Filter"] = .name("FlateDecode")
        dictionary["DecodeParms"] = nil
        self.init(dictionary, body: PDFBytes(Flate.deflate(plain)), offset: nil)
    }

    init(_ dictionary: PDFDictionary, body: PDFBytes, offset: Int?) {
        self.dictionary = dictionary
        self.body = body
        self.offset = offset
    }

    /// Equal when dictionaries and encoded bytes are, wherever they stand.
    public static func == (one: PDFStream, other: PDFStream) -> Bool {
        one.dictionary == other.dictionary
            && one.body.withUnsafeBytes { left in other.body.withUnsafeBytes { left.elementsEqual($0) } }
    }
}

extension PDFObject {
    /// The dictionary, also that of a stream.
    public var dictionary: PDFDictionary? {
        switch self {
        case .dictionary(let entries): entries
        case .stream(let stream): stream.dictionary
        default: nil
        }
    }

    /// The integer, also one written as `12.0`.
    public var integer: Int? {
        switch self {
        case .integer(let value): value
        case .real(let value) where value.rounded() == value && abs(value) < 1e15: Int(value)
        default: nil
        }
    }

    /// The number as a finite floating-point value.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value) where value.isFinite: value
        default: nil
        }
    }

    /// The name without its slash.
    public var name: String? { if case .name(let value) = self { value } else { nil } }
    /// The elements of an array.
    public var array: [PDFObject]? { if case .array(let value) = self { value } else { nil } }
    /// The bytes of a string.
    public var string: [UInt8]? { if case .string(let value) = self { value } else { nil } }
    /// The stream.
    public var stream: PDFStream? { if case .stream(let value) = self { value } else { nil } }
    /// The address that stands here instead of a value.
    public var reference: PDFReference? { if case .reference(let value) = self { value } else { nil } }
    /// Whether nothing stands here.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// A text string: ASCII as it is, everything else as UTF-16 with its mark (ISO 32000-1 §7.9.2.2).
    public static func text(_ text: String) -> PDFObject {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return .string(Array(text.utf8)) }
        return .string([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    }

    /// The text of a text string in UTF-16, UTF-8 or Latin-1 (for PDFDocEncoding, which agrees for letters).
    public var text: String? {
        guard let bytes = string else { return nil }
        if bytes.starts(with: [0xFE, 0xFF]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return String(decoding: bytes.dropFirst(3), as: UTF8.self)
        }
        return latin(bytes)
    }
}

/// Each byte as the character of the same number.
func latin(_ bytes: some Collection<UInt8>) -> String {
    // Nearly all names are ASCII, which needs no character by character.
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return text
}
