/// หนังสือประชาสัมพันธ์: an announcement, a statement or news (forms 7 to 9).
public struct Notice: Sendable, Equatable {
    /// Which of the three.
    public enum Kind: Sendable, Equatable { case announcement, statement, news }

    /// Which of the three.
    public var kind: Kind
    /// The word at its head; a law may ask for แจ้งความ in place of ประกาศ.
    public var heading: String
    /// The agency that issues it.
    public var agency = ""
    /// เรื่อง.
    public var subject = ""
    /// ฉบับที่, where there is more than one.
    public var edition = ""
    /// The text.
    public var body: [BodyPart] = []
    /// Its day.
    public var date = OfficialDate.none
    /// Who signs an announcement.
    public var signer = Signatory()

    /// An empty notice.
    public init(_ kind: Kind) {
        self.kind = kind
        heading =
            switch kind {
            case .announcement: "ประกาศ"
            case .statement: "แถลงการณ์"
            case .news: "ข่าว"
            }
    }
}

extension Notice: OfficialForm {
    var title: String { subject }

    func compose(_ composer: Composer) throws {
        composer.placeEmblem()
        try composer.addCentred("\(heading)\(agency)")
        try composer.addCentred("เรื่อง  \(subject)")
        if !edition.isEmpty { try composer.addCentred("ฉบับที่ \(edition)") }
        composer.addRule()
        try composer.addBody(body)
        if kind == .announcement {
            try composer.addGivenOn("\(heading) ณ วันที่", date.long)
            try composer.addSignature(signer)
        } else {
            try addIssuer(composer)
        }
    }

    /// Statements and news end with the agency and the day in place of a signature.
    private func addIssuer(_ composer: Composer) throws {
        let from = composer.sheet.centre
        var style = TextStyle()
        style.alignment = .centre
        let text = [agency, date.short].filter { !$0.isEmpty }.joined(separator: "\n")
        let lines = try composer.set(text, style, width: composer.sheet.rightEdge - from)
        let rows = (0..<lines.count).map { composer.row(lines, $0, x: from) }
        composer.blocks.append(FlowBlock(before: 30, rows: rows, isWhole: true, joinsPrevious: true))
    }
}
