/// Writes a cross-reference section, as a table or as a stream, and the end of the file.
struct CrossReferenceWriter {
    /// Where each object stands, in bytes from the header.
    var offsets: [PDFReference: Int]
    var trailer: PDFDictionary
    /// Whether to name number 0, the head of the free list, as a first section must.
    var isFirst: Bool

    /// Appends the section; `base` is where `output` starts, in bytes from the header.
    func writeTable(to output: inout Serialiser, base: Int) throws(PDFError) {
        let start = base + output.bytes.count
        guard start < 10_000_000_000 else { throw PDFError(.limitExceeded, at: start) }
        output.write("xref\n")
        if isFirst && !runs.contains(where: { $0.first?.number == 1 }) {
            output.write("0 1\n0000000000 65535 f \n")
        }
        for run in runs {
            let withHead = isFirst && run[0].number == 1
            output.write("\(withHead ? 0 : run[0].number) \(run.count + (withHead ? 1 : 0))\n")
            if withHead { output.write("0000000000 65535 f \n") }
            for reference in run {
                output.write(padded(offsets[reference] ?? 0, to: 10) + " ")
                output.write(padded(reference.generation, to: 5) + " n \n")
            }
        }
        output.write("trailer\n")
        output.write(.dictionary(trailer))
        output.write("\nstartxref\n\(start)\n%%EOF\n")
    }

    /// Appends the section as an object of this number.
    mutating func writeStream(to output: inout Serialiser, base: Int, as reference: PDFReference) {
        let start = base + output.bytes.count
        offsets[reference] = start
        let width = start >= 1 << 32 ? 8 : 4
        var rows: [UInt8] = isFirst ? [0] + [UInt8](repeating: 0, count: width) + [0xFF, 0xFF] : []
        var index: [PDFObject] = isFirst ? [.integer(0), .integer(1)] : []
        for run in runs {
            index += [.integer(run[0].number), .integer(run.count)]
            for reference in run {
                rows.append(1)
                append(offsets[reference] ?? 0, width: width, to: &rows)
                append(reference.generation, width: 2, to: &rows)
            }
        }
        var entries = trailer
        entries["Type"] = .name("XRef")
        entries["W"] = .array([.integer(1), .integer(width), .integer(2)])
        entries["Index"] = .array(index)
        output.write(indirect: reference, .stream(PDFStream(entries, deflating: rows)))
        output.write("startxref\n\(start)\n%%EOF\n")
    }

    /// Numbers that follow each other.
    private var runs: [[PDFReference]] {
        var runs: [[PDFReference]] = []
        for reference in offsets.keys.sorted(by: { $0.number < $1.number }) {
            if let last = runs.last?.last, last.number + 1 == reference.number {
                runs[runs.count - 1].append(reference)
            } else {
                runs.append([reference])
            }
        }
        return runs
    }

    private func append(_ value: Int, width: Int, to rows: inout [UInt8]) {
        for place in (0..<width).reversed() { rows.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }

    private func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
