/// An answer.
public struct Response: Sendable {
    public var status: Int
    public var headers: Headers
    public var body: Body

    public enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Bytes in parts, sent one after the other without being put together.
        case parts([[UInt8]])
        /// Bytes of a file from `offset`, sent without reading them into memory.
        case file(path: String, offset: Int, count: Int)
    }

    public init(status: Int, headers: Headers = Headers(), body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Bytes with their type, such as `text/html; charset=utf-8`.
    public static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> Response {
        Response(status: status, headers: ["content-type": type], body: .bytes(bytes))
    }

    public static func text(_ text: String, status: Int = 200) -> Response {
        bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// Sends the browser on after a change, so that reloading does not repeat it.
    public static func seeOther(_ path: String) -> Response {
        Response(status: 303, headers: ["location": path])
    }
}
