/// What a hostile file may cost. Honest files stay far below.
enum Limits {
    /// Arrays and dictionaries inside each other.
    static let nesting = 64
    /// Values in one object.
    static let elements = 1_000_000
    /// Numbers a cross-reference may name.
    static let objects = 1_000_000
    /// Cross-reference sections, that is about revisions.
    static let sections = 4096
    /// Bytes of one unpacked stream.
    static let unpacked = 64 << 20
    /// Bytes of all streams that hold structure (cross-references, object streams).
    static let unpackedStructure = 192 << 20
    /// Pages of a file.
    static let pages = 50_000
    /// Objects that wait for each other (a `/Length` inside an object stream inside …).
    static let waiting = 16
    /// Objects kept after they were read.
    static let cached = 8192

    /// Objects that repair tries to read in vain before it stops looking.
    static let failures = 256

    /// Bytes that the parser may look at in a file of this size, counting those seen twice.
    static func parsed(of size: Int) -> Int { size * 4 + (48 << 20) }
}
