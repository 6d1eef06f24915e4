import CPango
import CQRencode

/// A QR code as lines of rectangles: sharp at any size, with the white margin that readers need.
public struct QRStamp: Sendable {
    /// The margin on each side, in modules (ISO/IEC 18004, 6.3.8).
    static let margin = 4

    /// Modules a side, without the margin.
    let side: Int
    private let isDark: [Bool]

    /// Encodes a text in UTF-8 with correction level M, which survives damage to 15 % of the code.
    ///
    /// Throws `empty`, or `tooMuchText` from 2,332 bytes on.
    public init(_ text: String) throws(StampError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 2_331 else { throw .tooMuchText }
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw .tooMuchText
        }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side)
        isDark = modules.map { $0 & 1 == 1 }
    }

    /// The code as a square page of so many points a side.
    public func pdf(side points: Double) throws(StampError) -> [UInt8] {
        try StampSheet.pdf(width: points, height: points) { sheet in
            let canvas = sheet.canvas
            cairo_set_source_rgb(canvas, 1, 1, 1)
            cairo_paint(canvas)
            StampColour.black.set(on: canvas)
            let unit = points / Double(side + 2 * Self.margin)
            cairo_scale(canvas, unit, unit)
            for row in 0..<side { addRow(row, to: canvas) }
            cairo_fill(canvas)
        }
    }

    /// Neighbours in a row become one rectangle, so that no reader shows seams between them.
    private func addRow(_ row: Int, to canvas: OpaquePointer) {
        var column = 0
        while column < side {
            let start = column
            while column < side, isDark[row * side + column] { column += 1 }
            if column > start {
                let (x, y) = (Double(start + Self.margin), Double(row + Self.margin))
                cairo_rectangle(canvas, x, y, Double(column - start), 1)
            }
            column += 1
        }
    }
}
