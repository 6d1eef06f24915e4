/// หนังสือประทับตรา: a letter that carries the office's seal in place of a signature (form 3).
public struct SealedLetter: Sendable, Equatable {
    /// As in ศธ ๐๔๐๐๑/๑๒๓.
    public var number = ""
    /// ถึง.
    public var addressee = ""
    /// The text.
    public var body: [BodyPart] = []
    /// The agency that sends it, whose name the seal covers.
    public var agency = ""
    /// The letter's day.
    public var date = OfficialDate.none
    /// The unit that answers for it.
    public var owner = OwnerUnit()
    /// Where it is, when no phone is given.
    public var address = ""
    /// As in ด่วน.
    public var speed: String?
    /// As in ลับ.
    public var secrecy: String?

    /// An empty letter.
    public init() {}
}

extension SealedLetter: OfficialForm {
    var title: String { "\(agency) ถึง \(addressee)" }

    func compose(_ composer: Composer) throws {
        let sheet = composer.sheet
        composer.secrecy = secrecy
        composer.placeEmblem()
        try composer.placeSpeed(speed)
        try composer.placeHead(numberLabel: "ที่", number: number, agency: "", address: "")
        try composer.addField("ถึง", addressee)
        try composer.addBody(body)
        var style = TextStyle()
        style.alignment = .centre
        let from = sheet.centre
        let lines = try composer.set(
            [agency, date.short].filter { !$0.isEmpty }.joined(separator: "\n"),
            style,
            width: sheet.rightEdge - from
        )
        // The seal, 4.5 cm across, goes over the agency's name.
        let room = FlowRow(height: cm(2))
        let rows = [room] + (0..<lines.count).map { composer.row(lines, $0, x: from) } + [room]
        composer.blocks.append(FlowBlock(rows: rows, isWhole: true, joinsPrevious: true, joinsNext: true))
        try composer.addOwner(owner.lines + [address])
    }
}
