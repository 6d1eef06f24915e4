/// How the words of a value become a value, and how a mistake in them is explained.
public struct ValueKind: Sendable {
    enum Outcome {
        case value(any Sendable)
        case mistake(Words)
    }

    /// The value of a text, or what is wrong with it, said with the place where it was found.
    let read: @Sendable (_ text: String, _ place: Words) -> Outcome

    /// A kind of one's own: what is wanted, in words that follow "ต้องเป็น" and "must be".
    ///
    /// The closure gives nil for words that mean nothing.
    public init<Value: Sendable>(
        _ thai: String,
        _ english: String,
        _ parse: @escaping @Sendable (String) -> Value?
    ) {
        read = { text, place in
            if let value = parse(text) { return .value(value) }
            return .mistake(
                Words(
                    "\(place.thai) ต้องเป็น\(thai) ไม่ใช่ “\(text)”",
                    "\(place.english) must be \(english), not “\(text)”"
                )
            )
        }
    }

    /// Any text to which `objection` finds none, as `String`.
    ///
    /// The text itself is not shown: it may hold a password.
    public init(secret objection: @escaping @Sendable (String) -> Words?) {
        read = { text, place in
            guard let words = objection(text) else { return .value(text) }
            return .mistake(
                Words("\(place.thai): \(words.thai)", "\(place.english): \(words.english)")
            )
        }
    }

    /// Any text but the empty one, as `String`.
    public static let text = ValueKind("ข้อความที่ไม่ว่าง", "a text that is not empty") { $0.isEmpty ? nil : $0 }

    /// `true`, `yes`, `on`, `1` or their opposites, as `Bool`.
    public static let truth = ValueKind(" true หรือ false", "true or false") { word -> Bool? in
        switch word.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    /// A whole number within a range, as `Int`.
    public static func integer(in range: ClosedRange<Int>) -> ValueKind {
        // Arabic digits in Thai too: that is how they have to be typed.
        ValueKind(
            "จำนวนเต็มตั้งแต่ \(range.lowerBound) ถึง \(range.upperBound)",
            "a whole number from \(range.lowerBound) to \(range.upperBound)"
        ) { word -> Int? in
            Int(word).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// So many finite numbers with commas between, as `[Double]`: `x,y,w,h`.
    public static func numbers(_ count: Int) -> ValueKind {
        ValueKind("ตัวเลข \(count) จำนวน คั่นด้วยจุลภาค", "\(count) numbers with commas between") {
            word -> [Double]? in
            let numbers = word.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard numbers.count == count, numbers.allSatisfy({ $0?.isFinite == true }) else { return nil }
            return numbers.compactMap(\.self)
        }
    }

    /// One of some words, as `String`.
    public static func oneOf(_ words: [String]) -> ValueKind {
        let list = words.joined(separator: ", ")
        return ValueKind("คำใดคำหนึ่งใน \(list)", "one of \(list)") { words.contains($0) ? $0 : nil }
    }
}
