/// Why a file could not be read, changed or written as PDF.
public struct PDFError: Error, Equatable, Sendable {
    /// The kinds of failure that a caller may want to tell apart.
    public enum Code: String, Equatable, Sendable {
        /// No `%PDF-` within the first 1,024 bytes.
        case notPDF
        /// The cross-reference cannot be read and no objects could be found by scanning either.
        case brokenCrossReference
        /// An object, stream or page tree is not what ISO 32000 asks for.
        case malformed
        /// The file has an `/Encrypt` dictionary; it is not read further.
        case encrypted
        /// A stream whose filter is an image codec or unknown.
        case unsupportedFilter
        /// More nesting, objects, pages or unpacked bytes than this library is willing to hold.
        case limitExceeded
        /// The page asked for is not there.
        case noSuchPage
        /// The file was read by scanning; its bytes may not be built upon.
        case repaired
        /// The file carries a signature that a change of the page would break.
        case signed
        /// The operating system refused to read or write; `systemError` says why.
        case system
    }

    /// What went wrong.
    public let code: Code
    /// Where in the file, in bytes from its start; 0 where no place is known.
    public let offset: Int
    /// The `errno` of a `.system` error, otherwise 0.
    public let systemError: Int32

    /// An error at a place of the file.
    public init(_ code: Code, at offset: Int = 0) {
        self.code = code
        self.offset = offset
        self.systemError = 0
    }

    init(system: Int32) {
        self.code = .system
        self.offset = 0
        self.systemError = system
    }
}
