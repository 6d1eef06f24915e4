import Glibc

/// What is known of a request's target before the engine takes it apart.
///
/// It travels in the place of the exchange until the head is complete. A pointer to an object is even, this is odd.
struct Target {
    /// Bytes up to the space behind it.
    let count: Int
    /// Whether every byte is visible ASCII (RFC 3986) and the first is a slash.
    let isSound: Bool

    init(_ text: UnsafePointer<CChar>) {
        count = strlen(text)
        isSound =
            text[0] == 0x2F
            && UnsafeBufferPointer(start: text, count: count).allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    init?(_ pointer: UnsafeMutableRawPointer?) {
        let bits = UInt(bitPattern: pointer)
        guard bits & 1 == 1 else { return nil }
        count = Int(bits >> 2)
        isSound = bits & 2 != 0
    }

    var pointer: UnsafeMutableRawPointer? {
        UnsafeMutableRawPointer(bitPattern: UInt(count) << 2 | (isSound ? 2 : 0) | 1)
    }
}
