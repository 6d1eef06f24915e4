import Glibc
public import Sandbox

/// Previews of kept files, each made when it is first asked for and then kept in one folder.
///
/// The folder may be emptied at any time. Calls block until the preview is there; at most two files are looked into
/// at once, and one office file beside them, each for a few seconds. A file that needs longer waits among the slow ones
/// only, of which one is looked into at a time. A file that cannot be shown is remembered and not tried again, one that
/// took too long even there only after an hour, so that a hostile file costs one job.
public final class PreviewStore: Sendable {
    /// A kept file: where its bytes are, a name that is unique to them (their SHA-256), and what they are.
    public struct Source: Sendable {
        public let path: String
        public let key: String
        public let kind: FileKind

        public init(path: String, key: String, kind: FileKind) {
            self.path = path
            self.key = key
            self.kind = kind
        }
    }

    /// The widths that images are made in, in dots; others are rounded up to the next.
    public static let widths = [240, 800, 1200, 1600, 2400]

    /// The programs that look into files, and how long they may.
    struct Tools: Sendable {
        let sandbox: Sandbox
        let pages: PageImages
        let pictures: PictureImages
        let office: OfficePreview

        init(_ sandbox: Sandbox) {
            self.sandbox = sandbox
            pages = PageImages(sandbox: sandbox)
            pictures = PictureImages(sandbox: sandbox)
            office = OfficePreview(sandbox: sandbox)
        }
    }

    /// Where files wait for their turn, and with what they are looked into then.
    struct Queue: Sendable {
        let lane: Lane
        let tools: Tools

        init(_ sandbox: Sandbox) {
            lane = Lane()
            tools = Tools(sandbox)
        }
    }

    let program: String?
    let shelf: PreviewShelf
    private let pageQueues: [Queue]
    private let officeQueue: Queue
    private let slowQueue: Queue

    /// Opens a folder, which is made if it is not there; what a run left half done over an hour ago is removed.
    ///
    /// `program` is the program that `copy` runs: this one, unless it is named.
    public init(
        folder: String,
        isolation: Sandbox.Isolation = Sandbox.isolation,
        program: String? = nil
    ) throws {
        func hurried(_ seconds: Int) -> Queue { Queue(Sandbox(isolation: isolation, mostSeconds: seconds)) }
        shelf = try PreviewShelf(folder: folder)
        self.program = program
        // A page takes a tenth of a second, an office file one to three.
        pageQueues = [hurried(2), hurried(2)]
        officeQueue = hurried(10)
        slowQueue = Queue(Sandbox(isolation: isolation))
    }

    /// The size of each page, in their order.
    public func sizes(of source: Source) throws(PreviewError) -> [PageSize] {
        let document = try document(of: source)
        let path = try keep("pages", of: source) { tools, work throws(PreviewError) in
            let sizes =
                document.kind == .pdf
                ? try tools.pages.sizes(ofPDFAt: document.path, work: work)
                : try tools.pictures.sizes(of: document.kind, at: document.path, work: work)
            return try self.shelf.write(
                sizes.map { "\($0.width) \($0.height)" }.joined(separator: "\n"),
                in: work
            )
        }
        return try shelf.read(path).split(separator: "\n").compactMap { line in
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            return numbers.count == 2 ? PageSize(width: numbers[0], height: numbers[1]) : nil
        }
    }

    /// The path of a JPEG of a page, counted from 1, at least so many dots wide where the file has them.
    public func image(ofPage page: Int, width: Int, of source: Source) throws(PreviewError) -> String {
        let sizes = try sizes(of: source)
        guard page >= 1, page <= sizes.count else {
            throw PreviewError(.noSuchPage, "page \(page) of \(sizes.count)")
        }
        let size = sizes[page - 1]
        let width = Self.widths.first { $0 >= width } ?? Self.widths[Self.widths.count - 1]
        let document = try document(of: source)
        return try keep("page-\(page)-\(width).jpg", of: source) { tools, work throws(PreviewError) in
            document.kind == .pdf
                ? try tools.pages.image(
                    ofPage: page,
                    size: size,
                    width: width,
                    ofPDFAt: document.path,
                    work: work
                )
                : try tools.pictures.image(
                    ofPage: page,
                    size: size,
                    width: width,
                    of: document.kind,
                    at: document.path,
                    work: work
                )
        }
    }

    /// The path of the file as PDF: its own when it is one, a copy made by LibreOffice of an office file.
    ///
    /// Throws `unavailable` for a picture.
    public func pdf(of source: Source) throws(PreviewError) -> String {
        let document = try document(of: source)
        guard document.kind == .pdf else { throw PreviewError(.unavailable, "a picture has no PDF") }
        return document.path
    }

    /// The text that is in the file; nothing for a picture.
    public func text(of source: Source) throws(PreviewError) -> String {
        let document = try document(of: source)
        guard document.kind == .pdf else { return "" }
        let path = try keep("text", of: source) { tools, work throws(PreviewError) in
            try self.shelf.write(try tools.pages.text(ofPDFAt: document.path, work: work), in: work)
        }
        return try shelf.read(path)
    }

    /// What pages are drawn from: the file itself, or the PDF made from it.
    private func document(of source: Source) throws(PreviewError) -> (kind: FileKind, path: String) {
        guard source.kind.family == .office else { return (source.kind, source.path) }
        let path = try keep("document.pdf", of: source, in: officeQueue) { tools, work throws(PreviewError) in
            try tools.office.pdf(of: source.kind, at: source.path, work: work)
        }
        return (.pdf, path)
    }

    /// The path of a preview, made where it is not there: in haste, then where slow files wait for each other only.
    ///
    /// The same file always waits in the same queue, so that nothing is made twice.
    func keep(
        _ name: String,
        of source: Source,
        in queue: Queue? = nil,
        _ make: (Tools, String) throws(PreviewError) -> String
    ) throws(PreviewError) -> String {
        let key = source.key
        let queue = queue ?? pageQueues[key.utf8.reduce(0) { $0 &+ Int($1) } % pageQueues.count]
        if !shelf.isSlow(key) {
            do throws(PreviewError) {
                return try shelf.keep(name, of: key, in: queue.lane, isHurried: true) {
                    work throws(PreviewError) in try make(queue.tools, work)
                }
            } catch {
                guard error.code == .timedOut, shelf.isSlow(key) else { throw error }
            }
        }
        return try shelf.keep(name, of: key, in: slowQueue.lane) { work throws(PreviewError) in
            try make(slowQueue.tools, work)
        }
    }
}
