/// Why a file has no preview.
public struct PreviewError: Error, Equatable, Sendable {
    public enum Code: String, Sendable {
        /// It is locked with a password.
        case encrypted
        /// It is signed, so that no changed copy can be made of it.
        case signed
        /// It is damaged, or made to look like what it is not.
        case broken
        /// It has more pages, or a page is larger, than is shown.
        case tooLarge
        /// It took longer than it may.
        case timedOut
        /// Too many wait for previews already; it can be asked again soon.
        case busy
        /// There is no such page.
        case noSuchPage
        /// The file, or the folder for previews, cannot be used.
        case unreadable
        /// A program that makes previews is not installed or could not be started.
        case unavailable
    }

    public let code: Code
    /// What the tool said, for the log; never for the page.
    public let detail: String

    public init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// Whether the same file will fail again, so that it need not be tried again.
    public var isLasting: Bool {
        switch code {
        case .encrypted, .signed, .broken, .tooLarge, .noSuchPage: true
        case .timedOut, .busy, .unreadable, .unavailable: false
        }
    }
}
