/// The cookies of a request (RFC 6265, section 4.2).
public struct Cookies: Sendable {
    private let header: String

    /// From the value of the `Cookie` field, or none.
    public init(_ header: String?) { self.header = header ?? "" }

    /// The first cookie of a name.
    public subscript(_ name: String) -> String? {
        for pair in header.split(separator: ";") {
            let trimmed = pair.drop { $0 == " " }
            guard let equals = trimmed.firstIndex(of: "="), trimmed[..<equals] == name else { continue }
            return String(trimmed[trimmed.index(after: equals)...])
        }
        return nil
    }
}
