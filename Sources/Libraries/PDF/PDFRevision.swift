/// Where an object of the file is.
public enum PDFEntry: Equatable, Sendable {
    /// The number is not in use.
    case free
    /// `N G obj` stands at this byte of the file.
    case offset(Int, generation: Int)
    /// Inside an object stream of this number, at this place of its list.
    case inStream(Int, index: Int)
}

/// One saving of the file: the cross-reference that it wrote and how far its bytes go.
public struct PDFRevision: Equatable, Sendable {
    /// How a cross-reference is written.
    public enum Kind: Equatable, Sendable {
        /// A table and a trailer.
        case table
        /// A cross-reference stream.
        case stream
        /// A table whose trailer also names a stream, for old readers.
        case hybrid
    }

    /// How its cross-reference is written; of a linearized file that of its first-page section.
    public let kind: Kind
    /// Where its cross-reference starts, in bytes from the file's start.
    public let crossReference: Int
    /// The byte after its `%%EOF`; nil where no `startxref … %%EOF` that names the section follows it.
    public let end: Int?
    /// What this revision says of numbers; the objects that it changed, added or freed.
    public let entries: [Int: PDFEntry]
    /// Its trailer.
    public let trailer: PDFDictionary
}
