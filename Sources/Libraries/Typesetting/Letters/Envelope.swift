/// ซอง: the sender on top at the left, the addressee in the middle (form 15).
public struct Envelope: Sendable, Equatable {
    /// The sizes of the Regulation (ข้อ 74).
    public enum Size: String, Sendable, CaseIterable { case c4 = "C4", c5 = "C5", c6 = "C6", dl = "DL" }

    /// Which envelope.
    public var size = Size.dl
    /// The letter's number.
    public var number = ""
    /// Who sends.
    public var agency = ""
    /// Where the agency is.
    public var address = ""
    /// คำขึ้นต้น.
    public var salutation = "เรียน"
    /// To whom.
    public var addressee = ""
    /// Where that is.
    public var destination = ""
    /// The licence in place of a postage stamp, at the right on top.
    public var postage = ""
    /// As in ด่วนที่สุด.
    public var speed: String?
    /// Only for the inner one of two envelopes.
    public var secrecy: String?

    /// An empty envelope.
    public init() {}
}

extension Envelope: OfficialForm {
    var title: String { "\(salutation) \(addressee)" }

    var sheet: Sheet {
        let (width, height) =
            switch size {
            case .c4: (32.4, 22.9)
            case .c5: (22.9, 16.2)
            case .c6: (16.2, 11.4)
            case .dl: (22.0, 11.0)
            }
        return Sheet(
            width: cm(width),
            height: cm(height),
            left: cm(1.5),
            right: cm(1.5),
            top: cm(1),
            bottom: cm(1)
        )
    }

    func compose(_ composer: Composer) throws {
        composer.secrecy = secrecy
        try placeSender(composer)
        try placePostage(composer)
        let sheet = composer.sheet
        let x = sheet.left + sheet.textWidth * 0.38
        let name = try composer.set("\(salutation)  ")
        let text = [addressee, destination].filter { !$0.isEmpty }.joined(separator: "\n")
        let lines = try composer.set(text, width: sheet.rightEdge - x - name.width)
        let top = sheet.height * 0.5 - 8
        guard top + lines.height <= sheet.height - cm(0.5) else {
            throw TypesettingError("the address does not fit on the envelope (ที่อยู่ยาวเกินซอง)")
        }
        composer.fixed.append { canvas in
            name.draw(on: canvas, x: x, y: top)
            lines.draw(on: canvas, x: x + name.width, y: top)
        }
        guard let speed else { return }
        var style = TextStyle.stamp
        style.alignment = .leading
        let mark = try composer.set(speed, style)
        composer.fixed.append { canvas in mark.draw(on: canvas, x: x, y: top - mark.height) }
    }

    private func placeSender(_ composer: Composer) throws {
        let size = cm(1.5)
        let sheet = composer.sheet
        let text = [agency, address, number.isEmpty ? "" : "ที่ \(number)"].filter { !$0.isEmpty }
        let lines = try composer.set(text.joined(separator: "\n"), width: sheet.textWidth * 0.38 - 8)
        guard sheet.top + size + 3 + lines.height <= sheet.height - cm(0.5) else {
            throw TypesettingError("the sender does not fit on the envelope (ชื่อและที่อยู่ผู้ส่งยาวเกินซอง)")
        }
        composer.fixed.append { [emblem = composer.emblem] canvas in
            try emblem.draw(on: canvas, x: sheet.left, y: sheet.top, size: size)
            lines.draw(on: canvas, x: sheet.left, y: sheet.top + size + 3)
        }
    }

    private func placePostage(_ composer: Composer) throws {
        guard !postage.isEmpty else { return }
        let sheet = composer.sheet
        let width = cm(5)
        var style = TextStyle(size: 14)
        style.alignment = .centre
        let lines = try composer.set(postage, style, width: width - 8)
        let x = sheet.rightEdge - width
        composer.fixed.append { canvas in
            canvas.frame(x: x, y: sheet.top, width: width, height: lines.height + 6)
            lines.draw(on: canvas, x: x + 4, y: sheet.top + 3)
        }
    }
}
