/// A day of the calendar, with its year in the Buddhist era (that of the common era and 543).
public struct BuddhistDay: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970.
    public let number: Int

    /// A day by its distance from 1 January 1970.
    ///
    /// Its written forms are meant for the years 544 to 10542 of the Buddhist era.
    public init(number: Int) { self.number = number }

    /// A day by its parts, the year in the Buddhist era from 544 to 10542; nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (544...10542).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        let number = Self.number(year - 543, month, day)
        guard Self.parts(of: number) == (year - 543, month, day) else { return nil }
        self.number = number
    }

    /// A day by its parts, the year in the common era from 1 to 9999; nil when there is no such day.
    public init?(commonYear: Int, month: Int, day: Int) {
        guard (1...9999).contains(commonYear) else { return nil }
        self.init(year: commonYear + 543, month: month, day: day)
    }

    /// A day in the form of ISO 8601, `2026-11-21`, its year of the common era.
    public init?(iso text: String) {
        var text = text
        let parts = text.withUTF8 { bytes -> (year: Int, month: Int, day: Int)? in
            guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
                let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
                let day = Self.digits(bytes[8..<10])
            else { return nil }
            return (year, month, day)
        }
        guard let parts else { return nil }
        self.init(year: parts.year + 543, month: parts.month, day: parts.day)
    }

    /// The number that ASCII digits write; nil when another character is among them.
    private static func digits(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var number = 0
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    public static func < (left: BuddhistDay, right: BuddhistDay) -> Bool { left.number < right.number }

    /// The year of the Buddhist era.
    public var year: Int { Self.parts(of: number).year + 543 }
    /// The year of the common era.
    public var commonYear: Int { Self.parts(of: number).year }
    /// 1 to 12.
    public var month: Int { Self.parts(of: number).month }
    /// 1 to 31.
    public var day: Int { Self.parts(of: number).day }
    /// The budget year that begins on 1 October of the year before (ปีงบประมาณ).
    public var fiscalYear: Int { month >= 10 ? year + 1 : year }

    /// The day so many days later, or earlier.
    public func adding(days: Int) -> BuddhistDay { BuddhistDay(number: number + days) }

    /// The form of ISO 8601, `2026-11-21`.
    public var iso: String {
        let parts = Self.parts(of: number)
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    /// `21 พ.ย. 2569`, with spaces that do not break.
    public var short: String {
        let parts = Self.parts(of: number)
        return "\(parts.day)\u{A0}\(Self.shortMonths[parts.month - 1])\u{A0}\(parts.year + 543)"
    }

    /// `21 พฤศจิกายน 2569`, with plain spaces, as official letters write it.
    public var long: String {
        let parts = Self.parts(of: number)
        return "\(parts.day) \(Self.longMonths[parts.month - 1]) \(parts.year + 543)"
    }

    /// `21 พฤศจิกายน พ.ศ. 2569`, as registers, orders and announcements write it; the era and its year are not parted.
    public var longWithEra: String {
        let parts = Self.parts(of: number)
        return "\(parts.day) \(Self.longMonths[parts.month - 1]) พ.ศ.\u{A0}\(parts.year + 543)"
    }

    /// `21 Nov 2026`, with spaces that do not break.
    public var english: String {
        let parts = Self.parts(of: number)
        return "\(parts.day)\u{A0}\(Self.englishMonths[parts.month - 1])\u{A0}\(parts.year)"
    }

    static let shortMonths = [
        "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
    ]
    static let longMonths = [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
        "พฤศจิกายน", "ธันวาคม",
    ]
    static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Days since 1970 of a day of the proleptic Gregorian calendar, counted in eras of 400 years from 1 March.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func parts(of number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// A number with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
