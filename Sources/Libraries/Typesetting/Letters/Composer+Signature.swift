extension Composer {
    /// Four empty lines to sign on, which a drawn signature does not leave.
    private static var signingRoom: Double { 4 * 16 * TextEngine.pitch }

    /// The closing words, room to sign, the name and the post, around one axis right of the middle.
    ///
    /// The block is never alone on a page: it joins the last lines of the text.
    func addSignature(closing: String = "", _ signer: Signer, joinsNext: Bool = false) throws {
        let names = [signer.name.isEmpty ? "" : "(\(signer.name))"] + signer.postLines(in: self)
        let axis = try signatureAxis(closing: closing)
        let widest = 2 * (sheet.rightEdge - axis)
        var style = TextStyle()
        style.alignment = .centre
        var rows: [FlowRow] = []
        if !closing.isEmpty {
            let lines = try set(closing, style, width: widest)
            rows += (0..<lines.count).map { row(lines, $0, x: axis - widest / 2) }
        }
        rows.append(FlowRow(height: Self.signingRoom))
        for name in names where !name.isEmpty {
            let lines = try set(name, style, width: widest)
            rows += (0..<lines.count).map { row(lines, $0, x: axis - widest / 2) }
        }
        blocks.append(
            FlowBlock(before: 12, rows: rows, isWhole: true, joinsPrevious: true, joinsNext: joinsNext)
        )
    }

    /// Closing words begin at the middle of the page; everything else stands around their middle.
    private func signatureAxis(closing: String) throws -> Double {
        let words = closing.isEmpty ? "ขอแสดงความนับถือ" : closing
        let half = min(try set(words).width, sheet.rightEdge - sheet.centre) / 2
        return sheet.centre + max(half, cm(1.6))
    }

    /// Who answers for the letter, at the foot of its last page.
    func addOwner(_ lines: [String], standsAtFoot: Bool = true) throws {
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        guard !text.isEmpty else { return }
        let set = try set(text, width: sheet.textWidth)
        let rows = (0..<set.count).map { row(set, $0, x: sheet.left) }
        blocks.append(
            FlowBlock(
                before: 12,
                rows: rows,
                isWhole: true,
                joinsPrevious: true,
                standsAtFoot: standsAtFoot
            )
        )
    }
}

extension Signer {
    /// The lines below the name: the post, and for whom it is signed.
    func postLines(in composer: Composer) -> [String] {
        guard let delegation else { return post }
        let words = delegation.kind.words
        var lines = post
        // One line as the Regulation prints it: "รองอธิบดี ปฏิบัติราชการแทน", and below it "อธิบดี".
        if let last = lines.popLast() { lines.append("\(last) \(words)") } else { lines.append(words) }
        return lines + [delegation.post]
    }
}
