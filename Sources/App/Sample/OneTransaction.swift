import SQL

/// A transaction as a database, so that acts which each ask for one of their own are kept together or not at all.
///
/// What an act had written when it threw stays: nobody may go on after that.
struct OneTransaction: Database, @unchecked Sendable {
    // Unchecked: only the thread that runs the transaction's work has it.
    private let transaction: any Transaction

    init(_ transaction: any Transaction) { self.transaction = transaction }

    var dialect: Dialect { transaction.dialect }

    func read<Result>(_ work: (any Transaction) throws -> Result) throws -> Result { try work(transaction) }

    func write<Result>(_ work: (any Transaction) throws -> Result) throws -> Result { try work(transaction) }
}
