import Glibc

/// A file that appears under its name only when all its bytes are on the disk.
public enum OutputFile {
    /// Writes the parts one after the other and replaces what had the name before.
    ///
    /// Parts of mapped files pass through in pieces of 1 MB and are not loaded. On failure (`.system`) the name
    /// is untouched and nothing is left behind. A name that is no regular file, such as a pipe or `/dev/stdout`, is
    /// never replaced: the bytes go into it.
    public static func write(_ parts: [PDFBytes], to path: String) throws(PDFError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return try pour(parts, into: path) }
        let suffix = randomIdentifier().prefix(6).map { String($0, radix: 36) }.joined()
        let name = "\(path).\(suffix)"
        let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw PDFError(system: errno) }
        let failure = fill(file, with: parts)
        let closing = close(file) == 0 ? 0 : errno
        var code = failure != 0 ? failure : closing
        if code == 0, rename(name, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(name)
            throw PDFError(system: code)
        }
        syncFolder(of: path)
    }

    private static func pour(_ parts: [PDFBytes], into path: String) throws(PDFError) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw PDFError(system: errno) }
        let failure = fill(file, with: parts, isDisk: false)
        let closing = close(file) == 0 ? 0 : errno
        guard failure == 0, closing == 0 else { throw PDFError(system: failure != 0 ? failure : closing) }
    }

    /// Writes everything and waits for the disk; 0 or the system's error.
    private static func fill(_ file: Int32, with parts: [PDFBytes], isDisk: Bool = true) -> Int32 {
        for part in parts {
            var position = 0
            while position < part.count {
                let piece = part[position..<min(part.count, position + 1 << 20)]
                let written = piece.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return written < 0 ? errno : EIO }
                position += written
                if position % (1 << 20) == 0 { piece.release() }
            }
        }
        return !isDisk || fsync(file) == 0 ? 0 : errno
    }

    /// Makes the new name last; a file system that cannot do so still has the file.
    private static func syncFolder(of path: String) {
        let end = path.lastIndex(of: "/")
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }
}
