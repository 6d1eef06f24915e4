/// Why a form cannot be read.
public struct FormError: Error, Equatable, Sendable {
    public enum Code: Sendable {
        /// Neither of the two media types of forms.
        case notAForm
        /// Broken encoding, boundary or header.
        case malformed
        /// More fields than are taken.
        case tooManyFields
        /// Longer fields, or more files, than are taken.
        case tooLarge
    }

    public let code: Code

    init(_ code: Code) { self.code = code }
}

/// Reads the two kinds of forms that browsers send.
public enum FormReader {
    /// A file of a form, on disk.
    public struct File: Sendable {
        public let field: String
        public let fileName: String
        public let content: TemporaryFile
    }

    /// The most fields of a form: a province sends one letter to some hundreds of units and people.
    static let mostFields = 2000
    /// The most files of a form.
    static let mostFiles = 50
    /// The most bytes of one field.
    static let longestField = 64 * 1024
    /// The most bytes of all fields together, as much as a body that stands in memory.
    static let longestFields = 256 * 1024

    /// The fields and the files of a form. A request without a body is an empty form.
    ///
    /// Files are written beside the body's own temporary file, or into `/tmp` for a body in memory.
    public static func read(_ request: Request) throws -> (fields: Fields, files: [File]) {
        if case .none = request.body { return (Fields(), []) }
        let type = request.headers["content-type"] ?? ""
        let mediaType = type.prefix { $0 != ";" }.lowercased()
        if mediaType == "application/x-www-form-urlencoded" {
            guard case .bytes(let bytes) = request.body else { throw FormError(.tooLarge) }
            return (try urlEncoded(String(decoding: bytes, as: UTF8.self)), [])
        }
        guard mediaType == "multipart/form-data", let boundary = HeaderParameters(type)["boundary"] else {
            throw FormError(.notAForm)
        }
        var reader = try MultipartReader(boundary: boundary, body: BodySource(request.body))
        return try reader.read()
    }

    /// The fields of a query or of an urlencoded form.
    public static func urlEncoded(_ text: some StringProtocol) throws -> Fields {
        var fields = Fields()
        for pair in text.split(separator: "&") {
            guard fields.pairs.count < mostFields else { throw FormError(.tooManyFields) }
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decodeForm(parts[0]),
                let value = parts.count > 1 ? PercentEncoding.decodeForm(parts[1]) : ""
            else { throw FormError(.malformed) }
            guard value.utf8.count <= longestField else { throw FormError(.tooLarge) }
            fields.append(name, value)
        }
        return fields
    }
}

/// The parameters after a header's first value, such as `form-data; name="file"; filename="ก.pdf"`.
struct HeaderParameters {
    private var values: [String: String] = [:]

    init(_ header: String) {
        var rest = header[...]
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
            guard let equals = rest.firstIndex(of: "=") else { return }
            let name = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            let value = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
            if values[name] == nil { values[name] = value }
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    private static func token(_ rest: inout Substring) -> String {
        let value = rest.prefix { $0 != ";" }
        rest = rest[value.endIndex...]
        var text = String(value)
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A quoted string; browsers write `"` inside a file name as `%22` and do not double backslashes.
    private static func quoted(_ rest: inout Substring) -> String {
        rest = rest.dropFirst()
        let value = rest.prefix { $0 != "\"" }
        rest = rest[value.endIndex...].dropFirst()
        return String(value).replacing("%22", with: "\"").replacing("%0D", with: "").replacing(
            "%0A",
            with: ""
        )
    }
}
