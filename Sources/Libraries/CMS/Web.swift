import COpenSSL

/// Fetches the ASN.1 structures that signatures need over HTTP, with OpenSSL's own client.
public struct Web: Sendable {
    private let timeout: Int32
    private static let limit = 20 << 20

    /// `timeout` in seconds, for one whole exchange; a host that refuses is tried again until then.
    public init(timeout: Int = 10) { self.timeout = Int32(clamping: timeout) }

    /// The answer's body, at most 20 MB; follows redirections. Throws `.network`.
    public func get(_ url: String) throws(CMSError) -> [UInt8] {
        let body = OSSL_HTTP_get(
            url,
            nil,
            nil,
            nil,
            nil,
            secure,
            nil,
            0,
            nil,
            nil,
            1,
            Self.limit,
            timeout
        )
        guard let body else { throw .openSSL(.network) }
        return try contents(of: body)
    }

    /// The body of the answer to a POST, at most 20 MB. Throws `.network`.
    public func post(_ bytes: [UInt8], type: String, to url: String) throws(CMSError) -> [UInt8] {
        let address = try Address(url)
        let request = try Memory(bytes)
        defer { withExtendedLifetime(request) {} }
        let body = OSSL_HTTP_transfer(
            nil,
            address.host,
            address.port,
            address.path,
            address.isSecure ? 1 : 0,
            nil,
            nil,
            nil,
            nil,
            secure,
            nil,
            0,
            nil,
            type,
            request.handle,
            nil,
            1,
            Self.limit,
            timeout,
            0
        )
        guard let body else { throw .openSSL(.network) }
        return try contents(of: body)
    }

    private func contents(of body: OpaquePointer) throws(CMSError) -> [UInt8] {
        let memory = Memory(owning: body)
        defer { withExtendedLifetime(memory) {} }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = BIO_read(memory.handle, &piece, Int32(piece.count))
            guard count > 0 else { break }
            bytes += piece.prefix(Int(count))
            guard bytes.count <= Self.limit else { throw CMSError(.network, "the answer is too long") }
        }
        ERR_clear_error()
        guard !bytes.isEmpty else { throw CMSError(.network, "an empty answer") }
        return bytes
    }
}

private struct Address {
    let isSecure: Bool
    let host: String
    let port: String
    let path: String

    init(_ url: String) throws(CMSError) {
        var secure: Int32 = 0
        var host: UnsafeMutablePointer<CChar>?
        var port: UnsafeMutablePointer<CChar>?
        var path: UnsafeMutablePointer<CChar>?
        guard OSSL_HTTP_parse_url(url, &secure, nil, &host, &port, nil, &path, nil, nil) == 1, let host,
            let port
        else {
            ERR_clear_error()
            throw CMSError(.network, "not an address: \(url)")
        }
        isSecure = secure == 1
        self.host = String(cString: host)
        self.port = String(cString: port)
        self.path = path.map { String(cString: $0) } ?? "/"
        shim_free(host)
        shim_free(port)
        shim_free(path)
    }
}

/// Puts TLS over an https connection, checked against the system's certificates. At the end nothing is to be done:
/// OpenSSL closes the whole chain.
private let secure: OSSL_HTTP_bio_cb_t = { connection, _, isConnecting, isSecure in
    guard isConnecting != 0, isSecure != 0 else { return connection }
    guard let settings = SSL_CTX_new(TLS_client_method()) else { return nil }
    defer { SSL_CTX_free(settings) }
    SSL_CTX_set_default_verify_paths(settings)
    SSL_CTX_set_verify(settings, SSL_VERIFY_PEER, nil)
    guard let layer = BIO_new_ssl(settings, 1) else { return nil }
    guard shim_expect_host(layer, connection) == 1 else {
        BIO_free(layer)
        return nil
    }
    return BIO_push(layer, connection)
}
