public import CMS
public import PDF

/// Why a file was not signed.
public enum SigningError: Error, Equatable, Sendable {
    /// The file cannot be read, built upon or written.
    case file(PDFError)
    /// The key, the time-stamp or the signature could not be made.
    case signature(CMSError)
    /// The file holds what could show something else after signing.
    case obstacles([SigningObstacle])
    /// The field of this name is no empty signature field.
    case fieldTaken(String)
    /// The signature needs more bytes than were kept free for it.
    case tooLong(Int)
}

/// Runs work of the PDF library.
func reading<Value>(_ work: () throws(PDFError) -> Value) throws(SigningError) -> Value {
    do throws(PDFError) { return try work() } catch { throw .file(error) }
}

/// Runs work of the CMS library.
func signing<Value>(_ work: () throws(CMSError) -> Value) throws(SigningError) -> Value {
    do throws(CMSError) { return try work() } catch { throw .signature(error) }
}
