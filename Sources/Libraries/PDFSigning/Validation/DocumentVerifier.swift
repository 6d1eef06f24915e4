public import CMS
public import PDF

/// Checks all signatures of PDF files against an office's list of those believed.
public struct DocumentVerifier: Sendable {
    private let anchors: TrustAnchors
    private let source: (any RevocationSource)?

    /// Without `source` only what the file itself holds tells of revocation.
    public init(anchors: TrustAnchors, revocation source: (any RevocationSource)? = nil) {
        (self.anchors, self.source) = (anchors, source)
    }

    /// The verdict as of a time, in seconds since 1970.
    ///
    /// Throws only when the file cannot be read as PDF at all.
    public func verdict(on file: PDFFile, at now: Int) throws(PDFError) -> DocumentVerdict {
        guard !file.isRepaired else { return Self.broken(file) }
        let fields = try FormFields(file).signatures
        var filled: [(name: String, dictionary: PDFDictionary)] = []
        for field in fields {
            let value = try file.resolve(field.value)
            guard !value.isNull else { continue }
            filled.append((field.name, value.dictionary ?? [:]))
        }
        guard !filled.isEmpty else {
            let reasons: [VerdictReason] = Self.hidesSignature(file) ? [.hiddenSignature] : []
            return DocumentVerdict(signatures: [], reasons: reasons)
        }
        let store = try SecurityStore(file)
        return DocumentVerdict(signatures: judge(filled, in: file, store, at: now), reasons: [])
    }

    /// From the last to the first: a believed time-stamp proves that what it covers existed before it.
    private func judge(
        _ filled: [(name: String, dictionary: PDFDictionary)],
        in file: PDFFile,
        _ store: SecurityStore,
        at now: Int
    ) -> [SignatureVerdict] {
        let ordered = filled.map { entry in
            (entry: entry, range: SignedRange.result(of: entry.dictionary, in: file))
        }.sorted { $0.range.end < $1.range.end }
        let certified = (try? file.dictionary(file.catalog()["Perms"]))?["DocMDP"]
        var latest = now
        var isArchived = false
        var verdicts: [SignatureVerdict] = []
        for (entry, range) in ordered.reversed() {
            let check = SignatureCheck(
                file: file,
                dictionary: entry.dictionary,
                range: range,
                anchors: anchors,
                store: store,
                source: source,
                latest: latest
            )
            var verdict = check.verdict(field: entry.name)
            cover(entry.dictionary, of: file, &verdict)
            if verdict.kind == .approval, isCertification(entry.dictionary, certified, in: file) {
                verdict.kind = .certification
            }
            if isArchived, verdict.level == .longTerm { verdict.level = .archive }
            if verdict.kind == .timeStamp, verdict.isValid, case .proven(let time) = verdict.time {
                latest = min(latest, time)
                isArchived = true
            }
            verdicts.append(verdict)
        }
        return verdicts.reversed()
    }

    /// How the file stands to what the signature covers.
    private func cover(_ dictionary: PDFDictionary, of file: PDFFile, _ verdict: inout SignatureVerdict) {
        guard verdict.end > 0 else { return }
        let permissions = try? SignaturePermissions(file, signature: dictionary)
        guard verdict.end < file.bytes.count, let permissions else {
            verdict.coverage = permissions == nil ? .broken : .wholeFile
            if permissions == nil { verdict.add(.unreadable) }
            return
        }
        var changes = LaterChanges(file, after: verdict.end, permissions: permissions)
        changes.look()
        for reason in changes.found { verdict.add(reason) }
        verdict.coverage = changes.found.isEmpty ? .allowedAdditions : .changed
    }

    private func isCertification(
        _ dictionary: PDFDictionary,
        _ certified: PDFObject?,
        in file: PDFFile
    ) -> Bool {
        guard let certified, let other = try? file.dictionary(certified) else { return false }
        return other == dictionary
    }

    /// A file that had to be repaired is not evaluated; whether it ever was signed can only be guessed from its bytes.
    private static func broken(_ file: PDFFile) -> DocumentVerdict {
        DocumentVerdict(signatures: [], reasons: hidesSignature(file) ? [.brokenStructure] : [])
    }

    /// Whether some object looks like a signature although no field has it.
    private static func hidesSignature(_ file: PDFFile) -> Bool {
        file.numbers.contains { number in
            guard let entries = try? file.object(number).dictionary else { return false }
            return entries["ByteRange"] != nil && entries["Contents"] != nil
        }
    }
}

extension SignedRange {
    fileprivate static func result(of signature: PDFDictionary, in file: PDFFile) -> Result<Self, Flaw> {
        do throws(Flaw) { return .success(try Self(of: signature, in: file)) } catch {
            return .failure(error)
        }
    }
}

extension Result<SignedRange, SignedRange.Flaw> {
    /// Where the covered bytes end; 0 for a range that is none.
    fileprivate var end: Int { (try? get().end) ?? 0 }
}
