/// A piece of SQL whose interpolated values become bound parameters.
///
///     let query: SQL = "SELECT id FROM letter WHERE year = \(2569)"
///     query.text       // "SELECT id FROM letter WHERE year = ?"
///     query.arguments  // [.integer(2569)]
///
/// Interpolation never splices text, so a value can't change the statement.
/// To splice a name that the code itself chose, say so: `\(raw: name)`.
/// To join two pieces of SQL, interpolate one in the other: `\(condition)`.
public struct SQL: Sendable, Hashable {
    public internal(set) var text: String
    public internal(set) var arguments: [SQLValue]
}

extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        text = value
        arguments = []
    }

    public init(stringInterpolation: StringInterpolation) {
        text = String(decoding: stringInterpolation.bytes, as: UTF8.self)
        arguments = stringInterpolation.arguments
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        /// UTF-8: appending to a `String` takes many times as long, and statements are put together all the time.
        @usableFromInline var bytes: [UInt8] = []
        @usableFromInline var arguments: [SQLValue] = []

        @inlinable

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount)
            arguments.reserveCapacity(interpolationCount)
        }

        @inlinable

        public mutating func appendLiteral(_ literal: String) { append(literal) }

        /// A value, bound as a parameter.
        @inlinable
        public mutating func appendInterpolation(_ value: some SQLConvertible) {
            bytes.append(UInt8(ascii: "?"))
            arguments.append(value.sqlValue)
        }

        /// A value or `NULL`, bound as a parameter.
        @inlinable
        public mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            bytes.append(UInt8(ascii: "?"))
            arguments.append(value.sqlValue)
        }

        /// A piece of SQL with its own parameters.
        @inlinable
        public mutating func appendInterpolation(_ part: SQL) {
            append(part.text)
            arguments += part.arguments
        }

        /// A parenthesised list of values for `IN`; an empty one matches nothing.
        @inlinable
        public mutating func appendInterpolation(list values: some Collection<some SQLConvertible>) {
            guard !values.isEmpty else { return append("(NULL)") }
            append("(?")
            for _ in values.dropFirst() { append(",?") }
            append(")")
            for value in values { arguments.append(value.sqlValue) }
        }

        /// A name that stands in the code.
        @inlinable
        public mutating func appendInterpolation(raw name: StaticString) {
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        @inlinable
        mutating func append(_ text: String) {
            var text = text
            text.withUTF8 { bytes.append(contentsOf: $0) }
        }
    }
}

extension SQL {
    /// About how many bytes of memory it takes.
    public var weight: Int { arguments.reduce(100 + text.utf8.count) { $0 + $1.weight } }

    /// The parts with `separator` between them, as in `SQL.joined(conditions, separator: " AND ")`.
    public static func joined(_ parts: [SQL], separator: StaticString) -> SQL {
        guard var whole = parts.first else { return "" }
        for part in parts.dropFirst() {
            whole.text += separator.description + part.text
            whole.arguments += part.arguments
        }
        return whole
    }
}
