import CMicrohttpd
import Glibc
public import HTTP
import Synchronization
import Threads

/// An HTTP/1.1 server on libmicrohttpd: it checks heads, takes in bodies and runs one handler on a pool of threads.
///
/// Handlers are synchronous and may block. TLS and HTTP/2 belong to the proxy in front.
///
/// Sendable by hand: the daemon's pointer is set before the first request and cleared after the last.
public final class HTTPServer: @unchecked Sendable {
    /// The port that it listens on.
    public private(set) var port = 0

    private let configuration: Configuration
    private let handler: @Sendable (Request) -> Response
    private let pool: WorkerPool
    private let watch: ConnectionWatch
    private let underway = Atomic(0)
    private let isStopping = Atomic(false)
    private var daemon: OpaquePointer?
    /// The engine closes it when it stops.
    private var listener: Int32 = -1

    public init(_ configuration: Configuration, handler: @escaping @Sendable (Request) -> Response) {
        self.configuration = configuration
        self.handler = handler
        pool = WorkerPool(threads: configuration.workers, longest: configuration.longestQueue)
        watch = ConnectionWatch(
            first: configuration.headDeadline,
            next: configuration.headDeadline + Double(configuration.idleTimeout)
        )
    }

    /// Listens and serves until `stop`. Throws when the address or the threads cannot be had.
    public func start() throws {
        guard pool.count == configuration.workers, watch.isRunning else {
            throw HTTPServerError("the system gives no \(configuration.workers) threads: let fewer answer")
        }
        signal(SIGPIPE, SIG_IGN)
        let listener = try ListeningSocket(host: configuration.host, port: configuration.port)
        port = listener.port
        self.listener = listener.descriptor
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
        // Refuses connections from now on. `MHD_quiesce_daemon` would, too, but it races with the engine's own threads
        // for the socket's place in their epoll sets, and whoever loses ends the process.
        shutdown(listener, Int32(SHUT_RDWR))
        var waited = 0.0
        while underway.load(ordering: .acquiring) > 0, waited < grace {
            usleep(5000)
            waited += 0.005
        }
        // Handlers that still run resume their connections; the engine may not stop before that.
        pool.stop()
        MHD_stop_daemon(daemon)
        watch.stop()
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
            // What it would refuse itself is refused by `HeadCheck`: its own answers begin twice (0.9.75).
            number(MHD_OPTION_STRICT_FOR_CLIENT, 0),
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
                option: MHD_OPTION_URI_LOG_CALLBACK,
                value: unsafeBitCast(onTarget, to: Int.self),
                ptr_value: nil
            ),
            MHD_OptionItem(
                option: MHD_OPTION_UNESCAPE_CALLBACK,
                value: unsafeBitCast(keepEscapes, to: Int.self),
                ptr_value: nil
            ),
            number(MHD_OPTION_END, 0),
        ]
    }

    func connection(_ connection: OpaquePointer, isNew: Bool) {
        let socket = cmhd_socket(connection)
        if isNew {
            watch.expectHead(on: socket, isFirst: true)
        } else {
            watch.forget(socket)
        }
    }

    func completed(_ exchange: Exchange, on connection: OpaquePointer, isReused: Bool) {
        underway.subtract(1, ordering: .releasing)
        if isReused { watch.expectHead(on: cmhd_socket(connection), isFirst: false) }
    }

    func head(
        _ connection: OpaquePointer,
        _ target: Target,
        _ url: UnsafePointer<CChar>,
        _ method: UnsafePointer<CChar>,
        _ version: UnsafePointer<CChar>,
        _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> MHD_Result {
        // Refused heads have no exchange.
        slot.pointee = nil
        watch.forget(cmhd_socket(connection))
        let bytes = HeadBytes(of: connection, target: target, url: url, version: version)
        let headers = bytes.headers
        guard bytes.isSound else { return refuse(400, url, connection) }
        if let status = HeadCheck.refusal(of: headers, version: String(cString: version)) {
            return refuse(status, url, connection)
        }
        guard let verb = Request.Method(rawValue: String(cString: method)) else {
            // No address takes such a method; 501 would read as a fault of the server.
            return refuse(405, url, connection)
        }
        guard let query = query(of: connection) else { return refuse(400, url, connection) }
        let request = Request(
            verb,
            String(cString: url),
            query: query,
            headers: headers,
            peer: peer(of: connection)
        )
        let length = headers["content-length"]
        let hasBody = length != nil || headers["transfer-encoding"] != nil
        let limit = hasBody ? configuration.longestBody(request) : 0
        if let length = length.flatMap({ Int($0) }), length > limit { return refuse(413, url, connection) }
        let exchange = Exchange(
            connection: connection,
            request: request,
            hasBody: hasBody,
            limit: limit,
            folder: configuration.bodyFolder
        )
        slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
        underway.add(1, ordering: .relaxed)
        if hasBody { watch.expectBody(on: cmhd_socket(connection)) }
        return MHD_YES
    }

    func body(
        _ exchange: Exchange,
        _ data: UnsafePointer<CChar>?,
        _ size: UnsafeMutablePointer<Int>
    ) -> MHD_Result {
        let bytes = UnsafeRawBufferPointer(start: data, count: size.pointee)
        // The engine holds these bytes and brings them again.
        if exchange.answer == nil, exchange.mustSpill(before: bytes.count) { return spill(exchange) }
        size.pointee = 0
        // The engine takes an answer only after the body. A client that goes on long after its answer is settled is
        // cut off without one.
        if exchange.answer != nil { return exchange.pass(bytes.count) ? MHD_YES : MHD_NO }
        if !exchange.take(bytes) { exchange.answer = refusal(413, exchange.request.path) }
        return MHD_YES
    }

    /// Lets a worker write what came of the body: the engine's threads, who serve everybody, never wait for the disk.
    private func spill(_ exchange: Exchange) -> MHD_Result {
        // While nobody reads, the end of what the client sent tells nothing.
        let socket = cmhd_socket(exchange.connection)
        watch.forgetBody(socket)
        suspend(exchange) { [self] in
            do {
                try WorkerPool.stepAside { try exchange.spill(where: configuration.keepsLargeBody) }
            } catch {
                exchange.answer = unkept(exchange, error)
            }
            watch.expectBody(on: socket)
        }
        return MHD_YES
    }

    func dispatch(_ exchange: Exchange) -> MHD_Result {
        if let answer = exchange.answer {
            return queue(answer, to: exchange.request.path, on: exchange.connection)
        }
        if exchange.isDispatched { return MHD_YES }
        exchange.isDispatched = true
        if exchange.hasBody { watch.forgetBody(cmhd_socket(exchange.connection)) }
        suspend(exchange) { [self] in exchange.answer = run(exchange) }
        return MHD_YES
    }

    /// Gives the exchange to a worker until the work is done; in overload it is answered 503.
    private func suspend(_ exchange: Exchange, for work: @escaping @Sendable () -> Void) {
        MHD_suspend_connection(exchange.connection)
        let isTaken = pool.submit {
            work()
            MHD_resume_connection(exchange.connection)
        }
        if !isTaken {
            exchange.answer = refusal(503, exchange.request.path)
            MHD_resume_connection(exchange.connection)
        }
    }

    /// On a worker: the body is complete, the handler answers.
    private func run(_ exchange: Exchange) -> Response {
        do {
            try exchange.finishBody()
        } catch {
            return unkept(exchange, error)
        }
        let answer = handler(exchange.request)
        exchange.request.body = .none
        return answer
    }

    /// The disk takes no more of a body.
    private func unkept(_ exchange: Exchange, _ error: any Error) -> Response {
        configuration.log("a body cannot be kept: \(error)")
        return refusal(503, exchange.request.path)
    }

    private func refusal(_ status: Int, _ path: String) -> Response {
        var answer = configuration.refusal(status, path)
        if status == 503 { answer.headers.append("retry-after", "2") }
        answer.headers.append("connection", "close")
        return answer
    }

    private func refuse(_ status: Int, _ url: UnsafePointer<CChar>, _ connection: OpaquePointer) -> MHD_Result
    {
        let path = String(cString: url)
        return queue(refusal(status, path), to: path, on: connection)
    }

    private func queue(_ answer: Response, to path: String, on connection: OpaquePointer) -> MHD_Result {
        guard let response = EngineResponse(answer) else {
            configuration.log("an answer cannot be sent: \(answer.body.summary)")
            guard let fault = EngineResponse(refusal(500, path)) else { return MHD_NO }
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
