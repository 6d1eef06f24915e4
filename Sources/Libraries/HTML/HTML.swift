/// Markup that is safe to send: every value that went into it was escaped.
///
///     let row: HTML = "<td>\(letter.subject)</td>"
///
/// Only a literal, or another `HTML`, goes in as it is. Escaping covers text and double-quoted attributes;
/// an address that a person typed needs a type of its own.
public struct HTML: Sendable, Equatable {
    /// The markup, in UTF-8 as it is sent.
    public let bytes: [UInt8]

    /// Nothing.
    public init() { bytes = [] }

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension HTML: ExpressibleByStringInterpolation {
    @inlinable
    public init(stringLiteral markup: StaticString) { bytes = markup.withUTF8Buffer { Array($0) } }

    @inlinable

    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    public struct StringInterpolation: StringInterpolationProtocol {
        @usableFromInline var bytes: [UInt8] = []

        @inlinable

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 48)
        }

        @inlinable

        public mutating func appendLiteral(_ markup: StaticString) {
            markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// A text, escaped.
        @inlinable
        public mutating func appendInterpolation(_ text: String) { bytes.appendEscaped(text) }

        /// A value, as it describes itself, escaped.
        @inlinable
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            bytes.appendEscaped(value.description)
        }

        /// A name that stands in the code, escaped.
        @inlinable
        public mutating func appendInterpolation(_ name: StaticString) {
            name.withUTF8Buffer { bytes.appendEscaped($0) }
        }

        /// Markup, as it is.
        @inlinable
        public mutating func appendInterpolation(_ part: HTML) { bytes.append(contentsOf: part.bytes) }

        /// Markup, if there is any.
        @inlinable
        public mutating func appendInterpolation(_ part: HTML?) {
            if let part { bytes.append(contentsOf: part.bytes) }
        }

        /// A part for each item, in order.
        @inlinable
        public mutating func appendInterpolation<Item>(
            _ items: some Sequence<Item>,
            each part: (Item) throws -> HTML
        ) rethrows {
            for item in items { bytes.append(contentsOf: try part(item).bytes) }
        }

        /// A part that is shown only when the condition holds.
        @inlinable
        public mutating func appendInterpolation(if condition: Bool, _ part: @autoclosure () -> HTML) {
            if condition { bytes.append(contentsOf: part().bytes) }
        }

        /// A part made from a value, if there is one.
        @inlinable
        public mutating func appendInterpolation<Value>(_ value: Value?, then part: (Value) -> HTML) {
            if let value { bytes.append(contentsOf: part(value).bytes) }
        }
    }
}
