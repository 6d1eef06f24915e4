import COpenSSL

/// A CMS SignedData with one signer (RFC 5652 §5), as it was received.
public final class SignedMessage {
    let handle: OpaquePointer
    private let signerInfo: OpaquePointer
    /// How many bytes it takes; what follows is not part of it.
    public let length: Int
    /// The content that it carries; nil for a detached signature.
    public let content: [UInt8]?
    /// All certificates in it.
    public let certificates: [Certificate]
    /// The one that belongs to the signature.
    public let signer: Certificate
    /// The hash over the content.
    public let digestAlgorithm: DigestAlgorithm
    /// The hash that the signature itself is made with.
    public let signatureDigest: DigestAlgorithm

    /// Reads a message, in DER or BER. Throws `.malformed` unless it has exactly one signer whose certificate is there.
    public init(_ bytes: [UInt8]) throws(CMSError) {
        guard let (handle, length) = decoded(bytes, { d2i_CMS_ContentInfo(nil, $0, $1) }) else {
            throw CMSError(.malformed, "not a CMS message")
        }
        do throws(CMSError) {
            let parts = try Self.parts(of: handle)
            signerInfo = parts.signerInfo
            signer = parts.signer
            certificates = try Self.certificates(of: handle)
            (digestAlgorithm, signatureDigest) = Self.algorithms(of: parts.signerInfo)
            content = Self.content(of: handle)
        } catch {
            CMS_ContentInfo_free(handle)
            throw error
        }
        self.handle = handle
        self.length = length
    }

    deinit { CMS_ContentInfo_free(handle) }

    /// What the signature itself was: the bytes that a time-stamp of it is over.
    public var signature: [UInt8] { bytes(of: CMS_SignerInfo_get0_signature(signerInfo)) }

    /// Time-stamp tokens over the signature, in the order of the message.
    public var timeStamps: [[UInt8]] {
        let index = CMS_unsigned_get_attr_by_NID(signerInfo, NID_id_smime_aa_timeStampToken, -1)
        guard index >= 0, let attribute = CMS_unsigned_get_attr(signerInfo, index) else { return [] }
        return (0..<X509_ATTRIBUTE_count(attribute)).compactMap { place in
            guard let value = X509_ATTRIBUTE_get0_type(attribute, place) else { return nil }
            return try? encoded { i2d_ASN1_TYPE(value, $0) }
        }
    }

    /// When the signer says to have signed; nobody vouches for it.
    public var claimedTime: Int? {
        let index = CMS_signed_get_attr_by_NID(signerInfo, NID_pkcs9_signingTime, -1)
        guard index >= 0, let attribute = CMS_signed_get_attr(signerInfo, index),
            let value = X509_ATTRIBUTE_get0_type(attribute, 0)
        else { return nil }
        guard value.pointee.type == V_ASN1_UTCTIME || value.pointee.type == V_ASN1_GENERALIZEDTIME else {
            return nil
        }
        return seconds(UnsafePointer(shim_time(value)))
    }

    /// The same message with a time-stamp token over its signature added.
    public func adding(timeStamp token: [UInt8]) throws(CMSError) -> [UInt8] {
        let added = CMS_unsigned_add1_attr_by_NID(
            signerInfo,
            NID_id_smime_aa_timeStampToken,
            V_ASN1_SEQUENCE,
            token,
            Int32(token.count)
        )
        guard added == 1 else { throw .openSSL() }
        return try encoded { i2d_CMS_ContentInfo(handle, $0) }
    }

    private static func parts(
        of handle: OpaquePointer
    ) throws(CMSError) -> (signerInfo: OpaquePointer, signer: Certificate) {
        guard OBJ_obj2nid(CMS_get0_type(handle)) == NID_pkcs7_signed else {
            throw CMSError(.malformed, "not signed data")
        }
        let signers = CMS_get0_SignerInfos(handle)
        guard shim_signers_count(signers) == 1, let signerInfo = shim_signers_at(signers, 0) else {
            throw CMSError(.malformed, "not exactly one signer")
        }
        CMS_set1_signers_certs(handle, nil, 0)
        var certificate: OpaquePointer?
        CMS_SignerInfo_get0_algs(signerInfo, nil, &certificate, nil, nil)
        guard let certificate else { throw CMSError(.malformed, "the signer's certificate is missing") }
        return (signerInfo, try Certificate(sharing: certificate))
    }

    private static func certificates(of handle: OpaquePointer) throws(CMSError) -> [Certificate] {
        let stack = CMS_get1_certs(handle)
        defer { shim_certificates_pop_free(stack) }
        var found: [Certificate] = []
        for index in 0..<shim_certificates_count(stack) {
            guard let certificate = shim_certificates_at(stack, index) else { continue }
            found.append(try Certificate(sharing: certificate))
        }
        return found
    }

    private static func algorithms(of signerInfo: OpaquePointer) -> (DigestAlgorithm, DigestAlgorithm) {
        var digest: UnsafeMutablePointer<X509_ALGOR>?
        var signature: UnsafeMutablePointer<X509_ALGOR>?
        CMS_SignerInfo_get0_algs(signerInfo, nil, nil, &digest, &signature)
        let hash = DigestAlgorithm(nid: OBJ_obj2nid(digest?.pointee.algorithm))
        var named: Int32 = 0
        let known = OBJ_find_sigid_algs(OBJ_obj2nid(signature?.pointee.algorithm), &named, nil)
        // "rsaEncryption" and RSASSA-PSS name no hash of their own here; the message's is meant.
        return (hash, known == 1 && named != NID_undef ? DigestAlgorithm(nid: named) : hash)
    }

    private static func content(of handle: OpaquePointer) -> [UInt8]? {
        guard let place = CMS_get0_content(handle), let content = place.pointee else { return nil }
        return bytes(of: UnsafePointer(content))
    }
}

/// Why a signature does not prove what it should.
public enum SignatureFlaw: String, Equatable, Sendable, CaseIterable {
    /// The content is not what was signed.
    case digestDiffers
    /// The signature does not fit the certificate's key or the signed attributes.
    case signatureWrong
    /// It signs nothing but a bare hash, without attributes.
    case noSignedAttributes
    /// The signed content type is not the message's.
    case contentTypeDiffers
    /// It relies on MD5, SHA-1 or something unknown.
    case weakDigest
    /// It does not name its certificate (signing-certificate-v2), which PAdES demands.
    case noSigningCertificate
    /// It names another certificate than the one it came with.
    case signingCertificateDiffers
}

extension SignedMessage {
    /// What is wrong with the signature over a content of this hash, made with `digestAlgorithm`; empty when it is right.
    ///
    /// Says nothing about whom the certificate belongs to. `needsCertificate` asks for signing-certificate-v2, which
    /// is compared whenever it is there.
    public func flaws(digest: [UInt8], needsCertificate: Bool) -> [SignatureFlaw] {
        var flaws: [SignatureFlaw] = []
        if !digestAlgorithm.isSound || !signatureDigest.isSound { flaws.append(.weakDigest) }
        guard CMS_signed_get_attr_count(signerInfo) > 0 else { return flaws + [.noSignedAttributes] }
        if !signsContentType { flaws.append(.contentTypeDiffers) }
        if signedDigest != digest { flaws.append(.digestDiffers) }
        if CMS_SignerInfo_verify(signerInfo) != 1 {
            ERR_clear_error()
            flaws.append(.signatureWrong)
        }
        switch namesItsCertificate {
        case true?: break
        case false?: flaws.append(.signingCertificateDiffers)
        case nil: if needsCertificate { flaws.append(.noSigningCertificate) }
        }
        return flaws
    }

    private var signedDigest: [UInt8]? {
        let type = OBJ_nid2obj(NID_pkcs9_messageDigest)
        // -3: there is one such attribute and it has one value.
        let value = CMS_signed_get0_data_by_OBJ(signerInfo, type, -3, V_ASN1_OCTET_STRING)
        return value.map { bytes(of: $0.assumingMemoryBound(to: ASN1_OCTET_STRING.self)) }
    }

    private var signsContentType: Bool {
        let type = OBJ_nid2obj(NID_pkcs9_contentType)
        guard let value = CMS_signed_get0_data_by_OBJ(signerInfo, type, -3, V_ASN1_OBJECT) else {
            return false
        }
        return OBJ_cmp(OpaquePointer(value), CMS_get0_eContentType(handle)) == 0
    }

    /// Whether signing-certificate-v2 is the signer's own; nil where it is missing.
    private var namesItsCertificate: Bool? {
        let index = CMS_signed_get_attr_by_NID(signerInfo, NID_id_smime_aa_signingCertificateV2, -1)
        guard index >= 0 else { return namesItsCertificateInOldWay }
        guard let attribute = CMS_signed_get_attr(signerInfo, index),
            let value = X509_ATTRIBUTE_get0_type(attribute, 0),
            let der = try? encoded({ i2d_ASN1_TYPE(value, $0) }),
            let (names, _) = decoded(der, { d2i_ESS_SIGNING_CERT_V2(nil, $0, $1) })
        else { return false }
        defer { ESS_SIGNING_CERT_V2_free(names) }
        return check(names: names, oldNames: nil)
    }

    /// Tokens of older authorities name their certificate by its SHA-1 hash (RFC 2634 §5.4).
    private var namesItsCertificateInOldWay: Bool? {
        let index = CMS_signed_get_attr_by_NID(signerInfo, NID_id_smime_aa_signingCertificate, -1)
        guard index >= 0 else { return nil }
        guard let attribute = CMS_signed_get_attr(signerInfo, index),
            let value = X509_ATTRIBUTE_get0_type(attribute, 0),
            let der = try? encoded({ i2d_ASN1_TYPE(value, $0) }),
            let (names, _) = decoded(der, { d2i_ESS_SIGNING_CERT(nil, $0, $1) })
        else { return false }
        defer { ESS_SIGNING_CERT_free(names) }
        return check(names: nil, oldNames: names)
    }

    private func check(names: OpaquePointer?, oldNames: OpaquePointer?) -> Bool {
        let chain = CertificateStack([signer])
        defer { withExtendedLifetime(chain) {} }
        let result = OSSL_ESS_check_signing_certs(oldNames, names, chain.handle, 1)
        ERR_clear_error()
        return result > 0
    }
}

/// The bytes of an ASN.1 string.
func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string, let start = ASN1_STRING_get0_data(string) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
}
