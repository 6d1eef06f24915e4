public import HTTP

extension HTTPServer {
    /// How a server listens, and its limits.
    public struct Configuration: Sendable {
        /// The IPv4 address to listen on.
        public var host = "127.0.0.1"
        /// 0 lets the system choose.
        public var port = 8080
        /// Threads that run handlers.
        public var workers = 64
        /// How many requests may wait for one before others are answered 503.
        public var longestQueue = 4096
        public var mostConnections = 4096
        /// Seconds from connecting to the end of the first head.
        public var headDeadline = 10.0
        /// Seconds without a byte after which a connection is closed.
        public var idleTimeout = 60
        /// Where bodies of more than 256 kB are written while they come in.
        public var bodyFolder = "/tmp"
        /// What went wrong inside, such as a full disk; called on any thread.
        public var log: @Sendable (String) -> Void = { _ in }
        /// The longest body that a request may have, in bytes, told by its head; one that is longer is answered 413. Asked
        /// on the engine's threads: it may not wait.
        public var longestBody: @Sendable (Request) -> Int = { _ in 1 << 20 }
        /// Whether a body of more than 256 kB is kept, told by the request's head, on a worker. What is not kept is read away, so
        /// that the client comes to see its answer, and the handler gets none.
        public var keepsLargeBody: @Sendable (Request) -> Bool = { _ in true }

        /// The answer where the handler is not asked: to a head or a body that is refused, in overload, and to a fault of the
        /// server. `path` is the request's, percent-encoded, or what stood in its place.
        public var refusal: @Sendable (_ status: Int, _ path: String) -> Response = { status, _ in
            .text(Status.reason(status) + "\n", status: status)
        }

        public init() {}
    }
}
