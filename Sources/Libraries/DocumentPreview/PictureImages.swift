public import Sandbox

/// Looks into a scanned picture with GraphicsMagick: each frame of it is a page.
///
/// Bounds and errors are those of `PageImages`; pictures of more than 200 million dots are `tooLarge`.
public struct PictureImages: Sendable {
    private let sandbox: Sandbox

    public init(sandbox: Sandbox = Sandbox()) { self.sandbox = sandbox }

    /// The size of every page in dots, turned as the camera says.
    public func sizes(of kind: FileKind, at path: String, work: String) throws(PreviewError) -> [PageSize] {
        let printed = try run(
            ["identify", "-format", "%w %h %[EXIF:Orientation]\\n", "\(kind.rawValue):\(path)"],
            path,
            work
        )
        var sizes: [PageSize] = []
        for line in String(decoding: printed, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, let width = Double(words[0]), let height = Double(words[1]) else {
                throw PreviewError(.broken, "no size")
            }
            let isTurned = words.count > 2 && ["5", "6", "7", "8"].contains(words[2])
            sizes.append(
                isTurned ? PageSize(width: height, height: width) : PageSize(width: width, height: height)
            )
        }
        guard !sizes.isEmpty else { throw PreviewError(.broken, "no picture") }
        guard sizes.count <= PageImages.mostPages else {
            throw PreviewError(.tooLarge, "\(sizes.count) pictures")
        }
        return sizes
    }

    /// Draws a page, counted from 1, at most so many dots wide, and gives the path of the JPEG in the work folder.
    public func image(
        ofPage page: Int,
        size: PageSize,
        width: Int,
        of kind: FileKind,
        at path: String,
        work: String
    ) throws(PreviewError) -> String {
        let height = try size.height(forWidth: width)
        let drawn = work + "/page.jpg"
        _ = try run(
            [
                "convert", "\(kind.rawValue):\(path)[\(page - 1)]", "-auto-orient", "-background", "white",
                "-flatten",
                "-colorspace", "RGB", "-resize", "\(width)x\(height)>", "+profile", "*", "-quality", "85",
                "jpeg:\(drawn)",
            ],
            path,
            work
        )
        return drawn
    }

    private func run(_ arguments: [String], _ path: String, _ work: String) throws(PreviewError) -> [UInt8] {
        try Tool(sandbox: sandbox, program: "/usr/bin/gm").run(
            arguments,
            on: path,
            work: work,
            environment: [
                "OMP_NUM_THREADS": "1", "MAGICK_LIMIT_PIXELS": "200M", "MAGICK_LIMIT_MEMORY": "1G",
                "MAGICK_LIMIT_MAP": "0", "MAGICK_LIMIT_DISK": "0",
            ]
        )
    }
}
