import Glibc
import SQL
import ThaiText

/// A moment, in milliseconds since 1970 UTC, as every table stores it.
package struct Instant: RawRepresentable, Hashable, Comparable, Sendable, SQLConvertible {
    package let millisecond: Int

    package init(millisecond: Int) { self.millisecond = millisecond }
    package init(rawValue: Int) { millisecond = rawValue }
    package var rawValue: Int { millisecond }

    // Written out: the general forms for raw values are several times slower.
    package static func == (left: Instant, right: Instant) -> Bool { left.millisecond == right.millisecond }
    package func hash(into hasher: inout Hasher) { hasher.combine(millisecond) }
    package static func < (left: Instant, right: Instant) -> Bool { left.millisecond < right.millisecond }

    package func adding(seconds: Int) -> Instant { Instant(millisecond: millisecond + seconds * 1000) }
}

/// What time it is.
///
/// Nothing else in the code asks the system for the time, so tests decide it.
package struct Clock: Sendable {
    package let now: @Sendable () -> Instant

    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The machine's clock.
    package static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(millisecond: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
    }
}

extension Instant {
    /// As programs are told: `2026-11-21T09:42:00+07:00`.
    package var iso8601: String { BangkokTime(millisecond: millisecond).iso }
}
