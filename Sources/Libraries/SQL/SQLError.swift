/// Why a database refused.
///
/// Messages name statements and constraints, never bound values.
public struct SQLError: Error, Equatable, Sendable {
    public enum Code: Sendable {
        /// A fault between the code and its schema: a bug.
        case noSuchColumn, unreadable, badStatement
        /// A constraint of the schema was broken: unique or primary key.
        case duplicate
        /// Another constraint: foreign key, check, not null.
        case constraint
        /// Busy, dead-locked or disconnected; the same work may go through later.
        case transient
        /// Another program has the database, which only one may write.
        case inUse
        /// Disk full, file damaged, server refused and all else.
        case failed
    }

    public let code: Code
    /// What happened, for the log.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
