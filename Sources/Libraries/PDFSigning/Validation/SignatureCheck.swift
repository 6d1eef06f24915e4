import CMS
import PDF

/// Checks one signature by the rules, each in a step of its own.
struct SignatureCheck {
    let file: PDFFile
    let dictionary: PDFDictionary
    let range: Result<SignedRange, SignedRange.Flaw>
    let anchors: TrustAnchors
    let store: SecurityStore
    let source: (any RevocationSource)?
    /// Until when the signature is known to have existed: the next time-stamp behind it, or now.
    let latest: Int

    private static let formats: Set = ["ETSI.CAdES.detached", "adbe.pkcs7.detached", "ETSI.RFC3161"]

    /// The verdict without coverage, which is looked at apart.
    func verdict(field: String) -> SignatureVerdict {
        var verdict = SignatureVerdict(field: field)
        describe(&verdict)
        guard Self.formats.contains(verdict.format) else {
            verdict.add(.format)
            return verdict
        }
        let range: SignedRange
        do throws(SignedRange.Flaw) {
            range = try self.range.get()
        } catch {
            verdict.add(error == .byteRange ? .byteRange : .contents)
            return verdict
        }
        verdict.end = range.end
        guard let message = try? SignedMessage(range.message) else {
            verdict.add(.unreadable)
            return verdict
        }
        if range.message[message.length...].contains(where: { $0 != 0 }) { verdict.add(.wholeMessage) }
        verdict.signer = message.signer
        if verdict.kind == .timeStamp {
            judgeTimeStamp(range, &verdict)
        } else {
            judge(message, range, &verdict)
        }
        return verdict
    }

    private func describe(_ verdict: inout SignatureVerdict) {
        verdict.format = (try? file.resolve(dictionary["SubFilter"]).name) ?? ""
        verdict.statedReason = try? file.resolve(dictionary["Reason"]).text
        if let text = try? file.resolve(dictionary["M"]).text, let date = PDFDate(pdf: text) {
            verdict.time = .claimed(date.seconds)
        }
        if verdict.format == "ETSI.RFC3161" { verdict.kind = .timeStamp }
    }

    private func judge(_ message: SignedMessage, _ range: SignedRange, _ verdict: inout SignatureVerdict) {
        if message.content != nil { verdict.add(.carriesContent) }
        let digest = try? range.digest(of: file, message.digestAlgorithm)
        let isPAdES = verdict.format.hasPrefix("ETSI")
        for flaw in message.flaws(digest: digest ?? [], needsCertificate: isPAdES) {
            verdict.add(VerdictReason(flaw))
        }
        verdict.isIntact = !verdict.reasons.contains(where: \.isFatal)
        if !message.signer.maySignDocuments { verdict.add(.keyUsage) }
        var time = latest
        verdict.level = .basic
        for stamp in message.timeStamps.prefix(4) {
            guard let moment = judge(stamp, over: message.signature, &verdict) else { continue }
            time = moment
            verdict.time = .proven(moment)
            verdict.level = .time
        }
        judgeSigner(message.signer, message.certificates, .signing, at: time, &verdict)
        if verdict.level == .time, verdict.isKeptInFile { verdict.level = .longTerm }
    }

    /// The proven time of a token over the signature; nil when it proves nothing, with the reason added.
    private func judge(
        _ stamp: [UInt8],
        over signature: [UInt8],
        _ verdict: inout SignatureVerdict
    ) -> Int? {
        guard let token = try? TimeStampToken(stamp), (try? token.isOver(signature)) == true,
            (try? token.flaws())?.isEmpty == true
        else {
            verdict.add(.timeStampWrong)
            return nil
        }
        var authority = SignatureVerdict(field: "")
        judgeSigner(token.message.signer, token.message.certificates, .timeStamping, at: latest, &authority)
        guard authority.trust == .trusted else {
            verdict.add(.timeStampUntrusted)
            return nil
        }
        return token.time
    }

    private func judgeTimeStamp(_ range: SignedRange, _ verdict: inout SignatureVerdict) {
        guard let token = try? TimeStampToken(range.message),
            let digest = try? range.digest(of: file, token.imprintAlgorithm), token.imprintAlgorithm.isSound,
            digest == token.imprint
        else { return verdict.add(.digestDiffers) }
        for flaw in (try? token.flaws()) ?? [.signatureWrong] { verdict.add(VerdictReason(flaw)) }
        verdict.isIntact = !verdict.reasons.contains(where: \.isFatal)
        verdict.time = .proven(token.time)
        judgeSigner(token.message.signer, token.message.certificates, .timeStamping, at: latest, &verdict)
    }

    private func judgeSigner(
        _ signer: Certificate,
        _ others: [Certificate],
        _ purpose: TrustAnchors.Purpose,
        at time: Int,
        _ verdict: inout SignatureVerdict
    ) {
        let links = others + store.certificates
        let answer = try? anchors.answer(for: signer, through: links, at: time, purpose: purpose)
        guard case .trusted(let path)? = answer else {
            if case .refused(let refusal)? = answer {
                verdict.add(VerdictReason(refusal))
            } else {
                verdict.add(.pathRefused)
            }
            return
        }
        verdict.trust = .trusted
        let kept = store.revocation.status(of: path, at: time)
        verdict.isKeptInFile = kept == .good
        verdict.revocation = kept == .unknown ? asked(about: path, at: time) : kept
        switch verdict.revocation {
        case .good: break
        case .unknown: verdict.add(.revocationUnknown)
        case .revoked:
            verdict.trust = .revoked
            verdict.add(.revoked)
        }
    }

    /// What the issuers tell, together with what the file holds.
    private func asked(about path: [Certificate], at time: Int) -> RevocationStatus {
        guard let source else { return .unknown }
        var data = store.revocation
        for (certificate, issuer) in zip(path, path.dropFirst()) {
            // Nobody answering leaves the status unknown, which is told.
            guard let fetched = try? source.data(for: certificate, issuedBy: issuer) else { continue }
            data = data + fetched
        }
        return data.status(of: path, at: time)
    }
}

extension VerdictReason {
    init(_ flaw: SignatureFlaw) {
        switch flaw {
        case .digestDiffers: self = .digestDiffers
        case .signatureWrong: self = .signatureWrong
        case .noSignedAttributes: self = .noSignedAttributes
        case .contentTypeDiffers: self = .contentTypeDiffers
        case .weakDigest: self = .weakDigest
        case .noSigningCertificate: self = .noSigningCertificate
        case .signingCertificateDiffers: self = .signingCertificateDiffers
        }
    }

    init(_ refusal: TrustAnchors.Refusal) {
        switch refusal {
        case .unknownIssuer: self = .unknownIssuer
        case .expired: self = .expired
        case .notYetValid: self = .notYetValid
        case .other: self = .pathRefused
        }
    }
}
