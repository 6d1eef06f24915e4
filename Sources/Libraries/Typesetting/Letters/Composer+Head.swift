extension Composer {
    /// The emblem of letters: 3 cm, in the middle, 1.5 cm from the paper's edge.
    func placeEmblem() {
        let size = cm(3)
        let x = sheet.centre - size / 2
        fixed.append { [emblem] canvas in try emblem.draw(on: canvas, x: x, y: cm(1.5), size: size) }
        firstTop = cm(1.5) + size + Self.gap
    }

    /// The head of a letter: number on the left, the agency and its address on the right, beside the emblem's foot.
    func placeHead(numberLabel: String, number: String, agency: String, address: String) throws {
        let style = TextStyle()
        let room = sheet.rightEdge - sheet.centre - cm(1.6)
        let owner = try set(
            [agency, address].filter { !$0.isEmpty }.joined(separator: "\n"),
            style,
            width: room
        )
        let label = try set("\(numberLabel)  \(number)", style, width: sheet.centre - cm(1.7) - sheet.left)
        // Both begin beside the emblem's feet.
        let top = cm(1.5) + cm(3) - label.height(of: 0)
        let x = max(sheet.rightEdge - owner.width, sheet.centre + cm(1.6))
        let left = sheet.left
        fixed.append { canvas in
            label.draw(on: canvas, x: left, y: top)
            owner.draw(on: canvas, x: x, y: top)
        }
        firstTop = top + max(label.height, owner.height) + Self.gap
    }

    /// How urgent it is: red, above the number.
    func placeSpeed(_ speed: String?, x: Double? = nil, top: Double? = nil) throws {
        guard let speed else { return }
        var style = TextStyle.stamp
        style.alignment = .leading
        let mark = try set(speed, style)
        let (x, y) = (x ?? sheet.left, top ?? cm(1.5) + cm(3) - 20.8 - mark.height)
        fixed.append { canvas in mark.draw(on: canvas, x: x, y: y) }
    }

    /// A day from the middle of the page on.
    func addDate(_ date: String, before: Double = gap) throws {
        guard !date.isEmpty else { return }
        add(
            try set(date, width: sheet.rightEdge - sheet.centre),
            x: sheet.centre,
            before: before,
            isWhole: true
        )
    }

    /// A label and its text, whose lines begin below one another.
    func addField(_ label: String, _ value: String, before: Double = gap) throws {
        try addList(label, [value], before: before)
    }

    /// A label and several texts, numbered where there are more than one.
    func addList(_ label: String, _ values: [String], before: Double = gap) throws {
        let values = values.filter { !$0.isEmpty }
        guard !values.isEmpty else { return }
        let name = try set("\(label)  ")
        let left = sheet.left
        let x = left + name.width
        let column = values.count > 1 ? try set("\(values.count). ").width : 0
        var rows: [FlowRow] = []
        for (index, value) in values.enumerated() {
            let number = try set(values.count > 1 ? "\(index + 1). " : "")
            let lines = try set(value, width: sheet.rightEdge - x - column)
            for line in 0..<lines.count {
                let isFirst = line == 0
                rows.append(
                    FlowRow(
                        height: lines.height(of: line),
                        words: { (isFirst ? number.wholeText : "") + lines.firstWords(of: line, limit: 24) }
                    ) { canvas, y in
                        if isFirst, index == 0 { name.draw(on: canvas, x: left, y: y) }
                        if isFirst { number.draw(on: canvas, x: x, y: y) }
                        lines.draw(line, on: canvas, x: x + column, y: y)
                    }
                )
            }
        }
        blocks.append(FlowBlock(before: before, rows: rows))
    }
}
