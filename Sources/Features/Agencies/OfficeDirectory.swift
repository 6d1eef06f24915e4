import Kernel
import SQL
import Threads

/// The tree of units, read again only when its version in the database has changed.
///
/// Sendable: the copy in memory is touched only under the mutex.
package final class OfficeDirectory: Sendable {
    private let cached = Locked<(version: Int, tree: UnitTree)?>(nil)

    package init() {}

    /// The tree as it stands in the transaction.
    package func tree(_ db: any Transaction) throws -> UnitTree {
        try tree(db, version: try UnitStore(db).version())
    }

    /// The tree of a version that the caller has just read.
    func tree(_ db: any Transaction, version: Int) throws -> UnitTree {
        if let hit = cached.withLock({ $0?.version == version ? $0?.tree : nil }) { return hit }
        let tree = UnitTree(try UnitStore(db).all())
        cached.withLock { $0 = (version, tree) }
        return tree
    }
}
