/// หนังสือภายใน: a letter within a ministry, department or province, on the paper บันทึกข้อความ (form 2).
public struct Memo: Sendable, Equatable {
    /// ส่วนราชการ, with phone and mail.
    public var agency = ""
    /// As in ศธ ๐๔๐๐๑/๑๒๓.
    public var number = ""
    /// The memo's day.
    public var date = OfficialDate.none
    /// เรื่อง.
    public var subject = ""
    /// คำขึ้นต้น.
    public var salutation = "เรียน"
    /// To whom.
    public var addressee = ""
    /// The text; references and enclosures are named inside it.
    public var body: [BodyPart] = []
    /// Who signs.
    public var signer = Signatory()
    /// As in ด่วน.
    public var speed: String?
    /// As in ลับ.
    public var secrecy: String?

    /// An empty memo.
    public init() {}
}

extension Memo: OfficialForm {
    var title: String { subject }

    func compose(_ composer: Composer) throws {
        composer.secrecy = secrecy
        try MemoHead(agency: agency, number: number, date: date.short, subject: subject, speed: speed)
            .place(in: composer)
        try composer.addField(salutation, addressee)
        try composer.addBody(body)
        try composer.addSignature(signer)
    }
}

/// The printed head of memo paper: emblem, title, and four labels with dotted lines.
struct MemoHead {
    let agency: String
    let number: String
    let date: String
    let subject: String
    let speed: String?

    private static let label = TextStyle(size: 20, isBold: true, pitch: 26)
    private static let value = TextStyle(pitch: 26)

    func place(in composer: Composer) throws {
        let sheet = composer.sheet
        let size = cm(1.5)
        composer.fixed.append { [emblem = composer.emblem] canvas in
            try emblem.draw(on: canvas, x: sheet.left, y: cm(1.5), size: size)
        }
        let style = TextStyle(size: 29, isBold: true, alignment: .centre, pitch: 35)
        let title = try composer.set("บันทึกข้อความ", style, width: sheet.textWidth)
        let top = cm(1.5) + size - title.height
        composer.fixed.append { canvas in title.draw(on: canvas, x: sheet.left, y: top) }
        try composer.placeSpeed(speed, x: sheet.left + size + 6, top: top - 3)
        composer.firstTop = cm(1.5) + size + 4
        try addLine(composer, [("ส่วนราชการ", agency, sheet.left, sheet.rightEdge)])
        let middle = sheet.centre
        try addLine(
            composer,
            [("ที่", number, sheet.left, middle - 4), ("วันที่", date, middle, sheet.rightEdge)]
        )
        try addLine(composer, [("เรื่อง", subject, sheet.left, sheet.rightEdge)])
    }

    private typealias Field = (label: String, value: String, from: Double, to: Double)

    /// Fields beside one another, each with dots below all its lines.
    private func addLine(_ composer: Composer, _ fields: [Field]) throws {
        var parts: [(label: SetLines, value: SetLines, x: Double, field: Field)] = []
        for field in fields {
            let label = try composer.set(field.label, Self.label)
            let x = field.from + label.width + 7
            parts.append((label, try composer.set(field.value, Self.value, width: field.to - x), x, field))
        }
        let count = parts.map { $0.value.count }.max() ?? 0
        let rows = (0..<count).map { index in
            FlowRow(height: 26) { canvas, y in
                for part in parts {
                    // One baseline for the large label and the small text.
                    let base = y + part.label.baseline(of: 0)
                    if index == 0 { part.label.draw(on: canvas, x: part.field.from, y: y) }
                    guard index < part.value.count else { continue }
                    let top = base - part.value.baseline(of: index)
                    part.value.draw(index, on: canvas, x: part.x, y: top)
                    canvas.dots(from: part.x, to: part.field.to, y: base + 3)
                }
            }
        }
        composer.blocks.append(FlowBlock(rows: rows, isWhole: count < 20, joinsNext: true))
    }
}
