import HTTP
import Kernel

/// How much of a list is asked for.
package struct PageForm: Sendable {
    /// From 1 to 200; 50 when nothing was said.
    package let limit: Int

    package init(_ query: Fields) throws {
        guard let typed = query["limit"] else {
            limit = 50
            return
        }
        guard let limit = Int(typed), (1...200).contains(limit) else {
            throw UserError(
                complaints: [.init("limit", "limit ต้องเป็น 1 ถึง 200", "limit must be from 1 to 200")],
                holdingUp: .showing
            )
        }
        self.limit = limit
    }
}

extension UserError {
    /// The refusal of an `after` that no list gave.
    package static let badCursor = UserError(
        complaints: [.init("after", "ตำแหน่งหน้าไม่ถูกต้อง", "after is not a position that a list gave")],
        holdingUp: .showing
    )
}
