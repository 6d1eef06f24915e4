import Glibc

/// A new folder that only this test knows.
public func temporaryFolder() throws -> String {
    var name = Array("/tmp/saraban-test-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else {
        throw TestFailure("no temporary folder: \(String(cString: strerror(errno)))")
    }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Removes a folder and all that is in it; links are not followed.
public func removeFolder(_ path: String) {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard name != ".", name != ".." else { continue }
        if entry.pointee.d_type == UInt8(DT_DIR) {
            removeFolder("\(path)/\(name)")
        } else {
            unlink("\(path)/\(name)")
        }
    }
    closedir(folder)
    rmdir(path)
}

/// All bytes of a file; none when it cannot be read.
public func readFile(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
}

/// Writes a file.
public func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
        throw TestFailure("cannot write \(path)")
    }
    close(descriptor)
}
