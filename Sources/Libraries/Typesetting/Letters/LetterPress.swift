public import PDF

/// Prints official letters as PDF/A. Made once and used for many letters, by one thread at a time.
///
///     let press = try LetterPress()
///     let bytes = try press.pdf(.external(letter), created: PDFDate(year: 2026, month: 11, day: 21))
public final class LetterPress {
    let engine: TextEngine
    let emblem: Emblem
    private let colours = ColourProfile.sRGB()

    /// Throws when the letters of the typeface are not there.
    public init(typeface: Typeface = .laksaman, emblem: Emblem? = nil) throws {
        engine = try TextEngine(typeface)
        guard engine.hasTypeface else {
            throw TypesettingError("the typeface \(typeface.family) is not installed (ไม่มีแบบตัวพิมพ์นี้ในเครื่อง)")
        }
        self.emblem = try emblem ?? .placeholder()
    }

    /// A letter as PDF/A-2b, or 3b where data travels inside it.
    ///
    /// The same letter, day and data make the same bytes. Throws for texts that cannot be printed.
    public func pdf(
        _ form: LetterForm,
        created: PDFDate,
        hasThaiDigits: Bool = true,
        data: PDFAttachment? = nil
    ) throws -> [UInt8] {
        let content = form.content
        let composer = Composer(
            engine: engine,
            sheet: content.sheet,
            emblem: emblem,
            hasThaiDigits: hasThaiDigits
        )
        let title = composer.printed(content.title)
        let pages = try draw(content, with: composer, title: title, created: created)
        let archive = ArchivalDocument(
            title: title,
            created: created,
            producer: "Saraban",
            colorProfile: colours,
            identifier: Self.identifier(of: pages),
            attachment: data
        )
        return try archive.archive(PDFFile(bytes: PDFBytes(pages)))
    }

    /// The pages as cairo writes them, not yet fit for archives.
    private func draw(_ content: any OfficialForm, with composer: Composer, title: String, created: PDFDate)
        throws
        -> [UInt8]
    {
        try content.compose(composer)
        let canvas = try PDFCanvas(
            width: content.sheet.width,
            height: content.sheet.height,
            title: title,
            created: created.iso
        )
        try composer.draw(on: canvas)
        return try canvas.finish()
    }

    /// 16 bytes that follow from the content (FNV-1a from two starts).
    private static func identifier(of bytes: [UInt8]) -> [UInt8] {
        var states: (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x8422_2325_CBF2_9CE4)
        for byte in bytes {
            states.0 = (states.0 ^ UInt64(byte)) &* 0x100_0000_01B3
            states.1 = (states.1 ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return [states.0, states.1].flatMap { state in
            (0..<8).map { UInt8(truncatingIfNeeded: state >> (8 * $0)) }
        }
    }
}
