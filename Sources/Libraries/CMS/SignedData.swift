/// What a key signs for a document: the attributes that bind its hash and the signer's certificate.
///
/// They are those of PAdES (ETSI EN 319 142-1 §6.3): content type, message digest and signing-certificate-v2, and no
/// signing time, which the PDF tells by itself. The bytes may be signed elsewhere and much later.
public struct SignedAttributes: Sendable {
    /// The encoding that is signed.
    public let der: [UInt8]
    private let members: [UInt8]
    private let certificate: Certificate

    /// The attributes for a document's SHA-256 hash.
    public init(digest: [UInt8], certificate: Certificate) throws(CMSError) {
        let issuer = DER.sequence(DER.value(0xA4, try certificate.issuerDER))
        let named = DER.sequence(issuer, try certificate.serialDER)
        // SHA-256 is the default of ESSCertIDv2 and therefore not named (RFC 5035 §4).
        let identity = DER.sequence(DER.octets(try Digest.of(certificate.der)), named)
        members = DER.ordered([
            attribute(.contentType, ObjectIdentifier.data.der),
            attribute(.messageDigest, DER.octets(digest)),
            attribute(.signingCertificateV2, DER.sequence(DER.sequence(identity))),
        ])
        der = DER.value(0x31, members)
        self.certificate = certificate
    }

    /// The detached CMS SignedData (RFC 5652 §5) with the signature over `der`.
    ///
    /// `timeStamp` is a token over `signature` (RFC 3161 Appendix A). Throws `.unsupported` for another key than RSA
    /// or ECDSA.
    public func signedData(
        signature: [UInt8],
        chain: [Certificate] = [],
        timeStamp: [UInt8]? = nil
    ) throws(CMSError) -> [UInt8] {
        let hash = DER.sequence(ObjectIdentifier.sha256.der)
        let unsigned = timeStamp.map { DER.value(0xA1, attribute(.signatureTimeStamp, $0)) } ?? []
        let signer = DER.sequence(
            DER.integer(1),
            DER.sequence(try certificate.issuerDER, try certificate.serialDER),
            hash,
            DER.value(0xA0, members),
            try certificate.signingKind().signatureAlgorithm,
            DER.octets(signature),
            unsigned
        )
        var certificates = [certificate.der]
        for further in chain where !certificates.contains(further.der) { certificates.append(further.der) }
        let content = DER.sequence(
            DER.integer(1),
            DER.set(of: [hash]),
            DER.sequence(ObjectIdentifier.data.der),
            DER.value(0xA0, DER.ordered(certificates)),
            DER.set(of: [signer])
        )
        return DER.sequence(ObjectIdentifier.signedData.der, DER.value(0xA0, content))
    }
}

private func attribute(_ type: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
    DER.sequence(type.der, DER.set(of: [value]))
}
