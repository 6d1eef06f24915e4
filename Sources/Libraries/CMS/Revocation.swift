/// Whether an issuer has taken a certificate back.
public enum RevocationStatus: Equatable, Sendable {
    /// It had not been taken back.
    case good
    /// It was taken back at this time, in seconds since 1970.
    case revoked(at: Int)
    /// Nothing at hand tells; that is not the same as good.
    case unknown
}

/// Lists and answers of issuers that tell what was revoked.
public struct RevocationData: Sendable {
    /// Revocation lists (RFC 5280 §5).
    public var lists: [RevocationList]
    /// Answers of OCSP responders (RFC 6960).
    public var responses: [OCSPResponse]

    /// Nothing, or what is at hand.
    public init(lists: [RevocationList] = [], responses: [OCSPResponse] = []) {
        self.lists = lists
        self.responses = responses
    }

    /// All of both.
    public static func + (one: RevocationData, other: RevocationData) -> RevocationData {
        RevocationData(lists: one.lists + other.lists, responses: one.responses + other.responses)
    }

    /// What is known of every certificate of a path but its anchor, as of a time.
    ///
    /// The worst is told: a revocation before what is unknown, what is unknown before good. A certificate that was
    /// revoked only after `time` is good, because the time was proven before.
    public func status(of path: [Certificate], at time: Int) -> RevocationStatus {
        var worst = RevocationStatus.good
        for (certificate, issuer) in zip(path, path.dropFirst()) {
            switch status(of: certificate, issuedBy: issuer, at: time) {
            case .revoked(let moment): return .revoked(at: moment)
            case .unknown: worst = .unknown
            case .good: break
            }
        }
        return worst
    }

    private func status(
        of certificate: Certificate,
        issuedBy issuer: Certificate,
        at time: Int
    ) -> RevocationStatus {
        var isGood = false
        let answers =
            lists.lazy.map { $0.status(of: certificate, issuedBy: issuer, at: time) }.filter {
                $0 != .unknown
            }
            + responses.lazy.map { $0.status(of: certificate, issuedBy: issuer, at: time) }
            .filter { $0 != .unknown }
        for answer in answers {
            if case .revoked(let moment) = answer, moment <= time { return answer }
            isGood = true
        }
        return isGood ? .good : .unknown
    }

    /// Whether something told at `told` and replaced at `until` still speaks of `time`: told later, or still in force.
    static func speaks(of time: Int, told: Int?, until: Int?) -> Bool {
        guard let told else { return false }
        if told >= time { return true }
        return until.map { $0 >= time } ?? false
    }
}
