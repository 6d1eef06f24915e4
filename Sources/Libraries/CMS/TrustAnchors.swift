import COpenSSL

/// The certificates that an office believes without further proof.
public struct TrustAnchors: Sendable {
    /// The certificates.
    public let certificates: [Certificate]

    /// An office's list; the operating system's is never used.
    public init(_ certificates: [Certificate]) { self.certificates = certificates }

    /// What a certificate is to be believed for.
    public enum Purpose: Sendable {
        case signing, timeStamping
    }

    /// How a certificate stands to the anchors.
    public enum Answer: Equatable, Sendable {
        /// Believed; the path from the certificate to its anchor.
        case trusted([Certificate])
        /// Not believed, for this reason.
        case refused(Refusal)
    }

    /// Why a certificate is not believed.
    public enum Refusal: Equatable, Sendable {
        /// No path leads to an anchor.
        case unknownIssuer
        /// The certificate or one of its issuers had ended.
        case expired
        /// The certificate or one of its issuers was not in force yet.
        case notYetValid
        /// Something else, in OpenSSL's words.
        case other(String)
    }

    /// Builds and checks the path of a certificate as of a time (RFC 5280 §6), without looking at revocation.
    ///
    /// `others` may serve as links; `time` in seconds since 1970.
    public func answer(
        for certificate: Certificate,
        through others: [Certificate],
        at time: Int,
        purpose: Purpose
    ) throws(CMSError) -> Answer {
        guard let store = X509_STORE_new(), let context = X509_STORE_CTX_new() else { throw .openSSL() }
        defer {
            X509_STORE_CTX_free(context)
            X509_STORE_free(store)
        }
        for anchor in certificates { X509_STORE_add_cert(store, anchor.handle) }
        let links = CertificateStack(others)
        defer { withExtendedLifetime(links) {} }
        guard X509_STORE_CTX_init(context, store, certificate.handle, links.handle) == 1 else {
            throw .openSSL()
        }
        let parameters = X509_STORE_CTX_get0_param(context)
        X509_VERIFY_PARAM_set_time(parameters, time)
        // An office may believe an issuer without believing what stands above it.
        X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        X509_VERIFY_PARAM_set_depth(parameters, 8)
        if purpose == .timeStamping {
            X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_TIMESTAMP_SIGN)
        }
        let isTrusted = X509_verify_cert(context) == 1
        defer { ERR_clear_error() }
        guard isTrusted else { return .refused(Refusal(X509_STORE_CTX_get_error(context))) }
        return .trusted(try path(in: context))
    }

    private func path(in context: OpaquePointer) throws(CMSError) -> [Certificate] {
        let stack = X509_STORE_CTX_get0_chain(context)
        var path: [Certificate] = []
        for index in 0..<shim_certificates_count(stack) {
            guard let certificate = shim_certificates_at(stack, index) else { continue }
            path.append(try Certificate(sharing: certificate))
        }
        return path
    }
}

extension TrustAnchors.Refusal {
    fileprivate init(_ code: Int32) {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: self = .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: self = .notYetValid
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED:
            self = .unknownIssuer
        default: self = .other(String(cString: X509_verify_cert_error_string(Int(code))))
        }
    }
}
