public import CMS

/// What is to be thought of a signed file.
public struct DocumentVerdict: Sendable {
    /// The file's standing as a whole.
    public enum State: String, Equatable, Sendable {
        /// Every signature is valid and nothing changed after the last one but what it allows.
        case valid
        /// A signature is not valid, or something changed.
        case invalid
        /// There is no signature.
        case unsigned
    }

    /// The signatures and document time-stamps, the earliest first.
    public let signatures: [SignatureVerdict]
    /// What is wrong with the file apart from any one signature.
    public let reasons: [VerdictReason]

    /// The standing that follows from both.
    public var state: State {
        if signatures.isEmpty, reasons.isEmpty { return .unsigned }
        return reasons.isEmpty && signatures.allSatisfy(\.isValid) ? .valid : .invalid
    }
}

/// What is to be thought of one signature.
public struct SignatureVerdict: Sendable {
    /// What it is.
    public enum Kind: String, Equatable, Sendable {
        case approval, certification, timeStamp
    }

    /// How the file stands to the bytes that it covers.
    public enum Coverage: String, Equatable, Sendable {
        /// It covers the whole file.
        case wholeFile
        /// Something was added later, and nothing but what may be added.
        case allowedAdditions
        /// Something else was changed or added later.
        case changed
        /// It does not cover what it says.
        case broken
    }

    /// Whether its certificate leads to somebody believed.
    public enum Trust: String, Equatable, Sendable {
        case trusted, untrusted, revoked
    }

    /// When it was made.
    public enum Time: Equatable, Sendable {
        /// An authority proves that it existed then, in seconds since 1970.
        case proven(Int)
        /// The signer says so and nobody proves it, in seconds since 1970.
        case claimed(Int)
        case unknown
    }

    /// The name of its field.
    public let field: String
    /// What it is.
    public internal(set) var kind: Kind = .approval
    /// The encoding that the PDF names, such as `ETSI.CAdES.detached`.
    public internal(set) var format = ""
    /// The certificate; nil where it cannot be read.
    public internal(set) var signer: Certificate?
    /// Whether the covered bytes are those that were signed, by the key of `signer`.
    public internal(set) var isIntact = false
    /// How the file stands to the covered bytes.
    public internal(set) var coverage = Coverage.broken
    /// Whether the signer is believed.
    public internal(set) var trust = Trust.untrusted
    /// Whether the certificate had been taken back when it signed.
    public internal(set) var revocation = RevocationStatus.unknown
    /// Whether the file itself holds what tells that.
    var isKeptInFile = false
    /// When it was made.
    public internal(set) var time = Time.unknown
    /// How long it can be proven; nil for a document time-stamp.
    public internal(set) var level: SignatureLevel?
    /// The reason that its author wrote into it.
    public internal(set) var statedReason: String?
    /// Where the covered bytes end.
    public internal(set) var end = 0
    /// What is wrong with it, and what is to be known about it.
    public internal(set) var reasons: [VerdictReason] = []

    /// Whether it proves what it should: intact, nothing forbidden added, its signer believed and not revoked.
    public var isValid: Bool { isIntact && trust == .trusted && !reasons.contains(where: \.isFatal) }

    init(field: String) { self.field = field }

    mutating func add(_ reason: VerdictReason) {
        if !reasons.contains(reason) { reasons.append(reason) }
    }
}
