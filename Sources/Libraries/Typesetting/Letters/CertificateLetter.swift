/// หนังสือรับรอง: certifies something for a person or body (form 10).
public struct CertificateLetter: Sendable, Equatable {
    /// As in ๑/๒๕๖๙.
    public var number = ""
    /// Who certifies.
    public var agency = ""
    /// Where the agency is.
    public var address = ""
    /// The text, which begins หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า.
    public var body: [BodyPart] = []
    /// ให้ไว้ ณ วันที่.
    public var date = OfficialDate.none
    /// Who signs.
    public var signer = Signatory()
    /// Whose photo, 4 × 6 cm, and signature are put on it; none when empty.
    public var holder = ""

    /// An empty certificate.
    public init() {}
}

extension CertificateLetter: OfficialForm {
    var title: String { "หนังสือรับรอง \(number)" }

    func compose(_ composer: Composer) throws {
        composer.placeEmblem()
        try composer.placeHead(numberLabel: "เลขที่", number: number, agency: agency, address: address)
        composer.addSpace(12)
        try composer.addBody(body)
        try composer.addGivenOn("ให้ไว้ ณ วันที่", date.long)
        let nook = try composer.addSignature(signer, joinsNext: !holder.isEmpty)
        if !holder.isEmpty { try addHolder(composer, beside: nook) }
    }

    /// The frame for the photo with the holder's line to sign on below it, left of the signature.
    private func addHolder(_ composer: Composer, beside nook: Nook) throws {
        let left = composer.sheet.left
        let width = cm(6.5)
        var style = TextStyle()
        style.alignment = .centre
        let caption = try composer.set("รูปถ่าย\n๔ × ๖ ซม.", style, width: cm(4))
        let sign = try composer.set("(ลงชื่อ)")
        let name = try composer.set("(\(holder))\nผู้ได้รับการรับรอง", style, width: width)
        let isBeside = nook.width > width + cm(0.5)
        let shift = isBeside ? nook.height + Composer.signingRoom(lines: 4) : -6
        let row = FlowRow(height: cm(6) + 34 + name.height - shift) { canvas, y in
            let y = y - shift
            let x = left + (width - cm(4)) / 2
            canvas.frame(x: x, y: y, width: cm(4), height: cm(6))
            caption.draw(on: canvas, x: x, y: y + cm(2.3))
            sign.draw(on: canvas, x: left, y: y + cm(6) + 12)
            canvas.dots(from: left + sign.width + 3, to: left + width, y: y + cm(6) + 29)
            name.draw(on: canvas, x: left, y: y + cm(6) + 34)
        }
        composer.blocks.append(FlowBlock(rows: [row], isWhole: true, joinsPrevious: true))
    }
}
