import Glibc

/// Reads a body piece by piece, wherever it lies.
final class BodySource {
    private var memory: ArraySlice<UInt8>
    private let descriptor: Int32
    /// Keeps the file while it is read.
    private let file: TemporaryFile?
    /// The folder in which files of a form are written.
    let folder: String

    init(_ body: Request.Body) throws {
        switch body {
        case .none: (memory, descriptor, file, folder) = ([], -1, nil, "/tmp")
        case .bytes(let bytes):
            (memory, descriptor, file, folder) = (bytes[...], -1, nil, TemporaryFile.folder)
        case .file(let file):
            let opened = open(file.path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { throw FormError(.malformed) }
            (memory, descriptor, self.file) = ([], opened, file)
            folder = String(file.path[..<(file.path.lastIndex(of: "/") ?? file.path.startIndex)])
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next bytes, at most `count`; none at the end.
    func next(_ count: Int) throws -> [UInt8] {
        guard descriptor >= 0 else {
            let piece = memory.prefix(count)
            memory = memory.dropFirst(count)
            return Array(piece)
        }
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let got = Glibc.read(descriptor, buffer.baseAddress, count)
            guard got >= 0 else { throw FormError(.malformed) }
            filled = got
        }
    }
}
