/// รายงานการประชุม: who met, and what was said and decided (form 11).
public struct Minutes: Sendable, Equatable {
    /// A person at a meeting.
    public struct Attendee: Sendable, Equatable {
        let name: String
        let post: String

        /// A person at a meeting.
        public init(_ name: String, _ post: String = "") { (self.name, self.post) = (name, post) }
    }

    /// The body that met.
    public var body = ""
    /// ครั้งที่, as in ๑/๒๕๖๙.
    public var meeting = ""
    /// เมื่อวัน…, its day in words or as a date.
    public var date = OfficialDate.none
    /// ณ, the place.
    public var place = ""
    /// ผู้มาประชุม.
    public var present: [Attendee] = []
    /// ผู้ไม่มาประชุม.
    public var absent: [Attendee] = []
    /// ผู้เข้าร่วมประชุม.
    public var guests: [Attendee] = []
    /// เริ่มประชุมเวลา.
    public var begins = ""
    /// The agenda with what was decided.
    public var agenda: [BodyPart] = []
    /// เลิกประชุมเวลา.
    public var ends = ""
    /// ผู้จดรายงานการประชุม.
    public var recorder = Signatory()
    /// ผู้ตรวจรายงานการประชุม.
    public var checker = Signatory()

    /// Empty minutes.
    public init() {}
}

extension Minutes: OfficialForm {
    var title: String { "รายงานการประชุม\(body) ครั้งที่ \(meeting)" }

    var sheet: Sheet { .a4 }

    func compose(_ composer: Composer) throws {
        composer.firstTop = cm(2)
        for line in heading where !line.isEmpty { try composer.addCentred(line, TextStyle(isBold: true)) }
        composer.addRule()
        try addPeople(composer, "ผู้มาประชุม", present)
        try addPeople(composer, "ผู้ไม่มาประชุม", absent)
        try addPeople(composer, "ผู้เข้าร่วมประชุม", guests)
        try addTime(composer, "เริ่มประชุมเวลา", begins)
        try composer.addBody(agenda)
        try addTime(composer, "เลิกประชุมเวลา", ends, joinsPrevious: true)
        try addWriter(composer, recorder, "ผู้จดรายงานการประชุม")
        try addWriter(composer, checker, "ผู้ตรวจรายงานการประชุม")
    }

    private var heading: [String] {
        [
            "รายงานการประชุม\(body)", meeting.isEmpty ? "" : "ครั้งที่ \(meeting)",
            date == .none ? "" : "เมื่อ\(date.isDay ? "วันที่ " : "")\(date.short)",
            place.isEmpty ? "" : "ณ \(place)",
        ]
    }

    private func addTime(_ composer: Composer, _ label: String, _ time: String, joinsPrevious: Bool = false)
        throws
    {
        guard !time.isEmpty else { return }
        let label = "\(label)  "
        let style = TextStyle(isBold: false, boldPrefix: label.utf8.count)
        let lines = try composer.set(label + time, style, width: composer.sheet.textWidth)
        let rows = (0..<lines.count).map { composer.row(lines, $0, x: composer.sheet.left) }
        composer.blocks.append(
            FlowBlock(before: 8, rows: rows, joinsPrevious: joinsPrevious, joinsNext: true)
        )
    }

    /// Numbered names with their posts beside them.
    private func addPeople(_ composer: Composer, _ label: String, _ people: [Attendee]) throws {
        guard !people.isEmpty else { return }
        let sheet = composer.sheet
        let heading = try composer.set(label, TextStyle(isBold: true), width: sheet.textWidth)
        composer.add(heading, x: sheet.left, before: 8, isWhole: true, joinsNext: true)
        let start = sheet.left + cm(0.3)
        let names = start + (try composer.set("\(people.count). ")).width
        let posts = sheet.left + sheet.textWidth * 0.46
        var rows: [FlowRow] = []
        for (index, person) in people.enumerated() {
            let number = try composer.set("\(index + 1). ")
            let name = try composer.set(person.name, width: posts - names - 6)
            let post = try composer.set(person.post, width: sheet.rightEdge - posts)
            let height = max(name.height, post.height)
            rows.append(
                FlowRow(height: height, words: { name.firstWords(of: 0, limit: 24) }) { canvas, y in
                    number.draw(on: canvas, x: names - number.width, y: y)
                    name.draw(on: canvas, x: names, y: y)
                    post.draw(on: canvas, x: posts, y: y)
                }
            )
        }
        composer.blocks.append(FlowBlock(rows: rows))
    }

    private func addWriter(_ composer: Composer, _ writer: Signatory, _ role: String) throws {
        guard !writer.name.isEmpty else { return }
        var signer = writer
        signer.post.append(role)
        try composer.addSignature(signer, lines: 2)
    }
}

extension OfficialDate {
    /// Whether it is a day and not words.
    var isDay: Bool { short != "" && self != OfficialDate(words: short) }
}
