/// The paper of a letter and the room for text on it, in points.
struct Sheet {
    var width = cm(21)
    var height = cm(29.7)
    var left = cm(3)
    var right = cm(2)
    /// Where text begins on the pages behind the first.
    var top = cm(2.5)
    /// Below the text.
    var bottom = cm(2)
    /// Where page numbers stand.
    var markTop = cm(1.4)

    /// A4 as the Regulation has it: 3 cm on the left, 2 cm on the right.
    static let a4 = Sheet()

    var textWidth: Double { width - left - right }
    /// The middle of the text, where dates and signatures begin.
    var centre: Double { left + textWidth / 2 }
    var rightEdge: Double { width - right }
    var foot: Double { height - bottom }
}

/// Centimetres as points.
func cm(_ length: Double) -> Double { length * 72 / 2.54 }
