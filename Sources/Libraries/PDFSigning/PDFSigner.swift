public import CMS
public import PDF

/// Signs PDF files with a key, up to the level that is asked for and can be reached.
public struct PDFSigner {
    private let signer: any Signer
    private let authority: (any TimeStampAuthority)?
    private let revocation: (any RevocationSource)?

    /// `authority` is needed from level `.time` on, `revocation` from `.longTerm` on.
    public init(
        signer: any Signer,
        authority: (any TimeStampAuthority)? = nil,
        revocation: (any RevocationSource)? = nil
    ) {
        (self.signer, self.authority, self.revocation) = (signer, authority, revocation)
    }

    /// The certificate of the key.
    public var certificate: Certificate { signer.certificate }

    /// Signs a file.
    ///
    /// Refuses files with obstacles. When the time-stamp authority or an issuer does not answer, the signature is
    /// made at the level that was reached: it can be raised later with `SignatureExtension`, and is never lost.
    public func sign(
        _ file: PDFFile,
        _ request: SignatureRequest,
        level: SignatureLevel = .basic
    ) throws(SigningError) -> SigningResult {
        let obstacles = try reading { () throws(PDFError) in try SigningObstacle.all(in: file) }
        guard obstacles.isEmpty else { throw .obstacles(obstacles) }
        let session = try SigningSession(file, request)
        var shortfall: CMSError?
        let message = try signing { () throws(CMSError) in
            let attributes = try SignedAttributes(digest: session.digest, certificate: signer.certificate)
            let signature = try signer.sign(attributes.der)
            var token: TimeStampToken?
            if level >= .time {
                do throws(CMSError) { token = try stamp(signature) } catch { shortfall = error }
            }
            return try attributes.signedData(signature: signature, chain: signer.chain, timeStamp: token?.der)
        }
        let signed = try session.finish(message)
        if let shortfall { return SigningResult(file: signed, level: .basic, shortfall: shortfall) }
        guard level > .time else { return SigningResult(file: signed, level: level, shortfall: nil) }
        let raising = SignatureExtension(
            authority: authority,
            revocation: revocation,
            certificates: signer.chain
        )
        let before = SigningResult(file: signed, level: .time, shortfall: nil)
        return try raising.raise(before, to: level, from: file.bytes)
    }

    private func stamp(_ signature: [UInt8]) throws(CMSError) -> TimeStampToken {
        guard let authority else { throw CMSError(.timeStamp, "no time-stamp authority is named") }
        return try authority.stamp(Digest.of(signature))
    }
}

/// A signed file and how far its signing came.
public struct SigningResult {
    /// The file.
    public let file: SignedFile
    /// The level that was reached.
    public let level: SignatureLevel
    /// Why the level is lower than asked for; nil when it is not.
    public let shortfall: CMSError?
}
