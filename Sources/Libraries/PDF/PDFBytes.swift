import Glibc

/// Bytes that never change: a mapped file, an array, or a part of either.
///
/// Copying the value shares the memory. A mapped file must not be shortened while it is open: the system
/// answers a read past its end with SIGBUS.
public struct PDFBytes: @unchecked Sendable {
    // Unchecked: the memory is written before `init` returns and never again.
    private let memory: Memory
    private let start: Int
    /// How many bytes there are.
    public let count: Int

    /// Maps a file for reading; nothing is loaded until it is looked at.
    public init(path: String) throws(PDFError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw PDFError(system: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw PDFError(system: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw PDFError(system: EINVAL) }
        let size = Int(status.st_size)
        guard size > 0 else { throw PDFError(.notPDF) }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), address != MAP_FAILED else {
            throw PDFError(system: errno)
        }
        self.init(memory: Memory(address: address, size: size, isMapped: true), start: 0, count: size)
    }

    /// Keeps a copy of the bytes.
    public init(_ bytes: [UInt8]) {
        let address = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
        bytes.withUnsafeBytes {
            address.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(address), byteCount: $0.count)
        }
        self.init(
            memory: Memory(address: address, size: bytes.count, isMapped: false),
            start: 0,
            count: bytes.count
        )
    }

    private init(memory: Memory, start: Int, count: Int) {
        self.memory = memory
        self.start = start
        self.count = count
    }

    /// The byte at a place; 0 (white space in PDF) outside, so that a parser cannot leave its memory.
    @inline(__always)
    public subscript(index: Int) -> UInt8 {
        guard index >= 0, index < count else { return 0 }
        return memory.address.load(fromByteOffset: start + index, as: UInt8.self)
    }

    /// A part that shares the memory; the range is cut to what there is.
    public subscript(range: Range<Int>) -> PDFBytes {
        let lower = min(max(0, range.lowerBound), count)
        let upper = min(max(lower, range.upperBound), count)
        return PDFBytes(memory: memory, start: start + lower, count: upper - lower)
    }

    /// Gives the memory to C functions and digests without a copy.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: memory.address + start, count: count))
    }

    /// Lets the system take back the memory of a mapped part; it is read from the file again when looked at.
    func release() {
        // Whole pages only: the last, broken one is kept.
        let pages = count / 4096 * 4096
        guard memory.isMapped, start % 4096 == 0, pages > 0 else { return }
        // Advice: when it is not taken, more memory is used and nothing else.
        _ = madvise(UnsafeMutableRawPointer(mutating: memory.address + start), pages, MADV_DONTNEED)
    }

    /// A copy of the bytes.
    public var array: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Whether the ASCII text stands at a place.
    func has(_ text: StaticString, at index: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index >= 0, index <= count - length else { return false }
        return memcmp(memory.address + start + index, text.utf8Start, length) == 0
    }

    /// The first place of the ASCII text in a range, or nil.
    func firstIndex(of text: StaticString, in range: Range<Int>) -> Int? {
        var index = max(0, range.lowerBound)
        let last = min(range.upperBound, count) - text.utf8CodeUnitCount
        while index <= last {
            let place = memory.address + start + index
            guard let found = memchr(place, Int32(text.utf8Start[0]), last - index + 1) else { return nil }
            index += place.distance(to: found)
            if has(text, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// The last place of the ASCII text in a range, or nil.
    func lastIndex(of text: StaticString, in range: Range<Int>) -> Int? {
        var index = min(range.upperBound, count) - text.utf8CodeUnitCount
        while index >= max(0, range.lowerBound) {
            if has(text, at: index) { return index }
            index -= 1
        }
        return nil
    }
}

/// Owns the memory and gives it back.
private final class Memory: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
    private let size: Int
    let isMapped: Bool

    init(address: UnsafeMutableRawPointer, size: Int, isMapped: Bool) {
        self.address = address
        self.size = size
        self.isMapped = isMapped
    }

    deinit {
        if isMapped {
            munmap(address, size)
        } else {
            address.deallocate()
        }
    }
}
