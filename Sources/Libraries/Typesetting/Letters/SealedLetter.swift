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
    /// Whether the seal is printed; otherwise there is room for it.
    public var hasSeal = false
    /// Of the officer who answers for it, printed across the seal.
    public var initials = ""
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
        composer.secrecy = secrecy
        composer.placeEmblem()
        try composer.placeSpeed(speed)
        try composer.placeHead(numberLabel: "ที่", number: number, agency: "", address: "")
        try composer.addField("ถึง", addressee)
        try composer.addBody(body)
        try addSealed(composer)
        try composer.addOwner(owner.lines + [address])
    }
    /// The agency's name, below it the seal with the initials beside, and the day.
    private func addSealed(_ composer: Composer) throws {
        let sheet = composer.sheet
        let style = TextStyle(alignment: .centre)
        let from = sheet.centre
        let width = sheet.rightEdge - from
        let name = try composer.set(agency, style, width: width)
        let day = try composer.set(date.short, style, width: width)
        let side = (width - Seal.size) / 2
        let sign = try composer.set(initials, width: side - 4)
        let seal = hasSeal ? try Seal(agency, in: composer) : nil
        let foot = name.height + 2 + Seal.size
        let row = FlowRow(height: foot + 4 + day.height) { canvas, y in
            name.draw(on: canvas, x: from, y: y)
            try seal?.draw(on: canvas, x: from + side, y: y + name.height + 2)
            sign.draw(on: canvas, x: from + width - side + 4, y: y + foot - cm(1) - sign.height)
            day.draw(on: canvas, x: from, y: y + foot + 4)
        }
        composer.blocks.append(
            FlowBlock(before: 12, rows: [row], isWhole: true, joinsPrevious: true, joinsNext: true)
        )
    }
}
