/// A moment as the clocks in Thailand show it: UTC+07:00, without summer time.
public struct BangkokTime: Equatable, Sendable {
    public let day: BuddhistDay
    public let hour: Int
    public let minute: Int
    public let second: Int

    /// From milliseconds since 1970 UTC; for the years that a `BuddhistDay` can write.
    public init(millisecond: Int) {
        let seconds = millisecond / 1000 - (millisecond % 1000 < 0 ? 1 : 0)
        let local = seconds + 7 * 3600
        let number = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let rest = local - number * 86_400
        day = BuddhistDay(number: number)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// `09.42 น.`, with a space that does not break.
    public var clock: String { "\(padded(hour, 2)).\(padded(minute, 2))\u{A0}น." }

    /// The clock as in English, `09:42`.
    public var englishClock: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

    /// The form of ISO 8601, `2026-11-21T09:42:00+07:00`.
    public var iso: String {
        "\(day.iso)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))+07:00"
    }

    /// The first millisecond of a day in Thailand, since 1970 UTC.
    public static func start(of day: BuddhistDay) -> Int { (day.number * 86_400 - 7 * 3600) * 1000 }
}
