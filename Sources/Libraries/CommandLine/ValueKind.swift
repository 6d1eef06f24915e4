/// How the words of a value become a value, and how a mistake in them is explained.
public struct ValueKind: Sendable {
    /// What is wanted, in words that follow "must be": `a whole number from 1 to 65535`.
    let wanted: String
    let parse: @Sendable (String) -> (any Sendable)?

    /// A kind of one's own.
    ///
    /// The closure gives nil for words that mean nothing.
    public init<Value: Sendable>(_ wanted: String, _ parse: @escaping @Sendable (String) -> Value?) {
        self.wanted = wanted
        self.parse = { parse($0) }
    }

    /// Any text but the empty one, as `String`.
    public static let text = ValueKind("a text that is not empty") { $0.isEmpty ? nil : $0 }

    /// `true`, `yes`, `on`, `1` or their opposites, as `Bool`.
    public static let truth = ValueKind("true or false") { word -> Bool? in
        switch word.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    /// A whole number within a range, as `Int`.
    public static func integer(in range: ClosedRange<Int>) -> ValueKind {
        ValueKind("a whole number from \(range.lowerBound) to \(range.upperBound)") { word -> Int? in
            Int(word).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// So many finite numbers with commas between, as `[Double]`: `x,y,w,h`.
    public static func numbers(_ count: Int) -> ValueKind {
        ValueKind("\(count) numbers with commas between") { word -> [Double]? in
            let numbers = word.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard numbers.count == count, numbers.allSatisfy({ $0?.isFinite == true }) else { return nil }
            return numbers.compactMap(\.self)
        }
    }

    /// One of some words, as `String`.
    public static func oneOf(_ words: [String]) -> ValueKind {
        ValueKind("one of " + words.joined(separator: ", ")) { words.contains($0) ? $0 : nil }
    }
}
