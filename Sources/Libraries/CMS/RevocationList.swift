import COpenSSL

/// A certificate revocation list (RFC 5280 §5).
public final class RevocationList: @unchecked Sendable {
    // Unchecked: OpenSSL reads a list under its own lock; nothing here changes one.
    private let handle: OpaquePointer
    /// The list as it was encoded.
    public let der: [UInt8]

    /// Reads a list in DER or PEM. Throws `.malformed`.
    public init(_ bytes: [UInt8]) throws(CMSError) {
        if bytes.first == 0x30 {
            guard let (handle, _) = decoded(bytes, { d2i_X509_CRL(nil, $0, $1) }) else {
                throw CMSError(.malformed, "not a revocation list")
            }
            self.handle = handle
        } else {
            let memory = try Memory(bytes)
            defer { withExtendedLifetime(memory) {} }
            guard let handle = PEM_read_bio_X509_CRL(memory.handle, nil, nil, nil) else {
                ERR_clear_error()
                throw CMSError(.malformed, "not a revocation list")
            }
            self.handle = handle
        }
        do throws(CMSError) {
            let handle = handle
            der = try encoded { i2d_X509_CRL(handle, $0) }
        } catch {
            X509_CRL_free(handle)
            throw error
        }
    }

    deinit { X509_CRL_free(handle) }

    /// What the list tells of a certificate; `.unknown` when it is another issuer's, wrongly signed, too old for
    /// `time`, or not about such certificates.
    func status(of certificate: Certificate, issuedBy issuer: Certificate, at time: Int) -> RevocationStatus {
        defer { ERR_clear_error() }
        guard
            X509_NAME_cmp(X509_CRL_get_issuer(handle), X509_get_subject_name(issuer.handle)) == 0,
            X509_CRL_verify(handle, X509_get0_pubkey(issuer.handle)) == 1,
            RevocationData.speaks(
                of: time,
                told: seconds(X509_CRL_get0_lastUpdate(handle)),
                until: seconds(X509_CRL_get0_nextUpdate(handle))
            ), isAbout(certificate)
        else { return .unknown }
        var entry: OpaquePointer?
        switch X509_CRL_get0_by_cert(handle, &entry, certificate.handle) {
        case 0: return .good
        // 2: "removeFromCRL", which takes the revocation back.
        case 1: return .revoked(at: seconds(X509_REVOKED_get0_revocationDate(entry)) ?? 0)
        default: return .good
        }
    }

    /// A list for some certificates only says so (issuingDistributionPoint); other critical extensions are not known here.
    private func isAbout(_ certificate: Certificate) -> Bool {
        let place = X509_CRL_get_ext_by_NID(handle, NID_issuing_distribution_point, -1)
        var critical: Int32 = -1
        while case let next = X509_CRL_get_ext_by_critical(handle, 1, critical), next >= 0 {
            guard next == place else { return false }
            critical = next
        }
        guard place >= 0 else { return true }
        guard let found = X509_CRL_get_ext_d2i(handle, NID_issuing_distribution_point, nil, nil) else {
            return false
        }
        let scope = found.assumingMemoryBound(to: ISSUING_DIST_POINT.self)
        defer { ISSUING_DIST_POINT_free(scope) }
        let isAuthority = X509_check_ca(certificate.handle) > 0
        if scope.pointee.indirectCRL > 0 || scope.pointee.onlyattr > 0 || scope.pointee.onlysomereasons != nil
        {
            return false
        }
        if scope.pointee.onlyCA > 0 { return isAuthority }
        if scope.pointee.onlyuser > 0 { return !isAuthority }
        return true
    }
}
