import CPango

/// A PNG, read once and drawn as often as wanted.
final class StampPicture {
    static let mostBytes = 8 << 20
    static let mostDots = 4_000

    let width, height: Double
    private let surface: OpaquePointer

    /// Reads a PNG; its size is looked at before anything is unpacked.
    init(png: [UInt8]) throws(StampError) {
        guard png.count <= Self.mostBytes else { throw .pictureTooLarge }
        let (width, height) = try Self.size(of: png)
        guard width <= Self.mostDots, height <= Self.mostDots else { throw .pictureTooLarge }
        guard width > 0, height > 0 else { throw .brokenPicture }
        let surface = Self.surface(of: png)
        guard let surface else { throw .drawing("no memory for a picture") }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw .brokenPicture
        }
        self.surface = surface
        (self.width, self.height) = (Double(width), Double(height))
    }

    deinit { cairo_surface_destroy(surface) }

    /// Draws it as large as the box allows, in its middle and with its own proportions.
    func draw(on canvas: OpaquePointer, in box: StampSheet.Box) {
        let scale = min(box.width / width, box.height / height)
        cairo_save(canvas)
        cairo_translate(
            canvas,
            box.x + (box.width - width * scale) / 2,
            box.y + (box.height - height * scale) / 2
        )
        cairo_scale(canvas, scale, scale)
        cairo_set_source_surface(canvas, surface, 0, 0)
        cairo_paint(canvas)
        cairo_restore(canvas)
    }

    /// The two numbers of the header chunk, which a PNG begins with.
    private static func size(of png: [UInt8]) throws(StampError) -> (Int, Int) {
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard png.count > 33, png.starts(with: start), png[12..<16].elementsEqual("IHDR".utf8) else {
            throw .brokenPicture
        }
        let number = { (place: Int) in png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    private struct Reading {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0
    }

    private static func surface(of png: [UInt8]) -> OpaquePointer? {
        png.withUnsafeBufferPointer { bytes in
            var reading = Reading(bytes: bytes)
            return withUnsafeMutablePointer(to: &reading) {
                cairo_image_surface_create_from_png_stream(
                    { context, target, count in
                        guard let context, let target else { return CAIRO_STATUS_READ_ERROR }
                        let reading = context.assumingMemoryBound(to: Reading.self)
                        let (start, count) = (reading.pointee.position, Int(count))
                        let bytes = reading.pointee.bytes
                        guard count <= bytes.count - start, let base = bytes.baseAddress else {
                            return CAIRO_STATUS_READ_ERROR
                        }
                        target.update(from: base + start, count: count)
                        reading.pointee.position = start + count
                        return CAIRO_STATUS_SUCCESS
                    },
                    $0
                )
            }
        }
    }
}

/// A PNG as a stamp: a seal, or a signature that was scanned.
public struct PictureStamp: Sendable {
    private let png: [UInt8]
    /// The picture's proportions: dots across.
    public let width: Double
    /// The picture's proportions: dots down.
    public let height: Double

    /// Throws `brokenPicture` or `pictureTooLarge` (4,000 dots a side, 8 MB).
    public init(png: [UInt8]) throws(StampError) {
        let picture = try StampPicture(png: png)
        self.png = png
        (width, height) = (picture.width, picture.height)
    }

    /// The picture in the middle of a page of a size in points, with its own proportions.
    public func pdf(width: Double, height: Double) throws(StampError) -> [UInt8] {
        try StampSheet.pdf(width: width, height: height) { sheet throws(StampError) in
            let box = StampSheet.Box(x: 0, y: 0, width: width, height: height)
            try StampPicture(png: png).draw(on: sheet.canvas, in: box)
        }
    }
}
