/// Writes JSON as it goes, without a tree of values: for long lists.
///
/// The closures are the shape: what is written inside `object` is a member, inside `array` an item.
///
///     var writer = JSONWriter()
///     writer.array { for letter in letters { $0.object { $0.member("id", letter.id) } } }
public struct JSONWriter: Sendable {
    /// What was written so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Whether the next member or item has one before it.
    private var needsComma = false

    public init(reserving capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// An object whose members the closure writes.
    public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
        try nest(0x7B, 0x7D, members)
    }

    /// An array whose items the closure writes.
    public mutating func array(_ items: (inout JSONWriter) throws -> Void) rethrows {
        try nest(0x5B, 0x5D, items)
    }

    /// A member whose value the closure writes.
    public mutating func member(_ name: String, _ value: (inout JSONWriter) throws -> Void) rethrows {
        writeName(name)
        try value(&self)
    }

    /// A member with a text, or null.
    public mutating func member(_ name: String, _ text: String?) {
        writeName(name)
        write(text)
    }

    /// A member with a whole number, or null.
    public mutating func member(_ name: String, _ number: Int?) {
        writeName(name)
        write(number)
    }

    public mutating func member(_ name: String, _ flag: Bool) {
        writeName(name)
        write(.bool(flag))
    }

    public mutating func member(_ name: String, value: JSONValue) {
        writeName(name)
        write(value)
    }

    /// A text as an item, or null.
    public mutating func write(_ text: String?) {
        guard let text else { return write(.null) }
        separate()
        bytes.appendQuoted(text)
    }

    /// A whole number as an item, or null.
    public mutating func write(_ number: Int?) {
        guard let number else { return write(.null) }
        separate()
        bytes.appendDigits(number)
    }

    /// Any value as an item. A number that JSON cannot write (infinite, not a number) becomes null.
    public mutating func write(_ value: JSONValue) {
        separate()
        value.append(to: &bytes)
    }

    private mutating func nest(
        _ open: UInt8,
        _ close: UInt8,
        _ content: (inout JSONWriter) throws -> Void
    ) rethrows {
        separate()
        bytes.append(open)
        needsComma = false
        try content(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func writeName(_ name: String) {
        separate()
        bytes.appendQuoted(name)
        bytes.append(0x3A)
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }
}
