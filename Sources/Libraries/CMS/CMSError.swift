import COpenSSL

/// Why something could not be signed, read or fetched.
public struct CMSError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of failure that a caller may want to tell apart.
    public enum Code: String, Equatable, Sendable {
        /// The bytes are not what they should be.
        case malformed
        /// The password or PIN is wrong.
        case wrongPassword
        /// A key or algorithm that is not supported, or too weak to be used.
        case unsupported
        /// The file or token holds no such key, or no certificate for it.
        case keyNotFound
        /// The token or its driver refused to work.
        case token
        /// The time-stamp authority answered, but not with a time-stamp for what was sent.
        case timeStamp
        /// Nothing usable came over the network.
        case network
        /// OpenSSL could not do its work.
        case library
    }

    /// What went wrong.
    public let code: Code
    /// The library's own words, for a log; empty where there are none.
    public let detail: String

    /// The failure in one line of English.
    public var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

    /// An error with words of the caller's.
    public init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// An error with the words OpenSSL left behind on this thread.
    static func openSSL(_ code: Code = .library) -> CMSError {
        var words: [String] = []
        while case let number = ERR_get_error(), number != 0 {
            var buffer = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(number, &buffer, buffer.count)
            words.append(text(of: buffer))
        }
        return CMSError(code, words.joined(separator: "; "))
    }
}

/// The text before the terminating zero.
func text(of buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// What an `i2d_` function writes.
func encoded(
    _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(CMSError) -> [UInt8] {
    let count = write(nil)
    guard count > 0 else { throw .openSSL() }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    let written = bytes.withUnsafeMutableBufferPointer { buffer in
        var place = buffer.baseAddress
        return write(&place)
    }
    guard written == count else { throw .openSSL() }
    return bytes
}

/// What a `d2i_` function reads, and how many bytes it took; nil leaves no error behind.
func decoded<Value>(
    _ bytes: [UInt8],
    _ read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Value?
) -> (value: Value, length: Int)? {
    bytes.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return nil }
        var place: UnsafePointer<UInt8>? = start
        guard let value = read(&place, buffer.count), let place else {
            ERR_clear_error()
            return nil
        }
        return (value, start.distance(to: place))
    }
}

/// Seconds since 1970 of a time in a certificate; nil where it cannot be read.
func seconds(_ time: OpaquePointer?) -> Int? { seconds(UnsafePointer<ASN1_TIME>(time)) }

func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return timegm(&parts)
}
