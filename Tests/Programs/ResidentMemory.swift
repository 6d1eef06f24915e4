import Glibc

/// How much memory this process has now, in units of 2^20 bytes (`statm` of proc(5)).
public func residentMegabytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    fgets(&line, 200, file)
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
        * sysconf(Int32(_SC_PAGESIZE)) / (1 << 20)
}
