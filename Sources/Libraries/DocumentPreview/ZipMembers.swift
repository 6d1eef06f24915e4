/// The names inside a ZIP archive, from its central directory (APPNOTE.TXT §4.3.12, §4.3.16).
enum ZipMembers {
    /// The most that is read of a central directory: 1 MiB.
    private static let most = 1 << 20

    /// The names; nil when the directory is broken or too long, or the archive has 64-bit sizes.
    static func names(in file: FileSlices) throws(PreviewError) -> Set<String>? {
        let tail = try file.slice(at: max(0, file.size - 65_557), count: 65_557)
        guard let end = endRecord(in: tail), let length = tail.little(end + 12, 4),
            let start = tail.little(end + 16, 4), length <= most, start + length <= file.size
        else { return nil }
        let directory = try file.slice(at: start, count: length)
        var names: Set<String> = []
        var index = 0
        while index < directory.count {
            guard directory.little(index, 4) == 0x0201_4B50, let name = directory.little(index + 28, 2),
                let extra = directory.little(index + 30, 2), let comment = directory.little(index + 32, 2),
                index + 46 + name <= directory.count
            else { return nil }
            names.insert(String(decoding: directory[(index + 46)..<(index + 46 + name)], as: UTF8.self))
            index += 46 + name + extra + comment
        }
        return names
    }

    /// Where the end record stands: the last one whose comment ends with the file.
    private static func endRecord(in tail: [UInt8]) -> Int? {
        guard tail.count >= 22 else { return nil }
        return (0...(tail.count - 22)).reversed().first { index in
            tail[index] == 0x50 && tail.little(index, 4) == 0x0605_4B50
                && tail.little(index + 20, 2) == tail.count - index - 22
        }
    }
}
