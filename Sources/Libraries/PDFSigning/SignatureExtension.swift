public import CMS
public import PDF

/// Adds to signed files what keeps their signatures provable: time-stamps, certificates and revocation data.
public struct SignatureExtension {
    private let authority: (any TimeStampAuthority)?
    private let revocation: (any RevocationSource)?
    private let certificates: [Certificate]

    /// `certificates` are further links of the signers' paths.
    public init(
        authority: (any TimeStampAuthority)?,
        revocation: (any RevocationSource)?,
        certificates: [Certificate] = []
    ) {
        (self.authority, self.revocation, self.certificates) = (authority, revocation, certificates)
    }

    /// Raises all signatures of a file.
    ///
    /// `.time` puts a document time-stamp behind them, `.longTerm` also what checks need, and `.archive` first what
    /// checks need and then the time-stamp; again on such a file it renews it.
    public func extend(_ file: PDFFile, to level: SignatureLevel) throws(SigningError) -> SigningResult {
        let nothing = SignedFile(original: file.bytes, tail: [])
        let start = SigningResult(file: nothing, level: .basic, shortfall: nil)
        switch level {
        case .basic: return start
        case .time: return try addTimeStamp(to: file, after: start, reaching: .time)
        case .longTerm:
            let stamped = try addTimeStamp(to: file, after: start, reaching: .time)
            guard stamped.shortfall == nil else { return stamped }
            return try raise(stamped, to: .longTerm, from: file.bytes)
        case .archive: return try raise(start, to: .archive, from: file.bytes)
        }
    }

    /// Goes on from a signature that has its time-stamp. `original` are the bytes before all of it.
    func raise(
        _ result: SigningResult,
        to level: SignatureLevel,
        from original: PDFBytes
    ) throws(SigningError) -> SigningResult {
        let file = try reading { () throws(PDFError) in try result.file.file() }
        let kept = try keep(file, after: result)
        guard kept.shortfall == nil, level == .archive else { return kept.from(original) }
        let longTerm = try reading { () throws(PDFError) in try kept.file.file() }
        return try addTimeStamp(to: longTerm, after: kept, reaching: .archive).from(original)
    }

    /// The security store with everything about the file's signers and authorities.
    private func keep(_ file: PDFFile, after before: SigningResult) throws(SigningError) -> SigningResult {
        var store: SecurityStore
        do throws(CMSError) {
            store = try gather(file)
        } catch {
            return SigningResult(file: before.file, level: before.level, shortfall: error)
        }
        return try reading { () throws(PDFError) in
            let update = try IncrementalUpdate(file)
            try store.add(to: update)
            let tail = try update.tail().bytes
            return SigningResult(
                file: SignedFile(original: file.bytes, tail: tail),
                level: .longTerm,
                shortfall: nil
            )
        }
    }

    private func gather(_ file: PDFFile) throws(CMSError) -> SecurityStore {
        guard let revocation else { throw CMSError(.network, "nobody is named to ask about revocation") }
        var store = SecurityStore()
        store.certificates = certificates
        for message in Self.messages(of: file) {
            store.certificates += message.certificates
            for token in message.timeStamps {
                store.certificates += (try? TimeStampToken(token))?.message.certificates ?? []
            }
        }
        var seen: [Certificate] = []
        for certificate in store.certificates where !seen.contains(certificate) { seen.append(certificate) }
        store.certificates = seen
        for certificate in seen where !certificate.isSelfIssued {
            let issuer = seen.first { certificate.isIssued(by: $0) }
            store.revocation = store.revocation + (try revocation.data(for: certificate, issuedBy: issuer))
        }
        return store
    }

    /// The messages of a file's filled signature fields; what cannot be read is no signature that could be raised.
    private static func messages(of file: PDFFile) -> [SignedMessage] {
        guard let fields = try? FormFields(file).signatures else { return [] }
        return fields.compactMap { field in
            guard let signature = try? file.dictionary(field.value),
                let bytes = try? file.resolve(signature["Contents"]).string
            else { return nil }
            return try? SignedMessage(bytes)
        }
    }

    private func addTimeStamp(
        to file: PDFFile,
        after before: SigningResult,
        reaching level: SignatureLevel
    ) throws(SigningError) -> SigningResult {
        let session = try SigningSession(file, SignatureRequest(time: nil, purpose: .timeStamp))
        let token: TimeStampToken
        do throws(CMSError) {
            guard let authority else { throw CMSError(.timeStamp, "no time-stamp authority is named") }
            token = try authority.stamp(session.digest)
        } catch {
            return SigningResult(file: before.file, level: before.level, shortfall: error)
        }
        return SigningResult(file: try session.finish(token.der), level: level, shortfall: nil)
    }
}

extension SigningResult {
    /// The same bytes, told apart where the original ended.
    func from(_ original: PDFBytes) -> SigningResult {
        let added = file.original.count - original.count
        guard added > 0 else { return self }
        let between = file.original[original.count..<file.original.count].array
        let whole = SignedFile(original: original, tail: between + file.tail)
        return SigningResult(file: whole, level: level, shortfall: shortfall)
    }
}
