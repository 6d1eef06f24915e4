/// An open transaction.
///
/// Stores are built on one, so that a use case decides what commits together.
public protocol Transaction {
    /// The constructs in which the databases differ.
    var dialect: Dialect { get }

    /// The rows that a statement returns, in its order.
    func rows(_ query: SQL) throws -> [Row]

    /// Runs a statement and says how many rows it changed.
    @discardableResult
    func execute(_ statement: SQL) throws -> Int

    /// What `work` makes of the rows it asks for; it may be what an earlier call with an equal key made of the same rows.
    ///
    /// It must follow from the key and from rows of this transaction alone. Each use has a type of key of its own.
    func kept<Key: Hashable & Sendable, Value: Sendable>(_ key: Key, _ work: () throws -> Value) throws
        -> Value
}

extension Transaction {
    /// Makes it anew.
    public func kept<Key: Hashable & Sendable, Value: Sendable>(_ key: Key, _ work: () throws -> Value)
        throws -> Value
    { try work() }
}

/// A database that runs every piece of work in a transaction.
public protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs work that only reads, on one consistent state; it may be run more than once.
    func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result

    /// Runs work in one transaction and returns once it is on disk.
    ///
    /// All of it is kept or, when the work throws, none. The work may be run more than once (after a dead
    /// lock), so it touches nothing but its transaction; nor may it call `write`.
    @discardableResult
    func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result
}
