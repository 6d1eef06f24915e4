import Agencies
import Kernel
import Registers
import ThaiText
import Typesetting
import Web

/// The lines of a register between two days, as the office's forms print them.
struct RegisterReport: Sendable {
    enum Form: String, CaseIterable, Sendable {
        /// ทะเบียนหนังสือรับ/ส่ง, form 13 or 14 (domain §3.2).
        case register
        /// รายงานประจำวัน with a blank column to sign in for the paper (S000 figure 18, NUM-08).
        case daily
    }

    let register: Register
    let owner: Unit
    let entries: [RegisterEntry]
    let from: BuddhistDay
    let to: BuddhistDay
    let form: Form

    /// The most lines that are printed at once; a year of more is printed in parts.
    static let mostLines = 20_000

    var headings: [String] {
        let span = from == to ? heading(of: from) : "ตั้งแต่วันที่ \(thai(from)) ถึงวันที่ \(thai(to))"
        return switch form {
        case .register: [register.name, span]
        case .daily: [daily.title, register.name, span]
        }
    }

    /// The words of the day's report, which is of what came in, what was sent, or other numbers that were given.
    private var daily: (title: String, number: String, total: String) {
        switch register.kind.direction {
        case .incoming: ("รายงานการรับหนังสือประจำวัน", "เลขรับ", "รวมหนังสือรับ")
        case .outgoing: ("รายงานการส่งหนังสือประจำวัน", "เลขส่ง", "รวมหนังสือส่ง")
        case .other: ("รายงานการออกเลขประจำวัน", "เลขที่", "รวม")
        }
    }

    /// Wide enough for a date and for a letter's number on one line; what was done is long, a remark rare.
    var columns: [(title: String, share: Double, alignment: Alignment)] {
        switch form {
        case .register:
            [
                (register.kind.numberName(.thai), 1.45, .centre), ("ที่", 2.1, .leading),
                ("ลงวันที่", 1.7, .leading), ("จาก", 2.2, .leading), ("ถึง", 1.75, .leading),
                ("เรื่อง", 3.6, .leading),
                ("การปฏิบัติ", 3.9, .leading), ("หมายเหตุ", 1.15, .leading),
            ]
        case .daily:
            [
                ("ลำดับ", 0.7, .centre), (daily.number, 0.9, .centre), ("เลขหนังสือ", 2.1, .leading),
                ("เรื่อง", 4.2, .leading),
                ("ลงวันที่", 1.8, .leading), ("ลงชื่อผู้รับ", 2.4, .leading),
            ]
        }
    }

    /// Whether the paper lies across; what is signed in stands upright.
    var isLandscape: Bool { form == .register }

    enum Row {
        /// The day on which the lines below it were registered, where several days are printed.
        case day(BuddhistDay)
        case line(place: Int, RegisterEntry)
    }

    var rows: [Row] {
        var day = from == to ? from : nil
        return entries.enumerated().flatMap { index, entry in
            let own = BangkokTime(millisecond: entry.issuedAt.millisecond).day
            defer { day = own }
            let line = Row.line(place: index + 1, entry)
            return own == day ? [line] : [.day(own), line]
        }
    }

    /// วันที่ … เดือน … พ.ศ. … above the lines of a day, as in the heading of the forms.
    func heading(of day: BuddhistDay) -> String {
        let parts = ThaiDigits.thai(day.longWithEra).split(separator: " ", maxSplits: 1)
        return "วันที่ \(parts[0]) เดือน \(parts[1])"
    }

    /// The total counts letters, and void numbers apart from them.
    var footers: [String] {
        let void = entries.count { $0.voiding != nil }
        let what = register.kind.direction == .other ? "รายการ" : "ฉบับ"
        let count = ThaiDigits.thai("\(entries.count - void) \(what)\(void == 0 ? "" : " ยกเลิก \(void) เลข")")
        return switch form {
        case .register: ["รวม \(count)"]
        case .daily: ["\(daily.total) \(count)", "*ใช้สำหรับเจ้าหน้าที่นำส่งเอกสารลงชื่อรับเอกสารตัวจริง"]
        }
    }

    /// The report as PDF.
    func pdf(at now: Instant) throws -> [UInt8] {
        try Report(
            headings: headings,
            columns: columns.map {
                let isSmall = ["การปฏิบัติ", "หมายเหตุ"].contains($0.title)
                return Report.Column($0.title, share: $0.share, alignment: $0.alignment, isSmall: isSmall)
            },
            rows: rows.map(printed),
            footers: footers,
            isLandscape: isLandscape,
            rowHeight: form == .daily ? 26 : 0,
            created: now.iso8601,
            pageLabel: { [headings] page, count in
                // The first page has them on top.
                let names = page == 1 ? [] : headings
                return (names + [ThaiDigits.thai("หน้า \(page)/\(count)")]).joined(separator: " · ")
            }
        ).pdf()
    }

    private func printed(_ row: Row) -> Report.Row {
        switch (row, form) {
        case (.day(let day), _): .heading(heading(of: day))
        case (.line(_, let entry), .register): .cells(registerRow(entry))
        case (.line(let place, let entry), .daily): .cells(dailyRow(place, entry))
        }
    }

    private func registerRow(_ entry: RegisterEntry) -> [String] {
        let line = entry.line
        return [
            ThaiDigits.thai(String(entry.number)), LineBreaks.wholeNumber(letterNumber(of: entry)),
            line.letterDate.map(thai) ?? "-", line.from, line.to, subject(of: entry), action(of: entry),
            remark(of: entry),
        ]
    }

    /// ที่ as forms 13 and 14 have it: a dash where there is none.
    func letterNumber(of entry: RegisterEntry) -> String {
        let number = register.letterNumber(of: entry)
        return number.isEmpty ? "-" : number
    }

    /// A secret subject is not in the book; its class stands in its place, as on the screen.
    func subject(of entry: RegisterEntry) -> String {
        let line = entry.line
        return line.secrecy == .none ? line.subject : classWords(line.secrecy, .thai)
    }

    /// Of a void number why it is so, in the wider column.
    func action(of entry: RegisterEntry) -> String {
        entry.voiding.map { "เหตุผล: \($0.reason)" } ?? entry.line.action
    }

    func remark(of entry: RegisterEntry) -> String {
        guard entry.voiding != nil else { return entry.line.remark }
        return entry.line.remark.isEmpty ? "ยกเลิก" : "ยกเลิก · \(entry.line.remark)"
    }

    private func dailyRow(_ place: Int, _ entry: RegisterEntry) -> [String] {
        let line = entry.line
        let subject = entry.voiding == nil ? subject(of: entry) : "ยกเลิกเลข"
        return [
            ThaiDigits.thai(String(place)), ThaiDigits.thai(String(entry.number)),
            LineBreaks.wholeNumber(letterNumber(of: entry)), subject,
            line.letterDate.map(thai) ?? "", "",
        ]
    }

    private func thai(_ day: BuddhistDay) -> String { ThaiDigits.thai(day.short) }
}
