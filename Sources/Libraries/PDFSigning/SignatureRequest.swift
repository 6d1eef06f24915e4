public import PDF

/// What a new signature says of itself and where it is seen.
public struct SignatureRequest {
    /// Where a signature is drawn.
    public struct Place {
        /// A PDF whose first page is the look.
        public var look: PDFFile
        /// The page, from 1.
        public var page: Int
        /// The box on the page as it is shown.
        ///
        /// The look keeps its proportions and stands in its middle.
        public var box: PageBox

        /// A look on a page.
        public init(look: PDFFile, page: Int, box: PageBox) {
            (self.look, self.page, self.box) = (look, page, box)
        }
    }

    /// What the signature is for.
    public enum Purpose: Equatable, Sendable {
        /// Somebody approves; others may sign after.
        case approval
        /// The first signature of a document; the number says what may follow (DocMDP: 1 nothing, 2 signing in
        /// fields that are there, 3 annotations too).
        case certification(Int)
        /// An authority stamps the file's bytes with the time.
        case timeStamp
    }

    /// The name of the field: an empty signature field of the file, or a new one. Chosen when nil.
    public var field: String?
    /// Nil for a signature that is not seen.
    public var place: Place?
    /// Who signs, as people write the name.
    public var name: String?
    /// Why.
    public var reason: String?
    /// Where, in words.
    public var location: String?
    /// When, as the signer says; a time-stamp tells it by itself.
    public var time: PDFDate?
    /// What it is for.
    public var purpose: Purpose
    /// How many bytes are kept free for the CMS message; 12 KiB hold one with time-stamp and chain.
    public var room: Int

    /// A signature that is not seen.
    public init(time: PDFDate?, purpose: Purpose = .approval, room: Int = 12 << 10) {
        (self.time, self.purpose, self.room) = (time, purpose, room)
    }
}
