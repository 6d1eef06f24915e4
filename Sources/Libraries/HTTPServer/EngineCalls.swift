import CMicrohttpd
import Glibc

// What the engine calls, on its own threads. Each hands on to the server that it was given.

let onAccess: MHD_AccessHandlerCallback = {
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
    if let target = Target(slot.pointee) {
        return server.head(connection, target, url, method, version, slot)
    }
    guard let pointer = slot.pointee else { return MHD_NO }
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    return size.pointee > 0 ? server.body(exchange, data, size) : server.dispatch(exchange)
}

let onCompleted:
    @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        MHD_RequestTerminationCode
    ) -> Void = { context, connection, slot, code in
        guard let context, let connection, let pointer = slot?.pointee else { return }
        slot?.pointee = nil
        guard Target(pointer) == nil else { return }
        let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
        Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
            .completed(exchange, on: connection, isReused: code == MHD_REQUEST_TERMINATED_COMPLETED_OK)
    }

let onConnection:
    @convention(c) (
        UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
        MHD_ConnectionNotificationCode
    ) -> Void = { context, connection, _, code in
        guard let context, let connection else { return }
        Unmanaged<HTTPServer>.fromOpaque(context).takeUnretainedValue()
            .connection(connection, isNew: code == MHD_CONNECTION_NOTIFY_STARTED)
    }

/// Paths and queries are decoded by us, once, with our own rules.
let keepEscapes:
    @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = {
        _,
        _,
        text in
        text.map { strlen($0) } ?? 0
    }

/// The request line was read; what is returned stands in the exchange's place until the head is complete.
let onTarget:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?)
        -> UnsafeMutableRawPointer? = { _, text, _ in text.flatMap { Target($0).pointer } }
