/// หนังสือสั่งการ: an order, a regulation or a by-law (forms 4 to 6).
public struct Directive: Sendable, Equatable {
    /// Which of the three.
    public enum Kind: Sendable, Equatable { case order, regulation, bylaw }

    /// Which of the three.
    public var kind: Kind
    /// The agency or post that issues it; printed right behind คำสั่ง, ระเบียบ or ข้อบังคับ.
    public var agency = ""
    /// An order's number and year, as in ๑๒/๒๕๖๙.
    public var number = ""
    /// เรื่อง of an order, ว่าด้วย of the others.
    public var subject = ""
    /// ฉบับที่, where the same subject has more than one.
    public var edition = ""
    /// พ.ศ.
    public var year = ""
    /// The text.
    public var body: [BodyPart] = []
    /// The day on which it is given or published.
    public var date = OfficialDate.none
    /// Who signs.
    public var signer = Signatory()
    /// As in ลับ.
    public var secrecy: String?

    /// An empty directive.
    public init(_ kind: Kind) { self.kind = kind }
}

extension Directive: OfficialForm {
    var title: String { kind == .order ? subject : "\(word)\(agency) ว่าด้วย\(subject)" }

    private var word: String {
        switch kind {
        case .order: "คำสั่ง"
        case .regulation: "ระเบียบ"
        case .bylaw: "ข้อบังคับ"
        }
    }

    func compose(_ composer: Composer) throws {
        composer.secrecy = secrecy
        composer.placeEmblem()
        for line in heading where !line.isEmpty { try composer.addCentred(line) }
        composer.addRule()
        try composer.addBody(body)
        try composer.addGivenOn(kind == .order ? "สั่ง ณ วันที่" : "ประกาศ ณ วันที่", date.long)
        try composer.addSignature(signer)
    }

    private var heading: [String] {
        guard kind == .order else {
            return [
                "\(word)\(agency)", "ว่าด้วย\(subject)", edition.isEmpty ? "" : "(ฉบับที่ \(edition))",
                year.isEmpty ? "" : "พ.ศ. \(year)",
            ]
        }
        return ["\(word)\(agency)", number.isEmpty ? "" : "ที่ \(number)", "เรื่อง  \(subject)"]
    }
}
