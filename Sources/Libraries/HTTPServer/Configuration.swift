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
        /// The longest body that a request may have, in bytes, told by its head.
        public var bodyLimit: @Sendable (Request) -> Int = { _ in 1 << 20 }

        public init() {}
    }
}
