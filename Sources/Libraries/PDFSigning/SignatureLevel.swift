/// How long a signature can be checked (ETSI EN 319 142-1 §6).
public enum SignatureLevel: String, CaseIterable, Comparable, Sendable {
    /// The signature alone.
    case basic = "B"
    /// With a time-stamp of an authority over the signature.
    case time = "T"
    /// With the certificates and revocation data that a check needs, kept in the file.
    case longTerm = "LT"
    /// With a document time-stamp over all of that, which can be renewed.
    case archive = "LTA"

    /// A level is greater when it holds what the lesser one holds, and more.
    public static func < (one: SignatureLevel, other: SignatureLevel) -> Bool {
        (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
    }
}
