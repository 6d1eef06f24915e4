import Glibc

/// A moment as PDF and its metadata write it.
public struct PDFDate: Equatable, Sendable {
    private let date: (year: Int, month: Int, day: Int)
    private let time: (hour: Int, minute: Int, second: Int)
    private let offset: Int

    /// A moment of the Gregorian calendar, `offset` minutes east of UTC (Thailand: 420).
    public init(
        year: Int,
        month: Int,
        day: Int,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0,
        offset: Int = 420
    ) {
        (date, time, self.offset) = ((year, month, day), (hour, minute, second), offset)
    }

    /// A moment as PDF writes it, `D:20261121101500+07'00'`, or less of it; without a zone it is UTC. Nil for what is none.
    public init?(pdf text: String) {
        let body = text.hasPrefix("D:") ? text.dropFirst(2) : text[...]
        let digits = body.prefix(while: Self.isDigit)
        guard (4...14).contains(digits.count), digits.count.isMultiple(of: 2),
            let year = Int(digits.prefix(4)), year > 0, let offset = Self.offset(body.dropFirst(digits.count))
        else { return nil }
        func part(_ index: Int, without none: Int) -> Int {
            Int(digits.dropFirst(4 + 2 * index).prefix(2)) ?? none
        }
        self.init(
            year: year,
            month: part(0, without: 1),
            day: part(1, without: 1),
            hour: part(2, without: 0),
            minute: part(3, without: 0),
            second: part(4, without: 0),
            offset: offset
        )
        // A day or an hour that is not there would be counted as a later one.
        var parts = civil
        timegm(&parts)
        let own = civil
        guard parts.tm_mon == own.tm_mon, parts.tm_mday == own.tm_mday, parts.tm_hour == own.tm_hour,
            parts.tm_min == own.tm_min, parts.tm_sec == own.tm_sec
        else { return nil }
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// Minutes east of UTC from `+07'00'`, `+07'00`, `-0330`, `Z` or nothing.
    private static func offset(_ zone: Substring) -> Int? {
        guard let sign = zone.first, sign != "Z" else { return 0 }
        let digits = zone.dropFirst().filter { $0 != "'" && $0 != ":" }
        guard sign == "+" || sign == "-", digits.count == 2 || digits.count == 4, digits.allSatisfy(isDigit),
            let hours = Int(digits.prefix(2)), (0...23).contains(hours),
            let minutes = digits.count == 2 ? 0 : Int(digits.suffix(2)), (0...59).contains(minutes)
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    /// Seconds since 1970 UTC.
    public var seconds: Int {
        var parts = civil
        return timegm(&parts) - offset * 60
    }

    private var civil: tm {
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            Int32(date.year - 1900), Int32(date.month - 1), Int32(date.day)
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (
            Int32(time.hour), Int32(time.minute), Int32(time.second)
        )
        return parts
    }

    /// As in `D:20261121101500+07'00'`.
    public var pdf: String {
        let digits = [date.month, date.day, time.hour, time.minute, time.second].map(two).joined()
        return "D:\(date.year)\(digits)\(sign)\(two(abs(offset) / 60))'\(two(abs(offset) % 60))'"
    }

    /// As in `2026-11-21T10:15:00+07:00`.
    public var iso: String {
        let day = "\(date.year)-\(two(date.month))-\(two(date.day))"
        let clock = [time.hour, time.minute, time.second].map(two).joined(separator: ":")
        return "\(day)T\(clock)\(sign)\(two(abs(offset) / 60)):\(two(abs(offset) % 60))"
    }

    /// Equal when both are written alike.
    public static func == (one: PDFDate, other: PDFDate) -> Bool { one.iso == other.iso }

    private var sign: String { offset < 0 ? "-" : "+" }
    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
