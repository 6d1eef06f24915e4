extension PDFStream {
    /// The bytes without their filters.
    ///
    /// Flate, LZW, ASCIIHex, ASCII85 and RunLength are undone, with PNG and TIFF predictors; image codecs are
    /// refused with `.unsupportedFilter`, results over `limit` bytes with `.limitExceeded`. Filters that are
    /// themselves references must be resolved first; `PDFFile.decoded` does so.
    public func decoded(limit: Int = 64 << 20) throws(PDFError) -> [UInt8] {
        let names = try Self.list(dictionary["Filter"] ?? dictionary["F"])
        let parameters = try Self.list(dictionary["DecodeParms"] ?? dictionary["DP"])
        guard names.count <= 8 else { throw PDFError(.limitExceeded, at: offset ?? 0) }
        guard !names.isEmpty else {
            guard body.count <= limit else { throw PDFError(.limitExceeded, at: offset ?? 0) }
            return body.array
        }
        var bytes = body
        for (index, filter) in names.enumerated() {
            let own = index < parameters.count ? parameters[index].dictionary ?? [:] : [:]
            bytes = PDFBytes(try Self.undo(filter.name ?? "", bytes, own, limit: limit))
        }
        return bytes.array
    }

    private static func list(_ value: PDFObject?) throws(PDFError) -> [PDFObject] {
        switch value {
        case nil, .null: []
        case .array(let values): values
        case .reference: throw PDFError(.unsupportedFilter)
        case .some(let single): [single]
        }
    }

    private static func undo(
        _ filter: String,
        _ bytes: PDFBytes,
        _ parameters: PDFDictionary,
        limit: Int
    ) throws(PDFError) -> [UInt8] {
        switch filter {
        case "FlateDecode", "Fl":
            try Predictor(parameters).undo(Flate.inflate(bytes, limit: limit))
        case "LZWDecode", "LZW":
            try Predictor(parameters).undo(
                TextFilters.lzw(bytes, early: parameters["EarlyChange"]?.integer != 0, limit: limit)
            )
        case "ASCIIHexDecode", "AHx": TextFilters.hex(bytes)
        case "ASCII85Decode", "A85": try TextFilters.ascii85(bytes, limit: limit)
        case "RunLengthDecode", "RL": try TextFilters.runLength(bytes, limit: limit)
        default: throw PDFError(.unsupportedFilter)
        }
    }
}

/// The differences that make rows pack better (ISO 32000-1 §7.4.4.4).
struct Predictor {
    private let kind: Int
    private let colors: Int
    private let bits: Int
    private let columns: Int

    init(_ parameters: PDFDictionary) {
        kind = parameters["Predictor"]?.integer ?? 1
        colors = parameters["Colors"]?.integer ?? 1
        bits = parameters["BitsPerComponent"]?.integer ?? 8
        columns = parameters["Columns"]?.integer ?? 1
    }

    func undo(_ bytes: [UInt8]) throws(PDFError) -> [UInt8] {
        guard kind > 1 else { return bytes }
        guard (1...32).contains(colors), [1, 2, 4, 8, 16].contains(bits), (1...1_000_000).contains(columns)
        else { throw PDFError(.malformed) }
        let pixel = max(1, colors * bits / 8)
        let row = (columns * colors * bits + 7) / 8
        if kind >= 10 { return png(bytes, row: row, pixel: pixel) }
        guard kind == 2, bits == 8 else { throw PDFError(.unsupportedFilter) }
        return tiff(bytes, row: row)
    }

    private func tiff(_ bytes: [UInt8], row: Int) -> [UInt8] {
        var result = bytes
        for index in bytes.indices where index % row >= colors {
            result[index] &+= result[index - colors]
        }
        return result
    }

    private func png(_ bytes: [UInt8], row: Int, pixel: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var above = [UInt8](repeating: 0, count: row)
        var current = above
        var start = 0
        while start + 1 < bytes.count {
            let length = min(row, bytes.count - start - 1)
            let method = bytes[start]
            for index in 0..<length {
                let left = index >= pixel ? current[index - pixel] : 0
                let corner = index >= pixel ? above[index - pixel] : 0
                current[index] = bytes[start + 1 + index] &+ guess(method, left, above[index], corner)
            }
            result.append(contentsOf: current[..<length])
            swap(&above, &current)
            start += row + 1
        }
        return result
    }

    private func guess(_ method: UInt8, _ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        switch method {
        case 1: return left
        case 2: return up
        case 3: return UInt8((Int(left) + Int(up)) / 2)
        case 4:
            let estimate = Int(left) + Int(up) - Int(corner)
            let (toLeft, toUp) = (abs(estimate - Int(left)), abs(estimate - Int(up)))
            let toCorner = abs(estimate - Int(corner))
            if toLeft <= toUp, toLeft <= toCorner { return left }
            return toUp <= toCorner ? up : corner
        default: return 0
        }
    }
}
