public import Sandbox

/// Looks into a PDF with poppler's programs: its pages, a picture of each, its text.
///
/// Every call runs one program for at most 30 seconds and 2 GiB, writes only into the work folder that is given,
/// and throws a `PreviewError` for a locked, damaged or hostile file.
public struct PageImages: Sendable {
    /// The most pages that are shown of one file.
    public static let mostPages = 2000
    /// The most bytes of text that are taken from one file.
    public static let mostText = 4 << 20

    private let sandbox: Sandbox

    public init(sandbox: Sandbox = Sandbox()) { self.sandbox = sandbox }

    /// The size of every page, in their order; `tooLarge` for more pages than are shown.
    public func sizes(ofPDFAt path: String, work: String) throws(PreviewError) -> [PageSize] {
        let tool = Tool(sandbox: sandbox, program: "/usr/bin/pdfinfo")
        let printed = try tool.run(["-f", "1", "-l", "\(Self.mostPages)", path], on: path, work: work)
        return try PDFInfo(printed: printed).sizes(most: Self.mostPages)
    }

    /// Draws a page, counted from 1, so many dots wide, and gives the path of the JPEG in the work folder.
    public func image(
        ofPage page: Int,
        size: PageSize,
        width: Int,
        ofPDFAt path: String,
        work: String
    ) throws(PreviewError) -> String {
        let height = try size.height(forWidth: width)
        let drawn = work + "/page"
        _ = try Tool(sandbox: sandbox, program: "/usr/bin/pdftoppm").run(
            [
                "-jpeg", "-jpegopt", "quality=85", "-cropbox", "-singlefile", "-f", "\(page)", "-l",
                "\(page)",
                // The longer side: for a turned page pdftoppm takes its other two scales the wrong way round.
                "-scale-to", "\(max(width, height))", path, drawn,
            ],
            on: path,
            work: work
        )
        return drawn + ".jpg"
    }

    /// The text of all pages in UTF-8, cut at `mostText` bytes; pages are parted by a form feed.
    public func text(ofPDFAt path: String, work: String) throws(PreviewError) -> String {
        var tool = Tool(sandbox: sandbox, program: "/usr/bin/pdftotext")
        tool.limits.outputBytes = Self.mostText
        let arguments = ["-raw", "-enc", "UTF-8", "-q", "-l", "\(Self.mostPages)", path, "-"]
        var bytes = try tool.run(arguments, on: path, work: work)[...]
        if bytes.count == Self.mostText { bytes = bytes.withoutCutCharacter }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What pdfinfo prints about a file.
struct PDFInfo {
    let printed: [UInt8]

    func sizes(most: Int) throws(PreviewError) -> [PageSize] {
        var count: Int?
        var sizes: [Int: (width: Double, height: Double)] = [:]
        var turned: Set<Int> = []
        for line in printed.split(separator: 0x0A) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            // The last line wins: a title may hold a line that looks like one of these, but stands before them.
            if words.count == 2, words[0] == "Pages:" { count = Int(words[1]) }
            guard words.count >= 4, words[0] == "Page", let page = Int(words[1]) else { continue }
            if words[2] == "rot:", words[3] == "90" || words[3] == "270" { turned.insert(page) }
            if words[2] == "size:", words.count >= 6, let width = Double(words[3]),
                let height = Double(words[5])
            {
                sizes[page] = (width, height)
            }
        }
        guard let count, count > 0 else { throw PreviewError(.broken, "no pages") }
        guard count <= most else { throw PreviewError(.tooLarge, "\(count) pages") }
        return try Self.list(count, sizes, turned)
    }

    private static func list(
        _ count: Int,
        _ sizes: [Int: (width: Double, height: Double)],
        _ turned: Set<Int>
    ) throws(PreviewError) -> [PageSize] {
        var list: [PageSize] = []
        for page in 1...count {
            guard let size = sizes[page], size.width > 0, size.height > 0 else {
                throw PreviewError(.broken, "no size of page \(page)")
            }
            list.append(
                turned.contains(page)
                    ? PageSize(width: size.height, height: size.width)
                    : PageSize(width: size.width, height: size.height)
            )
        }
        return list
    }
}
