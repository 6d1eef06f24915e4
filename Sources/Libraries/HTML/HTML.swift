/// Markup that is safe to send: every value that went into it was escaped.
///
///     let row: HTML = "<td>\(letter.subject)</td>"
///
/// Only a literal, or another `HTML`, goes in as it is. Escaping covers text and double-quoted attributes;
/// an address that a person typed needs a type of its own.
public struct HTML: Sendable {
    /// Large parts in their order, shared with the markup they came from rather than copied.
    @usableFromInline let pieces: [[UInt8]]
    /// What stands after the pieces.
    @usableFromInline let rest: [UInt8]

    /// Nothing.
    public init() { self.init(pieces: [], rest: []) }

    @usableFromInline
    init(pieces: [[UInt8]], rest: [UInt8]) {
        self.pieces = pieces
        self.rest = rest
    }

    /// The markup, in UTF-8 as it is sent.
    public var bytes: [UInt8] {
        guard !pieces.isEmpty else { return rest }
        var whole: [UInt8] = []
        whole.reserveCapacity(byteCount)
        for piece in pieces { whole.append(contentsOf: piece) }
        whole.append(contentsOf: rest)
        return whole
    }

    /// `bytes` in parts that are shared with the markup they came from.
    public var parts: [[UInt8]] { pieces + [rest] }

    /// How many bytes it is long.
    public var byteCount: Int { pieces.reduce(rest.count) { $0 + $1.count } }

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension HTML: Equatable {
    public static func == (one: HTML, other: HTML) -> Bool { one.bytes == other.bytes }
}

extension HTML: ExpressibleByStringInterpolation {
    @inlinable
    public init(stringLiteral markup: StaticString) {
        self.init(pieces: [], rest: markup.withUTF8Buffer { Array($0) })
    }

    @inlinable
    public init(stringInterpolation: StringInterpolation) {
        self.init(pieces: stringInterpolation.pieces, rest: stringInterpolation.rest)
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        @usableFromInline var pieces: [[UInt8]] = []
        @usableFromInline var rest: [UInt8] = []

        @inlinable
        public init(literalCapacity: Int, interpolationCount: Int) {
            rest.reserveCapacity(literalCapacity + interpolationCount * 48)
        }

        @inlinable
        public mutating func appendLiteral(_ markup: StaticString) {
            markup.withUTF8Buffer { rest.append(contentsOf: $0) }
        }

        /// A text, escaped.
        @inlinable
        public mutating func appendInterpolation(_ text: String) { rest.appendEscaped(text) }

        /// A value, as it describes itself, escaped.
        @inlinable
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            rest.appendEscaped(value.description)
        }

        /// A name that stands in the code, escaped.
        @inlinable
        public mutating func appendInterpolation(_ name: StaticString) {
            name.withUTF8Buffer { rest.appendEscaped($0) }
        }

        /// Markup, as it is.
        @inlinable
        public mutating func appendInterpolation(_ part: HTML) {
            if part.pieces.isEmpty, part.rest.count < 4096 {
                rest.append(contentsOf: part.rest)
            } else {
                share(part)
            }
        }

        /// Markup, if there is any.
        @inlinable
        public mutating func appendInterpolation(_ part: HTML?) {
            if let part { appendInterpolation(part) }
        }

        /// A part for each item, in order.
        @inlinable
        public mutating func appendInterpolation<Item>(
            _ items: some Sequence<Item>,
            each part: (Item) throws -> HTML
        ) rethrows {
            for item in items { appendInterpolation(try part(item)) }
        }

        /// A part that is shown only when the condition holds.
        @inlinable
        public mutating func appendInterpolation(if condition: Bool, _ part: @autoclosure () -> HTML) {
            if condition { appendInterpolation(part()) }
        }

        /// A part made from a value, if there is one.
        @inlinable
        public mutating func appendInterpolation<Value>(_ value: Value?, then part: (Value) -> HTML) {
            if let value { appendInterpolation(part(value)) }
        }

        /// Takes in a large part without copying it, so that the rows of a page are copied once, when it is sent.
        @usableFromInline
        mutating func share(_ part: HTML) {
            if !rest.isEmpty { pieces.append(rest) }
            pieces += part.pieces
            pieces.append(part.rest)
            rest = []
        }
    }
}
