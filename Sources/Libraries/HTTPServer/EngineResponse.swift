import CMicrohttpd
import Glibc
import HTTP

/// An answer as the engine takes it.
final class EngineResponse {
    let handle: OpaquePointer

    /// Nil when a file cannot be opened or memory is short.
    init?(_ answer: Response) {
        guard let handle = Self.make(answer.body) else { return nil }
        self.handle = handle
        for field in answer.headers.fields { add(field.name, field.value) }
    }

    deinit { MHD_destroy_response(handle) }

    func add(_ name: String, _ value: String) { MHD_add_response_header(handle, name, value) }

    private static func make(_ body: Response.Body) -> OpaquePointer? {
        switch body {
        case .none:
            return MHD_create_response_from_buffer(0, nil, MHD_RESPMEM_PERSISTENT)
        case .bytes(let bytes): return HeldParts([bytes]).response()
        case .parts(let parts): return HeldParts(parts).response()
        case .file(let path, let offset, let count):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            // From here on the engine closes it.
            return MHD_create_response_from_fd_at_offset64(UInt64(count), descriptor, UInt64(offset))
        }
    }
}

/// The bytes of an answer, held where they are until the engine has sent them.
///
/// An array that nobody changes keeps its place in memory for as long as somebody holds it.
private final class HeldParts {
    private let parts: [[UInt8]]

    init(_ parts: [[UInt8]]) { self.parts = parts }

    func response() -> OpaquePointer? {
        let places = parts.map { part in
            part.withUnsafeBytes { MHD_IoVec(iov_base: $0.baseAddress, iov_len: $0.count) }
        }
        let me = Unmanaged.passRetained(self)
        let response = MHD_create_response_from_iovec(
            places,
            UInt32(places.count),
            { context in
                if let context { Unmanaged<HeldParts>.fromOpaque(context).release() }
            },
            me.toOpaque()
        )
        if response == nil { me.release() }
        return response
    }
}

extension Response.Body {
    /// What a log says of it.
    var summary: String {
        switch self {
        case .none: "no body"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .parts(let parts): "\(parts.reduce(0) { $0 + $1.count }) bytes"
        case .file(let path, let offset, let count): "\(count) bytes of \(path) from \(offset)"
        }
    }
}
