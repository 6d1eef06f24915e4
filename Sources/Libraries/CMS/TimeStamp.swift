import COpenSSL

/// A question to a time-stamp authority (RFC 3161 §2.4.1): the hash of what is to be stamped, and a number used once.
public struct TimeStampRequest: Sendable {
    /// The encoding that is sent as `application/timestamp-query`.
    public let der: [UInt8]
    private let digest: [UInt8]
    private let nonce: [UInt8]

    /// Asks for a stamp of a SHA-256 hash, with the authority's certificate in the answer.
    public init(digest: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        let nonce = DER.integer(Int(generator.next() >> 2 | 1 << 60))
        let algorithm = DER.sequence(ObjectIdentifier.sha256.der)
        let imprint = DER.sequence(algorithm, DER.octets(digest))
        der = DER.sequence(DER.integer(1), imprint, nonce, [1, 1, 0xff])
        self.digest = digest
        self.nonce = nonce
    }

    /// The token in an authority's answer. Throws `.timeStamp` unless it is granted, right in itself and for this question.
    public func token(in response: [UInt8]) throws(CMSError) -> TimeStampToken {
        guard let (answer, _) = decoded(response, { d2i_TS_RESP(nil, $0, $1) }) else {
            throw CMSError(.timeStamp, "not a time-stamp response")
        }
        defer { TS_RESP_free(answer) }
        let status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(answer)))
        guard status == 0 || status == 1, let message = TS_RESP_get_token(answer) else {
            throw CMSError(.timeStamp, "refused with status \(status)")
        }
        let token = try TimeStampToken(try encoded { i2d_PKCS7(message, $0) })
        guard token.imprintAlgorithm == .sha256, token.imprint == digest, token.nonce == nonce else {
            throw CMSError(.timeStamp, "the answer is for another question")
        }
        guard try token.flaws().isEmpty else {
            throw CMSError(.timeStamp, "the answer is not signed rightly")
        }
        return token
    }
}

/// What an authority says: this hash existed at this time (RFC 3161 §2.4.2).
public struct TimeStampToken {
    /// The token as it was encoded.
    public let der: [UInt8]
    /// The signed message that it is.
    public let message: SignedMessage
    /// The hash that was stamped.
    public let imprint: [UInt8]
    /// How it was made.
    public let imprintAlgorithm: DigestAlgorithm
    /// When it was stamped, in seconds since 1970.
    public let time: Int
    let nonce: [UInt8]?

    /// Reads a token. Throws `.malformed` unless it is one, with a content that says what was stamped.
    public init(_ bytes: [UInt8]) throws(CMSError) {
        message = try SignedMessage(bytes)
        der = Array(bytes.prefix(message.length))
        guard OBJ_obj2nid(CMS_get0_eContentType(message.handle)) == NID_id_smime_ct_TSTInfo,
            let content = message.content, let (info, _) = decoded(content, { d2i_TS_TST_INFO(nil, $0, $1) })
        else { throw CMSError(.malformed, "not a time-stamp token") }
        defer { TS_TST_INFO_free(info) }
        guard let time = seconds(UnsafePointer(TS_TST_INFO_get_time(info))),
            let stamped = TS_TST_INFO_get_msg_imprint(info)
        else { throw CMSError(.malformed, "a time-stamp without a time") }
        self.time = time
        imprint = CMS.bytes(of: UnsafePointer(TS_MSG_IMPRINT_get_msg(stamped)))
        let algorithm = TS_MSG_IMPRINT_get_algo(stamped)
        imprintAlgorithm = DigestAlgorithm(nid: OBJ_obj2nid(algorithm?.pointee.algorithm))
        nonce = try TS_TST_INFO_get_nonce(info).map { number throws(CMSError) in
            try encoded { i2d_ASN1_INTEGER(number, $0) }
        }
    }

    /// What is wrong with the authority's own signature; empty when it is right.
    public func flaws() throws(CMSError) -> [SignatureFlaw] {
        let digest = try Digest.of(message.content ?? [], message.digestAlgorithm)
        return message.flaws(digest: digest, needsCertificate: true)
    }

    /// Whether exactly these bytes were stamped, by a hash that still proves something.
    public func isOver(_ bytes: [UInt8]) throws(CMSError) -> Bool {
        guard imprintAlgorithm.isSound else { return false }
        return try Digest.of(bytes, imprintAlgorithm) == imprint
    }
}

/// Whoever stamps hashes with the time.
public protocol TimeStampAuthority: Sendable {
    /// A token over a SHA-256 hash.
    ///
    /// Throws `.network` when nobody answers and `.timeStamp` when the answer is not a token for this hash.
    func stamp(_ digest: [UInt8]) throws(CMSError) -> TimeStampToken
}

/// An authority that is asked over HTTP (RFC 3161 §3.4).
public struct HTTPTimeStampAuthority: TimeStampAuthority {
    private let url: String
    private let web: Web

    /// `url` begins with http:// or https://.
    public init(url: String, web: Web = Web()) {
        self.url = url
        self.web = web
    }

    public func stamp(_ digest: [UInt8]) throws(CMSError) -> TimeStampToken {
        let request = TimeStampRequest(digest: digest)
        return try request.token(in: web.post(request.der, type: "application/timestamp-query", to: url))
    }
}
