extension Composer {
    /// Empty lines to sign on; four keep clear of the mark that signing programs draw.
    static func signingRoom(lines: Int) -> Double { Double(lines) * 16 * TextEngine.pitch }

    /// The closing words, room to sign, the name and the post, around one axis right of the middle.
    ///
    /// The block is never alone on a page: it joins the last lines of the text.
    /// Returns the room left of its last lines, the name and the post.
    @discardableResult
    func addSignature(
        closing: String = "",
        _ signer: Signatory,
        lines: Int = 4,
        joinsNext: Bool = false
    ) throws -> Nook {
        let axis = try signatureAxis(closing: closing)
        let widest = 2 * (sheet.rightEdge - axis)
        let names =
            [signer.name.isEmpty ? "" : "(\(signer.name))"] + (try signer.postLines(in: self, width: widest))
        var style = TextStyle()
        style.alignment = .centre
        var rows: [FlowRow] = []
        if !closing.isEmpty {
            let words = try set(closing, style, width: widest)
            rows += (0..<words.count).map { row(words, $0, x: axis - widest / 2) }
        }
        rows.append(FlowRow(height: Self.signingRoom(lines: lines)))
        let start = rows.count
        var edge = sheet.rightEdge
        for name in names where !name.isEmpty {
            let words = try set(name, style, width: widest)
            edge = min(edge, axis - words.width / 2)
            rows += (0..<words.count).map { row(words, $0, x: axis - widest / 2) }
        }
        blocks.append(
            FlowBlock(before: 12, rows: rows, isWhole: true, joinsPrevious: true, joinsNext: joinsNext)
        )
        return Nook(width: edge - sheet.left, height: rows[start...].reduce(0) { $0 + $1.height })
    }

    /// Closing words begin at the middle of the page; everything else stands around their middle.
    private func signatureAxis(closing: String) throws -> Double {
        let words = closing.isEmpty ? "ขอแสดงความนับถือ" : closing
        let half = min(try set(words).width, sheet.rightEdge - sheet.centre) / 2
        return sheet.centre + half
    }

    /// Who answers for the letter, at the foot of its last page.
    ///
    /// Where the page has no room below the signature, it stands beside it.
    func addOwner(_ lines: [String], beside nook: Nook = Nook(width: 0, height: 0)) throws {
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        guard !text.isEmpty else { return }
        let set = try set(text, width: sheet.textWidth)
        let beside = set.height(fitting: nook)
        let below = set.height - beside + (beside > 0 ? 0 : 12)
        let left = sheet.left
        let row = FlowRow(height: below, words: { set.firstWords(of: 0, limit: 24) }) { canvas, y in
            set.draw(on: canvas, x: left, y: y + below - set.height)
        }
        blocks.append(FlowBlock(rows: [row], isWhole: true, joinsPrevious: true, standsAtFoot: true))
    }
}

/// Room left of other lines.
struct Nook {
    let width: Double
    let height: Double
}

extension SetLines {
    /// The height of those lines from the first on that fit into a nook.
    fileprivate func height(fitting nook: Nook) -> Double {
        var fitting = 0.0
        for index in 0..<count {
            let next = fitting + height(of: index)
            guard extent(of: index).to < nook.width - cm(0.3), next <= nook.height + 0.01 else { break }
            fitting = next
        }
        return fitting
    }
}

extension Signatory {
    /// The lines below the name: the post, and for whom it is signed.
    func postLines(in composer: Composer, width: Double = .infinity) throws -> [String] {
        guard let delegation else { return post }
        let words = delegation.kind.words
        var lines = post
        // One line as the Regulation prints it: "รองอธิบดี ปฏิบัติราชการแทน", and below it "อธิบดี".
        if let last = lines.last, try composer.set("\(last) \(words)").width <= width {
            lines[lines.count - 1] = "\(last) \(words)"
        } else {
            lines.append(words)
        }
        return lines + [delegation.post]
    }
}
