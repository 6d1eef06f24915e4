import Glibc

/// Small files that commands are given.
enum CommandFiles {
    /// A file's bytes, at most so many.
    static func bytes(_ path: String, limit: Int = 16 << 20) throws(CommandFailure) -> [UInt8] {
        guard let file = fopen(path, "re") else { throw CommandFailure(system: errno, at: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 {
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw CommandFailure("\(path) ใหญ่เกินไป", "\(path) is too large.")
            }
        }
        guard ferror(file) == 0 else { throw CommandFailure(system: errno, at: path) }
        return bytes
    }

    /// The first line of a file, where passwords and PINs stand; never on a command line, which everybody can see.
    static func secret(_ path: String) throws(CommandFailure) -> String {
        let line = try bytes(path, limit: 1 << 16).prefix { $0 != 10 && $0 != 13 }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw CommandFailure("\(path) ไม่ใช่ข้อความ UTF-8", "\(path) is not UTF-8 text.")
        }
        return text
    }
}
