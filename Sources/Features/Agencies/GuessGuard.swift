import Kernel
import SQL
import Threads

/// Keeps passwords from being guessed: those of one name are checked one after the other, and after too many failures
/// none is until the quarter of an hour is over.
///
/// One after the other, because of many at one moment each would else be checked before the first has failed.
package final class GuessGuard: Sendable {
    private let database: any Database
    private let clock: Clock
    /// Names share them; one that waits for another's loses a moment, no more.
    private let turns = (0..<64).map { _ in ThreadSemaphore(1) }

    init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// How many failures may be counted under a key (64 hexadecimal digits) in a quarter of an hour.
    struct Limit {
        let key: String
        let most: Int
    }

    /// What `check` finds, or nil, which counts as a failure under each of the limits.
    ///
    /// Throws a refusal, without checking, where a limit is reached.
    func find<Found>(for name: String, within limits: [Limit], _ check: () throws -> Found?) throws -> Found?
    {
        let turn = turns[Int(UInt(bitPattern: name.hashValue) % UInt(turns.count))]
        turn.wait()
        defer { turn.signal() }
        let now = clock.now().millisecond
        let window = now / Self.span
        let isReached = try database.read { db in
            try limits.contains { try SignInFailureStore(db).count(of: $0.key, window: window) >= $0.most }
        }
        if isReached { throw Self.refusal(seconds: ((window + 1) * Self.span - now) / 1000 + 1) }
        if let found = try check() { return found }
        try database.write { try SignInFailureStore($0).add(to: limits.map(\.key), window: window) }
        return nil
    }

    /// In milliseconds.
    private static let span = 15 * 60 * 1000

    private static func refusal(seconds: Int) -> UserError {
        UserError(
            .tooMany,
            "กรอกรหัสผ่านผิดหลายครั้ง กรุณารอไม่เกิน ๑๕ นาทีแล้วลองใหม่",
            "The password was wrong too often: please wait up to 15 minutes and try again",
            retryAfter: seconds
        )
    }
}
