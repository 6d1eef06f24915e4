extension Composer {
    /// The text of a letter, part by part; items are counted from one again behind each other part.
    func addBody(_ parts: [BodyPart]) throws {
        var count = 0
        var followsHeading = false
        for part in parts {
            if case .item = part { count += 1 } else { count = 0 }
            let first = blocks.count
            try addPart(part, count: count)
            // A heading is nearer to its own text than to the text before.
            if followsHeading, first < blocks.count { blocks[first].before = 0 }
            if case .heading = part { followsHeading = true } else { followsHeading = false }
        }
    }

    private func addPart(_ part: BodyPart, count: Int) throws {
        switch part {
        case .paragraph(let text): try addParagraph(text)
        case .item(let text, let mark): try addParagraph("\(mark ?? "\(count).") \(text)")
        case .heading(let text):
            let lines = try set(text, TextStyle(isBold: true), width: sheet.textWidth)
            add(lines, x: sheet.left, before: 10, isWhole: true, joinsNext: true)
        case .title(let text): try addCentred(text, TextStyle(isBold: true), before: 8)
        case .resolution(let text):
            let label = "มติที่ประชุม"
            try addParagraph("\(label)  \(text)", boldPrefix: label.utf8.count)
        case .table(let table): try addTable(table)
        }
    }

    /// A paragraph: its first line stands in 2.5 cm, its lines end at the right margin.
    func addParagraph(_ text: String, boldPrefix: Int = 0) throws {
        guard !text.trimmingSpaces.isEmpty else { return }
        var style = TextStyle(indent: Self.indent, isDistributed: true)
        style.boldPrefix = boldPrefix
        add(try set(text, style, width: sheet.textWidth), x: sheet.left)
    }

    /// Lines that begin at the indent, as "สั่ง ณ วันที่ …".
    func addGivenOn(_ words: String, _ date: String) throws {
        guard !date.isEmpty else { return }
        let x = sheet.left + 2 * Self.indent
        let lines = try set("\(words) \(date)", width: sheet.rightEdge - x)
        let rows = (0..<lines.count).map { row(lines, $0, x: x) }
        blocks.append(FlowBlock(before: 12, rows: rows, isWhole: true, joinsPrevious: true, joinsNext: true))
    }
}
