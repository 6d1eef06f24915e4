import CMicrohttpd
import Glibc
public import HTTP
import Synchronization

/// An HTTP/1.1 server on libmicrohttpd: it checks heads, takes in bodies and runs one handler on a pool of threads.
///
/// Handlers are synchronous and may block. TLS and HTTP/2 belong to the proxy in front.
///
/// Sendable by hand: the daemon's pointer is set before the first request and cleared after the last.
public final class HTTPServer: @unchecked Sendable {
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
        /// The longest body that a request may have, in bytes, told by its head.
        public var bodyLimit: @Sendable (Request) -> Int = { _ in 1 << 20 }

        public init() {}
    }

    /// The port that it listens on.
    public private(set) var port = 0

    private let configuration: Configuration
    private let handler: @Sendable (Request) -> Response
    private let pool: WorkerPool
    private let deadlines: HeadDeadlines
    private let underway = Atomic(0)
    private let isStopping = Atomic(false)
    private var daemon: OpaquePointer?

    public init(_ configuration: Configuration, handler: @escaping @Sendable (Request) -> Response) {
        self.configuration = configuration
        self.handler = handler
        pool = WorkerPool(threads: configuration.workers, longest: configuration.longestQueue)
        deadlines = HeadDeadlines(
            first: configuration.headDeadline,
            next: configuration.headDeadline + Double(configuration.idleTimeout)
        )
    }

    /// Listens and serves until `stop`. Throws when the address cannot be had.
    public func start() throws {
        signal(SIGPIPE, SIG_IGN)
        let listener = try ListeningSocket(host: configuration.host, port: configuration.port)
        port = listener.port
        var options = options(listener.descriptor)
        let flags =
            MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
            | MHD_USE_TURBO.rawValue
        daemon = cmhd_start(flags, onAccess, Unmanaged.passUnretained(self).toOpaque(), &options)
        guard daemon != nil else {
            close(listener.descriptor)
            throw HTTPServerError("the HTTP engine did not start")
        }
    }

    /// Takes no new connection, answers what is under way (for `grace` seconds at most) and ends.
    public func stop(grace: Double = 10) {
        guard let daemon else { return }
        isStopping.store(true, ordering: .releasing)
        let listener = MHD_quiesce_daemon(daemon)
        if listener >= 0 { close(listener) }
        var waited = 0.0
        while underway.load(ordering: .acquiring) > 0, waited < grace {
            usleep(5000)
            waited += 0.005
        }
        pool.stop()
        usleep(20_000)
        MHD_stop_daemon(daemon)
        deadlines.stop()
        self.daemon = nil
    }

    private func options(_ socket: Int32) -> [MHD_OptionItem] {
        let me = Unmanaged.passUnretained(self).toOpaque()
        func number(_ option: MHD_OPTION, _ value: Int) -> MHD_OptionItem {
            MHD_OptionItem(option: option, value: value, ptr_value: nil)
        }
        return [
            number(MHD_OPTION_LISTEN_SOCKET, Int(socket)),
            number(MHD_OPTION_THREAD_POOL_SIZE, 2),
            number(MHD_OPTION_CONNECTION_TIMEOUT, configuration.idleTimeout),
            number(MHD_OPTION_CONNECTION_LIMIT, configuration.mostConnections),
            number(MHD_OPTION_CONNECTION_MEMORY_LIMIT, 32 * 1024),
            number(MHD_OPTION_STRICT_FOR_CLIENT, 1),
            MHD_OptionItem(
                option: MHD_OPTION_NOTIFY_COMPLETED,
                value: unsafeBitCast(onCompleted, to: Int.self),
                ptr_value: me
            ),
            MHD_OptionItem(
                option: MHD_OPTION_NOTIFY_CONNECTION,
                value: unsafeBitCast(onConnection, to: Int.self),
                ptr_value: me
            ),
            MHD_OptionItem(
                option: MHD_OPTION_UNESCAPE_CALLBACK,
                value: unsafeBitCast(keepEscapes, to: Int.self),
                ptr_value: nil
            ),
            number(MHD_OPTION_END, 0),
        ]
    }

    // MARK: The engine's calls, on its threads

    fileprivate func connection(_ connection: OpaquePointer, isNew: Bool) {
        let socket = cmhd_socket(connection)
        if isNew {
            deadlines.expectHead(on: socket, isFirst: true)
        } else {
            deadlines.forget(socket)
        }
    }

    fileprivate func completed(_ exchange: Exchange, on connection: OpaquePointer, isReused: Bool) {
        if isReused { deadlines.expectHead(on: cmhd_socket(connection), isFirst: false) }
    }

    fileprivate func head(
        _ connection: OpaquePointer,
        _ url: UnsafePointer<CChar>,
        _ method: UnsafePointer<CChar>,
        _ version: UnsafePointer<CChar>,
        _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> MHD_Result {
        deadlines.forget(cmhd_socket(connection))
        let headers = fields(of: connection)
        if let status = HeadCheck.refusal(of: headers, version: String(cString: version)) {
            return refuse(status, connection)
        }
        guard let verb = Request.Method(rawValue: String(cString: method)) else {
            return refuse(501, connection)
        }
        guard let query = query(of: connection) else { return refuse(400, connection) }
        let request = Request(
            verb,
            String(cString: url),
            query: query,
            headers: headers,
            peer: peer(of: connection)
        )
        let limit = configuration.bodyLimit(request)
        if let length = headers["content-length"].flatMap({ Int($0) }), length > limit {
            return refuse(413, connection)
        }
        let exchange = Exchange(
            connection: connection,
            request: request,
            limit: limit,
            folder: configuration.bodyFolder
        )
        slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
        return MHD_YES
    }

    fileprivate func body(
        _ exchange: Exchange,
        _ data: UnsafePointer<CChar>?,
        _ size: UnsafeMutablePointer<Int>
    ) -> MHD_Result {
        let bytes = UnsafeRawBufferPointer(start: data, count: size.pointee)
        size.pointee = 0
        if exchange.answer != nil { return MHD_YES }
        do {
            if try !exchange.take(bytes) { exchange.answer = plain(413) }
        } catch {
            exchange.answer = plain(503)
        }
        return MHD_YES
    }

    fileprivate func dispatch(_ exchange: Exchange) -> MHD_Result {
        if let answer = exchange.answer { return queue(answer, for: exchange) }
        if exchange.isDispatched { return MHD_YES }
        exchange.isDispatched = true
        underway.add(1, ordering: .relaxed)
        MHD_suspend_connection(exchange.connection)
        let isTaken = pool.submit { [self] in
            exchange.answer = run(exchange)
            underway.subtract(1, ordering: .releasing)
            MHD_resume_connection(exchange.connection)
        }
        if !isTaken {
            underway.subtract(1, ordering: .relaxed)
            exchange.answer = plain(503)
            MHD_resume_connection(exchange.connection)
        }
        return MHD_YES
    }

    /// On a worker: the body is complete, the handler answers.
    private func run(_ exchange: Exchange) -> Response {
        do {
            try exchange.finishBody()
        } catch {
            return plain(503)
        }
        let answer = handler(exchange.request)
        exchange.request.body = .none
        return answer
    }

    // MARK: Answers

    private func plain(_ status: Int) -> Response {
        var answer = Response.text(Status.reason(status) + "\n", status: status)
        if status == 503 { answer.headers.append("retry-after", "2") }
        answer.headers.append("connection", "close")
        return answer
    }

    private func refuse(_ status: Int, _ connection: OpaquePointer) -> MHD_Result {
        queue(plain(status), on: connection)
    }

    private func queue(_ answer: Response, for exchange: Exchange) -> MHD_Result {
        queue(answer, on: exchange.connection)
    }

    private func queue(_ answer: Response, on connection: OpaquePointer) -> MHD_Result {
        guard let response = EngineResponse(answer) else {
            guard let fault = EngineResponse(plain(500)) else { return MHD_NO }
            return MHD_queue_response(connection, 500, fault.handle)
        }
        if isStopping.load(ordering: .relaxed) { response.add("connection", "close") }
        return MHD_queue_response(connection, UInt32(answer.status), response.handle)
    }
}

/// Why the server cannot start.
public struct HTTPServerError: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

// MARK: What the engine calls

private let onAccess: MHD_AccessHandlerCallback = {
    context,
    connection,
    url,
    method,
    version,
    data,
    size,
    slot in
    guard let context, let connection, let url, let method, let version, let size, let slot else {
        return MHD_NO
    }
    let server = Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
    guard let pointer = slot.pointee else { return server.head(connection, url, method, version, slot) }
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    return size.pointee > 0 ? server.body(exchange, data, size) : server.dispatch(exchange)
}

private let onCompleted:
    @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        MHD_RequestTerminationCode
    ) -> Void = { context, connection, slot, code in
        guard let context, let connection, let pointer = slot?.pointee else { return }
        slot?.pointee = nil
        let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
        Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
            .completed(exchange, on: connection, isReused: code == MHD_REQUEST_TERMINATED_COMPLETED_OK)
    }

private let onConnection:
    @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        MHD_ConnectionNotificationCode
    ) -> Void = { context, connection, _, code in
        guard let context, let connection else { return }
        Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
            .connection(connection, isNew: code == MHD_CONNECTION_NOTIFY_STARTED)
    }

/// Paths and queries are decoded by us, once, with our own rules.
private let keepEscapes:
    @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = {
        _,
        _,
        text in
        text.map { strlen($0) } ?? 0
    }
