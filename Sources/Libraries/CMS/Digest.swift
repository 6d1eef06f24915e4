import COpenSSL

/// The hash functions that a signature may name.
public enum DigestAlgorithm: Equatable, Sendable {
    case sha256, sha384, sha512
    /// Anything else: its OpenSSL name. MD5 and SHA-1 are here, which no longer prove anything.
    case other(String)

    /// Whether a signature over this hash may be relied upon.
    public var isSound: Bool {
        if case .other = self { return false }
        return true
    }

    init(nid: Int32) {
        switch nid {
        case NID_sha256: self = .sha256
        case NID_sha384: self = .sha384
        case NID_sha512: self = .sha512
        default: self = .other(OBJ_nid2sn(nid).map { String(cString: $0) } ?? "unknown")
        }
    }

    var openSSL: OpaquePointer? {
        switch self {
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        case .other(let name): EVP_get_digestbyname(name)
        }
    }
}

/// A hash over bytes that come in pieces.
public final class Digest {
    private let context: OpaquePointer

    /// Starts a hash. Throws `.unsupported` for a function that OpenSSL does not have.
    public init(_ algorithm: DigestAlgorithm = .sha256) throws(CMSError) {
        guard let context = EVP_MD_CTX_new() else { throw .openSSL() }
        guard let function = algorithm.openSSL, EVP_DigestInit_ex(context, function, nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .openSSL(.unsupported)
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) throws(CMSError) {
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { throw .openSSL() }
    }

    /// The hash; the object must not be used again.
    public func finish() throws(CMSError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &bytes, &count) == 1 else { throw .openSSL() }
        return Array(bytes.prefix(Int(count)))
    }

    /// The hash of bytes that are all there.
    public static func of(
        _ bytes: [UInt8],
        _ algorithm: DigestAlgorithm = .sha256
    ) throws(CMSError) -> [UInt8] {
        let digest = try Digest(algorithm)
        try bytes.withUnsafeBufferPointer { (buffer) throws(CMSError) in
            try digest.update(UnsafeRawBufferPointer(buffer))
        }
        return try digest.finish()
    }
}
