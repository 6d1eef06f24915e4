import CMicrohttpd
import Glibc
import HTTP

/// A request's head as the engine holds it: the fields, and whether their bytes were laid out as they must be.
///
/// The engine accepts a bare LF, a NUL and folded lines, and does not tell. But it parses in place: it writes a NUL
/// over the CR and one over the LF of each line, and hands out pointers into that buffer. So each name must begin
/// exactly two bytes behind the value before it, and the first two bytes behind the version. After a bare LF it
/// begins one byte behind, after a NUL inside a value somewhere else, and a folded value stands in another place.
/// In the same way the version begins one byte behind the target, unless a NUL cut the target short.
///
/// What remains unseen: two or more NULs in the last field's value, and what chunk sizes look like in detail.
struct HeadBytes {
    private(set) var headers = Headers()
    private(set) var isSound: Bool
    /// Where the next name has to begin.
    private var next: UnsafePointer<CChar>

    /// `url` and `version` are the engine's pointers into the request line.
    init(
        of connection: OpaquePointer,
        target: Target,
        url: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>
    ) {
        isSound = target.isSound && version == url + target.count + 1
        next = version + strlen(version) + 2
        withUnsafeMutablePointer(to: &self) { pointer in
            _ = MHD_get_connection_values(
                connection,
                MHD_HEADER_KIND,
                { context, _, name, value in
                    guard let context, let name, let value else { return MHD_YES }
                    context.assumingMemoryBound(to: HeadBytes.self).pointee.take(name, value)
                    return MHD_YES
                },
                pointer
            )
        }
        // The empty line that ends the head: its CR and LF were overwritten too.
        if next[0] != 0 || next[1] != 0 { isSound = false }
    }

    private mutating func take(_ name: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>) {
        let end = value + strlen(value)
        if name != next || end[1] != 0 { isSound = false }
        next = end + 2
        headers.append(String(cString: name), String(cString: value))
    }
}
