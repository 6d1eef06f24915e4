import SQL

/// The key of one record, sortable by the time it was made.
///
/// The type parameter keeps a letter's key from being passed where a person's belongs.
package struct Identifier<Subject>: RawRepresentable, Hashable, Sendable, SQLConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// A key that came from outside; nil unless it is 26 of the digits that keys are written in.
    package init?(_ text: String?) {
        guard let text, text.utf8.count == 26, text.utf8.allSatisfy(KeyMaker.digits.contains) else {
            return nil
        }
        rawValue = text
    }

    /// A new key: 48 bits of time, then 80 that no other key of this millisecond has.
    ///
    /// Keys made by one process sort in the order in which they were made.
    package static func new(at instant: Instant) -> Identifier {
        Identifier(rawValue: KeyMaker.shared.withLock { $0.next(instant) })
    }
}

// Written out: the general forms for raw values look up the type's metadata for each value.
extension Identifier {
    package static func == (one: Identifier, other: Identifier) -> Bool { one.rawValue == other.rawValue }

    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    package var sqlValue: SQLValue { .text(rawValue) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        rawValue = text
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { rawValue }
}

/// Counts up inside a millisecond and draws afresh in the next.
private struct KeyMaker: Sendable {
    static let shared = Locked(KeyMaker())
    static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private var last: UInt128 = 0

    mutating func next(_ instant: Instant) -> String {
        let millisecond = UInt128(UInt64(max(0, instant.millisecond)))
        last = millisecond > last >> 80 ? millisecond << 80 | .random(in: 0..<(1 << 79)) : last + 1
        return Self.text(of: last)
    }

    private static func text(of key: UInt128) -> String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            var rest = key
            for position in stride(from: 25, through: 0, by: -1) {
                buffer[position] = digits[Int(truncatingIfNeeded: rest & 31)]
                rest >>= 5
            }
            return 26
        }
    }
}
