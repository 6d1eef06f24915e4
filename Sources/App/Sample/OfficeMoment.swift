import Kernel
import ThaiText

/// A moment of the sample's year, counted in seconds at which an office works: Monday to Friday, 08.30 to 16.30 in
/// Bangkok.
///
/// Whatever is added to such a moment, the sum lies in office hours again.
struct OfficeMoment: Comparable {
    /// Seconds of work since Monday, 5 January 1970.
    let seconds: Int

    static let day = 8 * 3600

    init(seconds: Int) { self.seconds = seconds }

    /// The moment itself; for one outside office hours, the end of the office day before it.
    init(_ instant: Instant) {
        let time = BangkokTime(millisecond: instant.millisecond)
        let (week, weekday) = Self.place(of: time.day)
        let worked = (time.hour * 60 + time.minute) * 60 + time.second - Self.opening
        seconds =
            (week * 5 + min(weekday, 5)) * Self.day + (weekday < 5 ? min(max(worked, 0), Self.day) : 0)
    }

    /// As every table stores it.
    var instant: Instant {
        let (days, worked) = seconds.quotientAndRemainder(dividingBy: Self.day)
        let day = BuddhistDay(number: Self.monday + days / 5 * 7 + days % 5)
        return Instant(millisecond: BangkokTime.start(of: day) + (Self.opening + worked) * 1000)
    }

    static func < (left: OfficeMoment, right: OfficeMoment) -> Bool { left.seconds < right.seconds }
    static func + (moment: OfficeMoment, seconds: Int) -> OfficeMoment {
        OfficeMoment(seconds: moment.seconds + seconds)
    }

    /// The day itself, or the Friday before a weekend.
    static func officeDay(_ day: BuddhistDay) -> BuddhistDay {
        day.adding(days: min(0, 4 - place(of: day).weekday))
    }

    /// Half past eight.
    private static let opening = 8 * 3600 + 1800
    /// 5 January 1970 was a Monday.
    private static let monday = 4

    private static func place(of day: BuddhistDay) -> (week: Int, weekday: Int) {
        let (week, weekday) = (day.number - monday).quotientAndRemainder(dividingBy: 7)
        return (week, weekday)
    }
}
