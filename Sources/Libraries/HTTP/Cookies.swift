/// The cookies of a request (RFC 6265, section 4.2).
public struct Cookies: Sendable {
    private let header: String

    /// From the value of the `Cookie` field, or none.
    public init(_ header: String?) { self.header = header ?? "" }

    /// The first cookie of a name.
    public subscript(_ name: String) -> String? {
        for pair in header.utf8.split(separator: 0x3B) {
            let trimmed = pair.drop { $0 == 0x20 }
            guard let equals = trimmed.firstIndex(of: 0x3D), trimmed[..<equals].elementsEqual(name.utf8)
            else { continue }
            return String(Substring(trimmed[trimmed.index(after: equals)...]))
        }
        return nil
    }
}
