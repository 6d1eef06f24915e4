import COpenSSL

/// An X.509 certificate (RFC 5280).
public final class Certificate: @unchecked Sendable {
    // Unchecked: OpenSSL reads a certificate under its own lock; nothing here changes one.
    let handle: OpaquePointer
    /// The certificate as it was encoded.
    public let der: [UInt8]

    /// Reads one certificate; bytes after it are refused.
    public convenience init(der: [UInt8]) throws(CMSError) {
        guard let (handle, length) = decoded(der, { d2i_X509(nil, $0, $1) }) else {
            throw CMSError(.malformed, "not a certificate")
        }
        guard length == der.count else {
            X509_free(handle)
            throw CMSError(.malformed, "bytes after the certificate")
        }
        try self.init(owning: handle)
    }

    /// Takes the handle over.
    init(owning handle: OpaquePointer) throws(CMSError) {
        self.handle = handle
        do throws(CMSError) {
            der = try encoded { i2d_X509(handle, $0) }
        } catch {
            // Before all is set a throwing initialiser runs no deinit.
            X509_free(handle)
            throw error
        }
    }

    /// Shares a handle that somebody else owns.
    convenience init(sharing handle: OpaquePointer) throws(CMSError) {
        X509_up_ref(handle)
        try self.init(owning: handle)
    }

    deinit { X509_free(handle) }

    /// The certificates of a PEM text, or the one of a DER file. Throws `.malformed` where there is none.
    public static func all(in bytes: [UInt8]) throws(CMSError) -> [Certificate] {
        if bytes.first == 0x30 { return [try Certificate(der: bytes)] }
        let memory = try Memory(bytes)
        defer { withExtendedLifetime(memory) {} }
        var found: [Certificate] = []
        while let handle = PEM_read_bio_X509(memory.handle, nil, nil, nil) {
            found.append(try Certificate(owning: handle))
        }
        ERR_clear_error()
        guard !found.isEmpty else { throw CMSError(.malformed, "no certificate") }
        return found
    }

    /// The subject as RFC 2253 writes it, Thai letters as they are.
    public var subject: String { name(X509_get_subject_name(handle)) }

    /// Who issued it.
    public var issuer: String { name(X509_get_issuer_name(handle)) }

    /// The subject's common name, else the whole subject.
    public var commonName: String {
        let names = X509_get_subject_name(handle)
        let index = X509_NAME_get_index_by_NID(names, NID_commonName, -1)
        guard index >= 0, let value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(names, index)) else {
            return subject
        }
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&utf8, value)
        defer { shim_free(utf8) }
        guard count > 0, let utf8 else { return subject }
        return String(decoding: UnsafeBufferPointer(start: utf8, count: Int(count)), as: UTF8.self)
    }

    /// The serial number in hexadecimal digits.
    public var serial: String {
        guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(handle), nil) else { return "" }
        defer { BN_free(number) }
        guard let digits = BN_bn2hex(number) else { return "" }
        defer { shim_free(digits) }
        return String(cString: digits)
    }

    /// From when it may be used, in seconds since 1970.
    public var notBefore: Int { seconds(X509_get0_notBefore(handle)) ?? Int.max }

    /// Until when it may be used, in seconds since 1970.
    public var notAfter: Int { seconds(X509_get0_notAfter(handle)) ?? Int.min }

    /// Whether its key may sign documents: no key usage, or digitalSignature or nonRepudiation (RFC 5280 §4.2.1.3).
    public var maySignDocuments: Bool {
        // Without the extension OpenSSL answers with all bits.
        X509_get_key_usage(handle) & UInt32(KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) != 0
    }

    /// Whether subject and issuer are one.
    public var isSelfIssued: Bool {
        X509_NAME_cmp(X509_get_subject_name(handle), X509_get_issuer_name(handle)) == 0
    }

    /// Where its issuer answers about it (OCSP), http and https only.
    public var responders: [String] {
        guard let urls = X509_get1_ocsp(handle) else { return [] }
        defer { X509_email_free(urls) }
        return (0..<shim_urls_count(urls)).compactMap { shim_urls_at(urls, $0).map { String(cString: $0) } }
            .filter(isWebAddress)
    }

    /// Where its issuer lists what was revoked, http and https only.
    public var revocationLists: [String] {
        guard let points = X509_get_ext_d2i(handle, NID_crl_distribution_points, nil, nil) else { return [] }
        let list = OpaquePointer(points)
        defer { CRL_DIST_POINTS_free(list) }
        var urls: [String] = []
        for index in 0..<shim_points_count(list) {
            let names = shim_point_names(shim_points_at(list, index))
            for place in 0..<shim_names_count(names) {
                guard let url = shim_url(shim_names_at(names, place)) else { continue }
                let count = Int(ASN1_STRING_length(url))
                urls.append(
                    String(
                        decoding: UnsafeBufferPointer(start: ASN1_STRING_get0_data(url), count: count),
                        as: UTF8.self
                    )
                )
            }
        }
        return urls.filter(isWebAddress)
    }

    var issuerDER: [UInt8] {
        get throws(CMSError) {
            let name = X509_get_issuer_name(handle)
            return try encoded { i2d_X509_NAME(name, $0) }
        }
    }

    var serialDER: [UInt8] {
        get throws(CMSError) {
            let number = X509_get0_serialNumber(handle)
            return try encoded { i2d_ASN1_INTEGER(number, $0) }
        }
    }

    private func isWebAddress(_ url: String) -> Bool {
        url.hasPrefix("http://") || url.hasPrefix("https://")
    }

    private func name(_ name: OpaquePointer?) -> String {
        guard let memory = try? Memory([]) else { return "" }
        defer { withExtendedLifetime(memory) {} }
        guard X509_NAME_print_ex(memory.handle, name, 0, shim_name_flags()) >= 0 else { return "" }
        return String(decoding: memory.contents, as: UTF8.self)
    }
}

extension Certificate: Equatable {
    /// Certificates are the same when their bytes are.
    public static func == (one: Certificate, other: Certificate) -> Bool { one.der == other.der }
}

/// The kinds of keys that sign here.
public enum KeyKind: Equatable, Sendable {
    /// RSA with its number of bits.
    case rsa(Int)
    /// ECDSA over a curve of so many bits.
    case ecdsa(Int)

    /// The algorithm identifier of a signature over a SHA-256 hash.
    var signatureAlgorithm: [UInt8] {
        switch self {
        case .rsa: DER.sequence(ObjectIdentifier.rsaWithSHA256.der, DER.null)
        case .ecdsa: DER.sequence(ObjectIdentifier.ecdsaWithSHA256.der)
        }
    }
}

extension Certificate {
    /// The key's kind; nil for one that does not sign here.
    public var keyKind: KeyKind? {
        let key = X509_get0_pubkey(handle)
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: return .rsa(Int(EVP_PKEY_get_bits(key)))
        case EVP_PKEY_EC: return .ecdsa(Int(EVP_PKEY_get_bits(key)))
        default: return nil
        }
    }

    /// The kind of a key that is strong enough to sign with: RSA from 2,048 bits, ECDSA from 256.
    func signingKind() throws(CMSError) -> KeyKind {
        switch keyKind {
        case .rsa(let bits)? where bits >= 2048: return .rsa(bits)
        case .ecdsa(let bits)? where bits >= 256: return .ecdsa(bits)
        default: throw CMSError(.unsupported, "the key is neither RSA from 2048 bits nor ECDSA from 256")
        }
    }
}

extension Certificate {
    /// Whether the certificate's key confirms a signature that `Signer.sign` would make over these bytes.
    func verifies(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        let key = X509_get0_pubkey(handle)
        guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
        defer { ERR_clear_error() }
        return EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1
    }
}

extension Certificate {
    /// Whether the other certificate's name and key are those of the issuer.
    public func isIssued(by other: Certificate) -> Bool {
        defer { ERR_clear_error() }
        return X509_NAME_cmp(X509_get_issuer_name(handle), X509_get_subject_name(other.handle)) == 0
            && X509_verify(handle, X509_get0_pubkey(other.handle)) == 1
    }
}
