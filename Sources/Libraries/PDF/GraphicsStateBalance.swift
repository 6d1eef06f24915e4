/// Counts `q` and `Q` in a content stream: pages exist that leave states open or close too many.
struct GraphicsStateBalance {
    /// How many states are open at the end, over the lowest level that was reached.
    private(set) var open = 0
    /// How many `Q` had no `q`.
    private(set) var missing = 0

    init(of content: PDFBytes) {
        var parser = ObjectParser(content)
        while true {
            parser.skipSpace()
            guard !parser.isAtEnd else { return }
            let start = parser.position
            guard content[start].isRegular, !content[start].isDigit else {
                skipOperand(&parser)
                continue
            }
            while !parser.isAtEnd, content[parser.position].isRegular { parser.position += 1 }
            switch parser.position - start {
            case 1 where content[start] == UInt8(ascii: "q"): open += 1
            case 1 where content[start] == UInt8(ascii: "Q"):
                if open > 0 { open -= 1 } else { missing += 1 }
            case 2 where content.has("ID", at: start): skipInlineImage(&parser)
            default: break
            }
        }
    }

    /// Passes over a string, where a `q` is only a letter, a name or a number; else over one byte.
    private func skipOperand(_ parser: inout ObjectParser) {
        let start = parser.position
        let byte = parser.bytes[start]
        let isString =
            byte == Ascii.leftParenthesis || byte == Ascii.less && parser.bytes[start + 1] != Ascii.less
        if byte == Ascii.slash || byte.isDigit || isString {
            var operand = ObjectParser(parser.bytes, at: start)
            let isRead = (try? operand.object()) != nil
            // A string without an end takes all that follows; looking again at each byte would take for ever.
            parser.position = isRead ? operand.position : isString ? parser.bytes.count : start + 1
            return
        }
        parser.position = start + 1
    }

    /// The bytes of an inline image may hold anything, up to `EI` between blanks.
    private func skipInlineImage(_ parser: inout ObjectParser) {
        let bytes = parser.bytes
        var index = parser.position + 1
        while let found = bytes.firstIndex(of: "EI", in: index..<bytes.count) {
            if bytes[found - 1].isSpace, bytes[found + 2].isSpace {
                parser.position = found + 2
                return
            }
            index = found + 1
        }
        parser.position = bytes.count
    }
}
