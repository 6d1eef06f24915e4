import CICU

/// The order of a Thai dictionary: a leading vowel (เ แ โ ใ ไ) counts after its consonant, tones count last.
///
/// Numbers in the text count by their value, so that กลุ่มที่ ๙ stands before กลุ่มที่ ๑๐.
public enum ThaiCollation {
    /// Bytes that sort, compared one by one as unsigned numbers, as the texts do.
    ///
    /// They can be kept beside the text in a database, but must be made again after an update of ICU.
    public static func key(_ text: String) -> [UInt8] {
        guard let collator = Collator.thai else { return Array(text.utf8) }
        return collator.key(Array(text.utf16))
    }

    /// Whether one text stands before another; for more than a few texts, compare keys.
    public static func isBefore(_ left: String, _ right: String) -> Bool {
        key(left).lexicographicallyPrecedes(key(right))
    }

    /// Things in the order of a text of theirs; those whose texts count the same keep their order.
    public static func sorted<Thing>(_ things: [Thing], by text: (Thing) -> String) -> [Thing] {
        things.map { (key: key(text($0)), thing: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map(\.thing)
    }
}

/// ICU's collator for Thai, made once and never changed after that: ICU lets any number of threads read it then.
private final class Collator: @unchecked Sendable {
    static let thai = Collator(locale: "th")

    private let collator: OpaquePointer

    /// Nil when ICU has no data for any language.
    private init?(locale: String) {
        var error = U_ZERO_ERROR
        guard let collator = cicu_collator(locale, &error), error.rawValue <= U_ZERO_ERROR.rawValue else {
            return nil
        }
        self.collator = collator
        cicu_collator_set_numeric(collator, &error)
        guard error.rawValue <= U_ZERO_ERROR.rawValue else { return nil }
    }

    func key(_ text: [UInt16]) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: text.count * 6 + 16)
        let length = Int(cicu_sort_key(collator, text, Int32(text.count), &key, Int32(key.count)))
        if length > key.count {
            key = [UInt8](repeating: 0, count: length)
            _ = cicu_sort_key(collator, text, Int32(text.count), &key, Int32(length))
        }
        // ICU ends each key with a zero, which orders nothing.
        return Array(key[..<max(0, length - 1)])
    }
}
