import Digests
import Glibc
import Threads

/// Keeps files byte for byte under their SHA-256, in one local folder.
///
/// The same bytes are kept once. A file stands complete and on disk before `keep` returns, so a row that names
/// it is written after.
package struct FileStore: Sendable {
    /// A file as it is kept.
    package struct Kept: Equatable, Sendable {
        /// The SHA-256 of the bytes, as 64 hexadecimal digits.
        package let sha256: String
        /// In bytes.
        package let size: Int
    }

    private let folder: String

    /// Uses a folder, which is made if it is not there.
    package init(folder: String) throws {
        self.folder = folder
        for path in [folder, folder + "/arriving"] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw FileStoreError(doing: "make the folder \(path)", errno: errno)
        }
    }

    /// Where files are written while they arrive: the same file system as their last place.
    package var arrivalFolder: String { folder + "/arriving" }

    /// Removes what a program that was ended in the middle left in `arrivalFolder`; nobody may be writing there.
    package func removeArrivals() {
        for name in names(in: arrivalFolder) { unlink("\(arrivalFolder)/\(name)") }
    }

    /// What tells this folder from every other, in its file `mark`, which goes where the files go; nil until it is set.
    package func mark() throws -> String? {
        guard access(markPath, F_OK) == 0 || errno != ENOENT else { return nil }
        let bytes = try OpenFile(reading: markPath).bytes(atMost: 100)
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// The folder's mark, which is `proposed` from now on where there was none.
    package func mark(orSet proposed: String) throws -> String {
        let arriving = "\(arrivalFolder)/mark-\(proposed)"
        try OpenFile(writing: Array("\(proposed)\n".utf8), at: arriving).synchronise()
        defer { unlink(arriving) }
        guard link(arriving, markPath) == 0 || errno == EEXIST else {
            throw FileStoreError(doing: "mark the folder \(folder)", errno: errno)
        }
        try OpenFile(reading: folder).synchronise()
        return try mark() ?? proposed
    }

    private var markPath: String { folder + "/mark" }

    /// Tells the SHA-256 of each file that is kept, in no order.
    package func forEach(_ tell: (String) -> Void) {
        for outer in names(in: folder) where outer.utf8.count == 2 {
            for inner in names(in: "\(folder)/\(outer)") {
                names(in: "\(folder)/\(outer)/\(inner)").forEach(tell)
            }
        }
    }

    /// Takes over a file that was written in `arrivalFolder`; the source is linked, not copied.
    package func keep(fileAt path: String) throws -> Kept {
        let source = try OpenFile(reading: path)
        let kept = try source.digest()
        try source.synchronise()
        let place = self.path(of: kept.sha256)
        try makeParent(of: place)
        guard link(path, place) == 0 || errno == EEXIST else {
            throw FileStoreError(doing: "keep a file", errno: errno)
        }
        try OpenFile(reading: parent(of: place)).synchronise()
        return kept
    }

    /// Whether the bytes of a kept file are still those that it is named for. Reads all of them.
    package func isWhole(_ sha256: String) throws -> Bool {
        try OpenFile(reading: path(of: sha256)).digest().sha256 == sha256
    }

    /// Where the bytes of a kept file are.
    package func path(of sha256: String) -> String {
        "\(folder)/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256)"
    }

    /// What stands in a folder; nothing where there is none.
    private func names(in folder: String) -> [String] {
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    private func makeParent(of path: String) throws {
        let inner = parent(of: path)
        for path in [parent(of: inner), inner] {
            if mkdir(path, 0o700) == 0 {
                try OpenFile(reading: parent(of: path)).synchronise()
            } else if errno != EEXIST {
                throw FileStoreError(doing: "make a folder for files", errno: errno)
            }
        }
    }
}

/// What the system refused: the disk is full, a folder is not ours.
package struct FileStoreError: Error, CustomStringConvertible {
    package let description: String

    init(doing act: String, errno code: Int32) {
        description = "cannot \(act): \(String(cString: strerror(code)))"
    }
}

/// An open file, closed with its last reference.
private final class OpenFile {
    private let descriptor: Int32

    init(reading path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileStoreError(doing: "open a file", errno: errno) }
    }

    init(writing bytes: [UInt8], at path: String) throws {
        descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
            throw FileStoreError(doing: "write a file", errno: errno)
        }
    }

    deinit { close(descriptor) }

    func bytes(atMost limit: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = read(descriptor, &bytes, limit)
        guard count >= 0 else { throw FileStoreError(doing: "read a file", errno: errno) }
        return Array(bytes[..<count])
    }

    func digest() throws -> FileStore.Kept {
        var hash = SHA256()
        var size = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            guard count > 0 else { throw FileStoreError(doing: "read a file", errno: errno) }
            hash.update(buffer[..<count])
            size += count
        }
        return FileStore.Kept(sha256: hash.finish().hex, size: size)
    }

    func synchronise() throws {
        let code = WorkerPool.stepAside { fsync(descriptor) == 0 ? 0 : errno }
        guard code == 0 else { throw FileStoreError(doing: "write a file to disk", errno: code) }
    }
}
