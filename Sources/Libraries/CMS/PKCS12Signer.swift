import COpenSSL

/// A key from a PKCS #12 file (RFC 7292), also one of the old kinds that RC2 and 3DES protect.
public final class PKCS12Signer: Signer, @unchecked Sendable {
    // Unchecked: OpenSSL signs with one key on many threads; nothing here changes it.
    private let key: OpaquePointer
    /// The certificate of the key.
    public let certificate: Certificate
    /// The other certificates of the file.
    public let chain: [Certificate]

    /// Opens the file's bytes. Throws `.malformed`, `.wrongPassword`, `.keyNotFound` or `.unsupported`.
    public init(_ bytes: [UInt8], password: String) throws(CMSError) {
        guard let (file, _) = decoded(bytes, { d2i_PKCS12(nil, $0, $1) }) else {
            throw CMSError(.malformed, "not a PKCS #12 file")
        }
        defer { PKCS12_free(file) }
        try Self.check(password, of: file)
        let parts = try Self.parse(file, password)
        do throws(CMSError) {
            certificate = try Certificate(owning: parts.certificate)
            chain = try Self.certificates(parts.others)
        } catch {
            // Before all is set a throwing initialiser runs no deinit; from then on it does.
            EVP_PKEY_free(parts.key)
            throw error
        }
        key = parts.key
        _ = try certificate.signingKind()
    }

    deinit { EVP_PKEY_free(key) }

    public func sign(_ bytes: [UInt8]) throws(CMSError) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw .openSSL() }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1 else { throw .openSSL() }
        var count = Int(EVP_PKEY_get_size(key))
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context, &signature, &count, bytes, bytes.count) == 1 else { throw .openSSL() }
        return Array(signature.prefix(count))
    }

    private typealias Parts = (key: OpaquePointer, certificate: OpaquePointer, others: OpaquePointer?)

    private static func check(_ password: String, of file: OpaquePointer) throws(CMSError) {
        guard PKCS12_mac_present(file) == 1, PKCS12_verify_mac(file, password, -1) != 1 else { return }
        // An empty password is written in two ways.
        if password.isEmpty, PKCS12_verify_mac(file, nil, 0) == 1 { return }
        ERR_clear_error()
        throw CMSError(.wrongPassword)
    }

    private static func parse(_ file: OpaquePointer, _ password: String) throws(CMSError) -> Parts {
        var key: OpaquePointer?
        var certificate: OpaquePointer?
        var others: OpaquePointer?
        if PKCS12_parse(file, password, &key, &certificate, &others) != 1 {
            ERR_clear_error()
            guard Self.hasOldCiphers, PKCS12_parse(file, password, &key, &certificate, &others) == 1 else {
                throw .openSSL(.unsupported)
            }
        }
        guard let key, let certificate else {
            EVP_PKEY_free(key)
            X509_free(certificate)
            shim_certificates_pop_free(others)
            throw CMSError(.keyNotFound, "the file holds no key with its certificate")
        }
        return (key, certificate, others)
    }

    private static func certificates(_ stack: OpaquePointer?) throws(CMSError) -> [Certificate] {
        defer { shim_certificates_pop_free(stack) }
        var found: [Certificate] = []
        for index in 0..<shim_certificates_count(stack) {
            guard let handle = shim_certificates_at(stack, index) else { continue }
            found.append(try Certificate(sharing: handle))
        }
        return found
    }

    /// RC2 and 3DES live in a provider of their own; asking for one switches the automatic default off.
    private static let hasOldCiphers: Bool =
        OSSL_PROVIDER_load(nil, "legacy") != nil && OSSL_PROVIDER_load(nil, "default") != nil
}
