/// The streams of an old Office file, from its directory (MS-CFB §2.2, §2.6).
enum OLEDirectory {
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Sectors of the directory that are looked at, four or thirty-two entries each.
    private static let mostSectors = 64

    /// By the stream that holds the document; nil for other files of this container, among them Office files that
    /// are locked with a password and e-mails.
    static func kind(of file: FileSlices, header: [UInt8]) throws(PreviewError) -> FileKind? {
        let names = try streams(of: file, header: header)
        if names.contains("WordDocument") { return .doc }
        if names.contains("Workbook") || names.contains("Book") { return .xls }
        return names.contains("PowerPoint Document") ? .ppt : nil
    }

    private static func streams(of file: FileSlices, header: [UInt8]) throws(PreviewError) -> Set<String> {
        guard let shift = header.little(30, 2), shift == 9 || shift == 12, let first = header.little(48, 4)
        else {
            return []
        }
        var names: Set<String> = []
        var sector: Int? = first
        for _ in 0..<mostSectors {
            guard let current = sector, current < 0xFFFF_FFFA else { break }
            let bytes = try file.slice(at: (current + 1) << shift, count: 1 << shift)
            for entry in stride(from: 0, to: bytes.count - 127, by: 128) {
                if let name = name(at: entry, in: bytes) { names.insert(name) }
            }
            sector = try next(after: current, file, header, shift)
        }
        return names
    }

    /// The sector that follows in a chain, read from the file's allocation table.
    private static func next(
        after sector: Int,
        _ file: FileSlices,
        _ header: [UInt8],
        _ shift: Int
    ) throws(PreviewError) -> Int? {
        let perSector = 1 << (shift - 2)
        // The header names the first 109 sectors of the table, enough for the directory of any ordinary file.
        guard sector / perSector < 109, let table = header.little(76 + 4 * (sector / perSector), 4) else {
            return nil
        }
        return try file.slice(at: (table + 1) << shift + 4 * (sector % perSector), count: 4).little(0, 4)
    }

    private static func name(at entry: Int, in bytes: [UInt8]) -> String? {
        guard let length = bytes.little(entry + 64, 2), (4...64).contains(length), length % 2 == 0 else {
            return nil
        }
        let units = stride(from: entry, to: entry + length - 2, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        return String(decoding: units, as: UTF16.self)
    }
}
