import Glibc

extension Sandbox.Job {
    /// Our own program once more, with other arguments: so that a parser of ours, too, meets strange files in a child.
    ///
    /// The child may read the program and the libraries that it runs on, wherever they lie. Nil where the system
    /// does not tell what runs (`/proc` is missing). `program` names another copy of it, for a test whose own
    /// process is not the program.
    public static func itself(
        _ arguments: [String],
        readable: [String] = [],
        work: String,
        limits: Sandbox.Limits = Sandbox.Limits(),
        program: String? = nil
    ) -> Sandbox.Job? {
        guard let program = program ?? ownProgram() else { return nil }
        return Sandbox.Job(program, arguments, readable: readable + libraries(), work: work, limits: limits)
    }

    private static func ownProgram() -> String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &path, path.count)
        guard length > 0, length < path.count else { return nil }
        return String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The shared libraries outside of `/usr`, which a child sees anyway: those of a Swift toolchain, in development.
    private static func libraries() -> [String] {
        guard let file = fopen("/proc/self/maps", "re") else { return [] }
        defer { fclose(file) }
        var found: Set<String> = []
        var line = [CChar](repeating: 0, count: 8192)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard let start = text.firstIndex(of: "/") else { continue }
            let path = String(text[start...].prefix { $0 != "\n" })
            let isLibrary = path.hasSuffix(".so") || path.contains(".so.")
            if isLibrary, !path.hasPrefix("/usr/"), !path.hasPrefix("/lib") { found.insert(path) }
        }
        return found.sorted()
    }
}
