import Testing
import ThaiText

struct BuddhistDayTests {
    @Test(arguments: [
        "21/11/2569", "๒๑/๑๑/๒๕๖๙", "21-11-69", "21.11.2569", "21 พ.ย. 2569", "๒๑ พ.ย. ๒๕๖๙", "21พ.ย.69",
        "21 พย 2569",
        "21 พฤศจิกายน 2569", "๒๑\u{A0}พฤศจิกายน พ.ศ.\u{A0}๒๕๖๙", "วันที่ 21 เดือนพฤศจิกายน พุทธศักราช 2569",
        "21 พฤศจิกายน ค.ศ. 2026", "21 Nov 2026", "21 NOVEMBER 2026", "21 Nov 2569", "21/11/2026", "2026-11-21",
        "2569-11-21", " 21 / 11 / 2569 ", "21 พ.ย. 69",
    ])
    func `what clerks type is understood`(text: String) {
        #expect(BuddhistDay(typed: text)?.iso == "2026-11-21", "\(text)")
    }

    @Test(arguments: [
        "", "21", "21/11", "31/11/2569", "29/2/2569", "0/1/2569", "1/0/2569", "1/13/2569", "21/11/569",
        "21/11/1269",
        "21/11/2399", "21/11/9999", "21/11/20269", "21 Nov 69", "21 พ.ย. 2569 10.00", "-21/11/2569x",
        "21 ม 2569",
        "21 No 2026", "2026-11-021", "026-11-21", "21 ค.ศ. พ.ย. 2569", "ค.ศ. 21/11/69", "11/21/2569",
        "١/١/2569",
        "21/11/2569/1",
    ])
    func `what is no day, or not clearly one, is refused`(text: String) {
        #expect(BuddhistDay(typed: text) == nil, "\(text)")
    }

    @Test func `a leap day exists in leap years of the common era only`() {
        #expect(BuddhistDay(typed: "29/2/2567")?.iso == "2024-02-29")
        #expect(BuddhistDay(year: 2443, month: 2, day: 29) == nil)
        #expect(BuddhistDay(year: 2543, month: 2, day: 29) != nil)
    }

    @Test func `every written form is read back`() throws {
        let first = try #require(BuddhistDay(iso: "1900-01-01")).number
        let last = try #require(BuddhistDay(iso: "2199-12-31")).number
        for number in stride(from: first, through: last, by: 7) {
            let day = BuddhistDay(number: number)
            let forms = [
                day.iso, day.short, day.long, day.longWithEra, day.english, ThaiDigits.thai(day.short),
            ]
            for form in forms { #expect(BuddhistDay(typed: form) == day, "\(form)") }
            #expect(BuddhistDay(iso: day.iso) == day)
            #expect(BuddhistDay(year: day.year, month: day.month, day: day.day) == day)
            #expect(BuddhistDay(commonYear: day.commonYear, month: day.month, day: day.day) == day)
        }
    }

    @Test func `days follow one another through more than one cycle of the calendar`() throws {
        let first = try #require(BuddhistDay(commonYear: 1800, month: 1, day: 1))
        let last = try #require(BuddhistDay(commonYear: 2250, month: 12, day: 31))
        var expected = (year: 1800, month: 1, day: 1)
        for number in first.number...last.number {
            let day = BuddhistDay(number: number)
            guard (day.commonYear, day.month, day.day) == expected else {
                Issue.record("day \(number) is \(day.iso), not \(expected)")
                return
            }
            expected = tomorrow(expected)
        }
    }

    @Test func `forms are written as offices write them`() throws {
        let day = try #require(BuddhistDay(iso: "2026-03-05"))

        #expect(day.short == "5\u{A0}มี.ค.\u{A0}2569")
        #expect(day.long == "5 มีนาคม 2569")
        #expect(day.longWithEra == "5 มีนาคม พ.ศ.\u{A0}2569")
        #expect(day.english == "5\u{A0}Mar\u{A0}2026")
        #expect(ThaiDigits.thai(day.short) == "๕\u{A0}มี.ค.\u{A0}๒๕๖๙")
    }

    @Test(arguments: [("2026-09-30", 2569), ("2026-10-01", 2570), ("2026-12-31", 2570), ("2027-01-01", 2570)])
    func `the budget year begins in October`(iso: String, year: Int) {
        #expect(BuddhistDay(iso: iso)?.fiscalYear == year)
    }

    @Test(arguments: [
        "2026-1-01", "2026-01-1", "02026-01-01", "2026/01/01", "0000-01-01", "2026-02-30", "๒๐๒๖-01-01", "",
    ])
    func `other forms are not ISO days`(text: String) {
        #expect(BuddhistDay(iso: text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T07:00:00+07:00"),
        (1_795_280_399_999, "2026-11-21T23:59:59+07:00"),
        (1_795_280_400_000, "2026-11-22T00:00:00+07:00"),
        (-1, "1970-01-01T06:59:59+07:00"),
        (-25_200_001, "1969-12-31T23:59:59+07:00"),
    ])
    func `a moment has the day and the clock of Bangkok`(millisecond: Int, iso: String) {
        #expect(BangkokTime(millisecond: millisecond).iso == iso)
    }

    @Test func `the year turns at midnight in Bangkok`() throws {
        let newYear = try #require(BuddhistDay(year: 2570, month: 1, day: 1))
        let start = BangkokTime.start(of: newYear)

        #expect(BangkokTime(millisecond: start).day == newYear)
        #expect(BangkokTime(millisecond: start - 1).day.year == 2569)
        #expect(ThaiDigits.thai(BangkokTime(millisecond: start + 34_920_000).clock) == "๐๙.๔๒\u{A0}น.")
    }

    @Test func `random words are never a day that does not exist`() {
        let parts = [
            "21", "31", "2", "๓๐", "ก.พ.", "พฤศจิกายน", "Feb", "/", "-", " ", ".", "2569", "69", "ค.ศ.",
            "\u{0}", "ๆ",
        ]
        var generator = Lehmer(state: 3)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...7, using: &generator)
            let text = (0..<count).compactMap { _ in parts.randomElement(using: &generator) }.joined()
            guard let day = BuddhistDay(typed: text) else { continue }
            #expect(BuddhistDay(iso: day.iso) == day, "\(text)")
        }
    }

    private func tomorrow(_ day: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
        let isLeap = day.year % 4 == 0 && day.year % 100 != 0 || day.year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if day.day < lengths[day.month - 1] { return (day.year, day.month, day.day + 1) }
        return day.month < 12 ? (day.year, day.month + 1, 1) : (day.year + 1, 1, 1)
    }
}
