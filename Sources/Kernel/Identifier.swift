import SQL
import Threads

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

    /// Lets all keys that are made from now on sort behind this one, wherever the clock stands.
    ///
    /// One from years ahead, when the clock was wrong, is followed as well: nobody reads the time in a key, only the
    /// order of keys.
    package static func follow(_ newest: Identifier) {
        KeyMaker.shared.withLock { $0.follow(newest.rawValue) }
    }

    /// The least key of the year 6429. No clock goes there: what is from here on is damage, and nothing follows it, so that
    /// half of all keys are always left.
    static var end: Identifier { Identifier(rawValue: "4" + String(repeating: "0", count: 25)) }
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
struct KeyMaker: Sendable {
    static let shared = Locked(KeyMaker())
    static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private var last: UInt128 = 0

    mutating func next(_ instant: Instant) -> String {
        let millisecond = UInt128(UInt64(max(0, instant.millisecond)))
        last = millisecond > last >> 80 ? millisecond << 80 | .random(in: 0..<(1 << 79)) : last + 1
        return Self.text(of: last)
    }

    /// Goes on in the millisecond behind a key, at random, because another program may go on there too.
    mutating func follow(_ key: String) {
        guard let key = Self.key(of: key), key >= last else { return }
        last = ((key >> 80) + 1) << 80 | .random(in: 0..<(1 << 79))
    }

    /// Nil for what is no key or one that nothing follows.
    private static func key(of text: String) -> UInt128? {
        guard let text = Identifier<Never>(text), text.rawValue < Identifier<Never>.end.rawValue else {
            return nil
        }
        return text.rawValue.utf8.reduce(0) { key, digit in
            key << 5 | UInt128(digits.firstIndex(of: digit) ?? 0)
        }
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
