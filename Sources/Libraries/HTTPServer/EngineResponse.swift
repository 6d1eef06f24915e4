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
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                MHD_create_response_from_buffer(
                    $0.count,
                    UnsafeMutableRawPointer(mutating: $0.baseAddress),
                    MHD_RESPMEM_MUST_COPY
                )
            }
        case .file(let path, let offset, let count):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            // From here on the engine closes it.
            return MHD_create_response_from_fd_at_offset64(UInt64(count), descriptor, UInt64(offset))
        }
    }
}

extension Response.Body {
    /// What a log says of it.
    var summary: String {
        switch self {
        case .none: "no body"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .file(let path, let offset, let count): "\(count) bytes of \(path) from \(offset)"
        }
    }
}
