/// Which of some languages a client likes best (RFC 9110, section 12.5.4).
public enum AcceptLanguage {
    /// The one of `offered` (primary tags, such as `th`) with the highest weight; the first when none is asked for.
    ///
    /// Of equal weights the one that the client names first wins. `th-TH` counts as `th`.
    public static func best(of offered: [String], for header: String?) -> String? {
        var best: (tag: String, weight: Double)?
        for item in (header ?? "").split(separator: ",").prefix(20) {
            let parts = item.split(separator: ";")
            guard let range = parts.first?.trimmed.lowercased() else { continue }
            let weight = weight(parts.dropFirst())
            let tag = range == "*" ? offered.first : offered.first { $0 == range.prefix { $0 != "-" } }
            guard let tag, weight > best?.weight ?? 0 else { continue }
            best = (tag, weight)
        }
        return best?.tag ?? offered.first
    }

    private static func weight(_ parameters: ArraySlice<Substring>) -> Double {
        guard let parameter = parameters.first?.trimmed else { return 1 }
        guard parameter.lowercased().hasPrefix("q="), let weight = Double(parameter.dropFirst(2)) else {
            return 0
        }
        return (0...1).contains(weight) ? weight : 0
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
