import Glibc
public import Sandbox

/// Previews of kept files, each made when it is first asked for and then kept in one folder.
///
/// The folder may be emptied at any time. Calls block until the preview is there; at most two files are looked into
/// at once, and one office file beside them. A file that cannot be shown is remembered and not tried again, one that
/// took too long only after an hour, so that a hostile file costs one job.
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

    let shelf: PreviewShelf
    let sandbox: Sandbox
    let program: String?
    private let pages: PageImages
    private let pictures: PictureImages
    private let office: OfficePreview
    private let pageLanes = [Lane(), Lane()]
    private let officeLane = Lane()

    /// Opens a folder, which is made if it is not there; what a run left half done over an hour ago is removed.
    ///
    /// `program` is the program that `copy` runs: this one, unless it is named.
    public init(folder: String, sandbox: Sandbox = Sandbox(), program: String? = nil) throws {
        shelf = try PreviewShelf(folder: folder)
        self.sandbox = sandbox
        self.program = program
        pages = PageImages(sandbox: sandbox)
        pictures = PictureImages(sandbox: sandbox)
        office = OfficePreview(sandbox: sandbox)
    }

    /// The size of each page, in their order.
    public func sizes(of source: Source) throws(PreviewError) -> [PageSize] {
        let document = try document(of: source)
        let path = try shelf.keep("pages", of: source.key, in: lane(source)) { work throws(PreviewError) in
            let sizes =
                document.kind == .pdf
                ? try self.pages.sizes(ofPDFAt: document.path, work: work)
                : try self.pictures.sizes(of: document.kind, at: document.path, work: work)
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
        return try shelf.keep("page-\(page)-\(width).jpg", of: source.key, in: lane(source)) {
            work throws(PreviewError) in
            document.kind == .pdf
                ? try self.pages.image(
                    ofPage: page,
                    size: size,
                    width: width,
                    ofPDFAt: document.path,
                    work: work
                )
                : try self.pictures.image(
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
        let path = try shelf.keep("text", of: source.key, in: lane(source)) { work throws(PreviewError) in
            try self.shelf.write(try self.pages.text(ofPDFAt: document.path, work: work), in: work)
        }
        return try shelf.read(path)
    }

    /// What pages are drawn from: the file itself, or the PDF made from it.
    private func document(of source: Source) throws(PreviewError) -> (kind: FileKind, path: String) {
        guard source.kind.family == .office else { return (source.kind, source.path) }
        let path = try shelf.keep("document.pdf", of: source.key, in: officeLane) {
            work throws(PreviewError) in
            try self.office.pdf(of: source.kind, at: source.path, work: work)
        }
        return (.pdf, path)
    }

    /// The same file always waits in the same lane, so that nothing is made twice.
    func lane(_ source: Source) -> Lane {
        pageLanes[source.key.utf8.reduce(0) { $0 &+ Int($1) } % pageLanes.count]
    }
}
