import Glibc

/// A file that is open for reading pieces of it.
final class FileSlices {
    private let descriptor: Int32
    let size: Int

    init(path: String) throws(PreviewError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            throw PreviewError(.unreadable, "open: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw PreviewError(.unreadable, "not a regular file")
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes from an offset on, fewer where the file ends; none for an offset outside of it.
    func slice(at offset: Int, count: Int) throws(PreviewError) -> [UInt8] {
        guard offset >= 0, offset < size, count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: min(count, size - offset))
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, offset + done)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                throw PreviewError(.unreadable, "read: \(String(cString: strerror(errno)))")
            }
            if got == 0 { return Array(bytes[..<done]) }
            done += got
        }
        return bytes
    }
}

extension [UInt8] {
    /// The little-endian number of so many bytes at an index; nil outside.
    func little(_ index: Int, _ width: Int) -> Int? {
        guard index >= 0, index + width <= count else { return nil }
        return (0..<width).reversed().reduce(0) { $0 << 8 | Int(self[index + $1]) }
    }
}

extension ArraySlice<UInt8> {
    /// UTF-8 that was cut somewhere, without the character that may have been cut through.
    var withoutCutCharacter: ArraySlice<UInt8> {
        let continuation = reversed().prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
        let rest = dropLast(continuation)
        return rest.last.map { $0 >= 0xC0 } == true ? rest.dropLast() : self
    }
}
