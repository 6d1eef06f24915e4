/// A place on the page as a person sees it: points (1/72 inch) from the top left corner of what is shown.
public struct PageBox: Equatable, Sendable {
    /// From the left edge.
    public var x: Double
    /// From the top edge.
    public var y: Double
    /// The width, to the right.
    public var width: Double
    /// The height, downwards.
    public var height: Double

    /// A box from its top left corner.
    public init(x: Double, y: Double, width: Double, height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
}

/// A rectangle in the page's own user space, whose y goes up.
public struct PDFRectangle: Equatable, Sendable {
    /// The lower left corner.
    public var left, bottom: Double
    /// The upper right corner.
    public var right, top: Double

    /// The rectangle as the four numbers of `/Rect`, `/BBox` or `/MediaBox`.
    public var object: PDFObject { .array([.real(left), .real(bottom), .real(right), .real(top)]) }
}

/// The six numbers of a transformation (ISO 32000-1 §8.3.3): x' = a·x + c·y + e, y' = b·x + d·y + f.
public struct PDFMatrix: Equatable, Sendable {
    /// The numbers in the order of the `cm` operator.
    public var a, b, c, d, e, f: Double

    /// The matrix as the six numbers of `/Matrix`.
    public var object: PDFObject { .array([a, b, c, d, e, f].map(PDFObject.real)) }
}

/// What of a page is shown, and how it is turned.
public struct PageGeometry: Equatable, Sendable {
    /// CropBox ∩ MediaBox, in user space.
    public let visible: PDFRectangle
    /// Degrees clockwise: 0, 90, 180 or 270.
    public let rotation: Int
    /// Points of one unit of user space, usually 1.
    public let userUnit: Double

    /// The width in points of the page as it is shown.
    public var width: Double {
        (rotation % 180 == 0 ? visible.right - visible.left : visible.top - visible.bottom) * userUnit
    }

    /// The height in points of the page as it is shown.
    public var height: Double {
        (rotation % 180 == 0 ? visible.top - visible.bottom : visible.right - visible.left) * userUnit
    }

    /// The geometry of a page; without usable boxes US Letter is taken, as readers do.
    public init(_ page: PDFPage, of file: PDFFile) throws(PDFError) {
        var box =
            try Self.box("MediaBox", page, file)
            ?? PDFRectangle(left: 0, bottom: 0, right: 612, top: 792)
        if let crop = try Self.box("CropBox", page, file) {
            let both = PDFRectangle(
                left: max(box.left, crop.left),
                bottom: max(box.bottom, crop.bottom),
                right: min(box.right, crop.right),
                top: min(box.top, crop.top)
            )
            if both.right > both.left, both.top > both.bottom { box = both }
        }
        visible = box
        let turn = try file.resolve(page.inherited["Rotate"]).integer ?? 0
        rotation = ((turn % 360 + 360) % 360) / 90 * 90
        let unit = try file.resolve(page.dictionary["UserUnit"]).number ?? 1
        userUnit = unit > 0.001 && unit < 100_000 ? unit : 1
    }

    /// Leads from the inside of a box of the visible page, in points from the box's lower left corner, to user space.
    public func matrix(for box: PageBox) -> PDFMatrix {
        let unit = 1 / userUnit
        let left = box.x * unit
        let below = (height - box.y - box.height) * unit
        switch rotation {
        case 90:
            return PDFMatrix(
                a: 0,
                b: unit,
                c: -unit,
                d: 0,
                e: visible.right - below,
                f: visible.bottom + left
            )
        case 180:
            return PDFMatrix(a: -unit, b: 0, c: 0, d: -unit, e: visible.right - left, f: visible.top - below)
        case 270:
            return PDFMatrix(a: 0, b: -unit, c: unit, d: 0, e: visible.left + below, f: visible.top - left)
        default:
            return PDFMatrix(a: unit, b: 0, c: 0, d: unit, e: visible.left + left, f: visible.bottom + below)
        }
    }

    /// The rectangle in user space that a box of the visible page covers, for `/Rect` of an annotation.
    public func rectangle(for box: PageBox) -> PDFRectangle {
        let matrix = matrix(for: box)
        let x = matrix.a * box.width + matrix.c * box.height
        let y = matrix.b * box.width + matrix.d * box.height
        return PDFRectangle(
            left: matrix.e + min(0, x),
            bottom: matrix.f + min(0, y),
            right: matrix.e + max(0, x),
            top: matrix.f + max(0, y)
        )
    }

    private static func box(_ key: String, _ page: PDFPage, _ file: PDFFile) throws(PDFError) -> PDFRectangle?
    {
        var values: [Double] = []
        for value in try file.array(page.inherited[key]).prefix(4) {
            guard let number = try file.resolve(value).number, abs(number) < 1e7 else { return nil }
            values.append(number)
        }
        guard values.count == 4, values[0] != values[2], values[1] != values[3] else { return nil }
        return PDFRectangle(
            left: min(values[0], values[2]),
            bottom: min(values[1], values[3]),
            right: max(values[0], values[2]),
            top: max(values[1], values[3])
        )
    }
}
