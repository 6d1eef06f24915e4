/// The one date format that HTTP writes (RFC 9110, section 5.6.7).
public enum HTTPDate {
    /// Such as `Sun, 06 Nov 1994 08:49:37 GMT`, from seconds since 1970 in UTC.
    public static func string(_ seconds: Int) -> String {
        let day = floorDivide(seconds, 86400)
        let second = seconds - day * 86400
        let (year, month, dayOfMonth) = civil(day)
        let weekday = days[(day % 7 + 11) % 7]
        let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        return "\(weekday), \(two(dayOfMonth)) \(months[month - 1]) \(year) \(time) GMT"
    }

    /// Year, month and day in the Gregorian calendar of a day counted from 1970. Eras of 400 years begin in March,
    /// so that the leap day is the last of its year.
    private static func civil(_ day: Int) -> (Int, Int, Int) {
        let shifted = day + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floorDivide(_ number: Int, _ by: Int) -> Int {
        number >= 0 ? number / by : (number - by + 1) / by
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
