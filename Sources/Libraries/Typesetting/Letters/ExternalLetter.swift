/// หนังสือภายนอก: a letter to another agency or to a person outside (form 1).
public struct ExternalLetter: Sendable, Equatable {
    /// As in ศธ ๐๔๐๐๑/๑๒๓.
    public var number = ""
    /// Whose letter it is.
    public var agency = ""
    /// Where the agency is.
    public var address = ""
    /// The letter's day.
    public var date = OfficialDate.none
    /// เรื่อง.
    public var subject = ""
    /// คำขึ้นต้น.
    public var salutation = "เรียน"
    /// To whom.
    public var addressee = ""
    /// อ้างถึง.
    public var references: [String] = []
    /// สิ่งที่ส่งมาด้วย.
    public var enclosures: [String] = []
    /// The text.
    public var body: [BodyPart] = []
    /// คำลงท้าย.
    public var closing = "ขอแสดงความนับถือ"
    /// Who signs.
    public var signer = Signatory()
    /// The unit that answers for it.
    public var owner = OwnerUnit()
    /// สำเนาส่ง.
    public var copies: [String] = []
    /// As in ด่วนที่สุด.
    public var speed: String?
    /// As in ลับ.
    public var secrecy: String?

    /// An empty letter.
    public init() {}
}

extension ExternalLetter: OfficialForm {
    var title: String { subject }

    func compose(_ composer: Composer) throws {
        composer.secrecy = secrecy
        composer.placeEmblem()
        try composer.placeSpeed(speed)
        try composer.placeHead(numberLabel: "ที่", number: number, agency: agency, address: address)
        try composer.addDate(date.short)
        try composer.addField("เรื่อง", subject)
        try composer.addField(salutation, addressee)
        try composer.addList("อ้างถึง", references)
        try composer.addList("สิ่งที่ส่งมาด้วย", enclosures)
        try composer.addBody(body)
        let names = try composer.addSignature(closing: closing, signer, joinsNext: true)
        try composer.addOwner(owner.lines + copyLines, beside: names)
    }

    private var copyLines: [String] {
        switch copies.count {
        case 0: []
        case 1: ["สำเนาส่ง  \(copies[0])"]
        default: ["สำเนาส่ง"] + copies.enumerated().map { "\($0.offset + 1). \($0.element)" }
        }
    }
}
