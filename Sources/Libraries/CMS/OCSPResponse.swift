import COpenSSL

/// An OCSP responder's answer (RFC 6960 §4.2).
public final class OCSPResponse: @unchecked Sendable {
    // Unchecked: read once into the basic response, which nothing changes.
    private let basic: OpaquePointer
    /// The answer as it was encoded.
    public let der: [UInt8]

    /// Reads an answer. Throws `.malformed` unless it is a successful basic one.
    public init(_ bytes: [UInt8]) throws(CMSError) {
        guard let (response, length) = decoded(bytes, { d2i_OCSP_RESPONSE(nil, $0, $1) }) else {
            throw CMSError(.malformed, "not an OCSP response")
        }
        defer { OCSP_RESPONSE_free(response) }
        guard OCSP_response_status(response) == 0, let basic = OCSP_response_get1_basic(response) else {
            ERR_clear_error()
            throw CMSError(.malformed, "the responder refused")
        }
        self.basic = basic
        der = Array(bytes.prefix(length))
    }

    deinit { OCSP_BASICRESP_free(basic) }

    /// The question about a certificate (RFC 6960 §4.1), sent as `application/ocsp-request`.
    public static func request(
        for certificate: Certificate,
        issuedBy issuer: Certificate
    ) throws(CMSError) -> [UInt8] {
        guard let request = OCSP_REQUEST_new() else { throw .openSSL() }
        defer { OCSP_REQUEST_free(request) }
        // SHA-1 only names the issuer here; it is what every responder understands.
        guard let name = OCSP_cert_to_id(EVP_sha1(), certificate.handle, issuer.handle) else {
            throw .openSSL()
        }
        guard OCSP_request_add0_id(request, name) != nil else {
            OCSP_CERTID_free(name)
            throw .openSSL()
        }
        return try encoded { i2d_OCSP_REQUEST(request, $0) }
    }

    /// What the answer tells of a certificate; `.unknown` when it is about another one, not signed by the issuer or
    /// its delegate, or too old for `time`.
    func status(of certificate: Certificate, issuedBy issuer: Certificate, at time: Int) -> RevocationStatus {
        defer { ERR_clear_error() }
        for index in 0..<OCSP_resp_count(basic) {
            guard let single = OCSP_resp_get0(basic, index), isAbout(single, certificate, issuer) else {
                continue
            }
            var reason: Int32 = 0
            var revoked: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            var told: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            var until: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
            let status = OCSP_single_get0_status(single, &reason, &revoked, &told, &until)
            let isCurrent = RevocationData.speaks(
                of: time,
                told: seconds(UnsafePointer(told)),
                until: seconds(UnsafePointer(until))
            )
            guard isCurrent, isSigned(by: issuer) else { continue }
            switch status {
            case V_OCSP_CERTSTATUS_GOOD: return .good
            case V_OCSP_CERTSTATUS_REVOKED: return .revoked(at: seconds(UnsafePointer(revoked)) ?? 0)
            default: continue
            }
        }
        return .unknown
    }

    private func isAbout(_ single: OpaquePointer, _ certificate: Certificate, _ issuer: Certificate) -> Bool {
        guard let id = OCSP_SINGLERESP_get0_id(single) else { return false }
        var algorithm: OpaquePointer?
        OCSP_id_get0_info(nil, &algorithm, nil, nil, id)
        guard let hash = EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(algorithm))),
            let own = OCSP_cert_to_id(hash, certificate.handle, issuer.handle)
        else { return false }
        defer { OCSP_CERTID_free(own) }
        return OCSP_id_cmp(id, own) == 0
    }

    /// Signed by the issuer itself, or by a certificate that it made for this (RFC 6960 §4.2.2.2).
    private func isSigned(by issuer: Certificate) -> Bool {
        guard let store = X509_STORE_new() else { return false }
        defer { X509_STORE_free(store) }
        X509_STORE_add_cert(store, issuer.handle)
        let parameters = X509_STORE_get0_param(store)
        X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        if let produced = seconds(UnsafePointer(OCSP_resp_get0_produced_at(basic))) {
            X509_VERIFY_PARAM_set_time(parameters, produced)
        }
        let known = CertificateStack([issuer])
        defer { withExtendedLifetime(known) {} }
        // TRUSTOTHER: the issuer's own signature suffices, its path has been checked already.
        return OCSP_basic_verify(basic, known.handle, store, UInt(OCSP_TRUSTOTHER)) == 1
    }
}
