/// A request after its head was checked and its body was taken in.
public struct Request: Sendable {
    public enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
        case options = "OPTIONS"
    }

    public var method: Method
    /// The path without its query, percent-encoded as it came.
    public var path: String
    /// The query's fields, decoded.
    public var query: Fields
    public var headers: Headers
    public var body: Body
    /// The values of the route's `:name` segments, decoded. Set by the router.
    public var parameters: [String: String] = [:]
    /// The address of whoever connected: the proxy's, where there is one.
    public var peer: String

    public init(
        _ method: Method,
        _ path: String,
        query: Fields = Fields(),
        headers: Headers = Headers(),
        body: Body = .none,
        peer: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.peer = peer
    }

    /// A body as it was taken in: small ones in memory, large ones in a file that is gone with the request.
    public enum Body: Sendable {
        case none
        case bytes([UInt8])
        case file(TemporaryFile)
    }
}

extension Request {
    /// The path and query of the page of this site from which the request came, where the browser tells it.
    public var referrerPath: String? {
        guard let referrer = headers["referer"], let host = headers["host"],
            let range = referrer.firstRange(of: "//\(host)/")
        else { return nil }
        return "/" + referrer[range.upperBound...]
    }
}

/// The fields of a query or a form, in the order in which they came; a name may come more than once.
public struct Fields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    public private(set) var pairs: [(name: String, value: String)] = []

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        pairs = elements.map { (name: $0.0, value: $0.1) }
    }

    public mutating func append(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// The first value of a name.
    public subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// All values of a name.
    public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// As a query to stand after a path: with its `?`, or nothing when there are no fields.
    public var encoded: String {
        pairs.enumerated().map { number, field in
            "\(number == 0 ? "?" : "&")\(PercentEncoding.encode(field.name))=\(PercentEncoding.encode(field.value))"
        }.joined()
    }

    public static func == (left: Fields, right: Fields) -> Bool {
        left.pairs.count == right.pairs.count && zip(left.pairs, right.pairs).allSatisfy { $0 == $1 }
    }
}

/// Header fields; names are compared without regard to case.
public struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    public private(set) var fields: [Field] = []

    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    public subscript(_ name: String) -> String? {
        get { fields.first { $0.name.utf8.equalsIgnoringCase(name.utf8) }?.value }
        set {
            fields.removeAll { $0.name.utf8.equalsIgnoringCase(name.utf8) }
            if let newValue { append(name, newValue) }
        }
    }
}

extension String.UTF8View {
    /// Whether two ASCII names differ at most in case.
    func equalsIgnoringCase(_ other: String.UTF8View) -> Bool {
        count == other.count
            && zip(self, other).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && isLetter($0)) }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
