import HTML
import Kernel
import ThaiText

/// Numbers, days and times as the screens say them: Thai digits and Thai months in Thai, the others in English.
extension Language {
    package func number(_ number: Int) -> String {
        self == .thai ? ThaiDigits.thai(String(number)) : String(number)
    }

    /// A number or text whose digits follow the language.
    package func digits(_ text: String) -> String { self == .thai ? ThaiDigits.thai(text) : text }

    /// The attribute of what people typed, which is Thai on a page of another language too.
    package var ofTyped: HTML { self == .thai ? "" : " lang=\"th\"" }

    /// What people typed, among words of the page.
    package func typed(_ text: String) -> HTML {
        self == .thai || text.isEmpty ? "\(text)" : "<span\(ofTyped)>\(text)</span>"
    }

    /// ๒๑ พ.ย. ๒๕๖๙ or 21 Nov 2026.
    package func day(_ day: BuddhistDay) -> String {
        self == .thai ? ThaiDigits.thai(day.short) : day.english
    }

    /// A day as clerks type it into a form.
    package func typedDay(_ day: BuddhistDay) -> String { digits("\(day.day)/\(day.month)/\(day.year)") }

    /// ๒๑ พ.ย. ๒๕๖๙ ๐๙.๔๒ น. or 21 Nov 2026, 09:42.
    package func moment(_ instant: Instant) -> String {
        let time = BangkokTime(millisecond: instant.millisecond)
        return self == .thai
            ? "\(day(time.day)) \(ThaiDigits.thai(time.clock))" : "\(time.day.english), \(time.englishClock)"
    }

    /// How long something has lasted, in its largest unit: ๒ ชม., 3 days.
    package func span(from start: Instant, to end: Instant) -> String {
        let minutes = max(0, (end.millisecond - start.millisecond) / 60_000)
        if minutes == 0 { return self("ไม่ถึง\u{A0}๑\u{A0}นาที", "under a minute") }
        if minutes < 60 {
            return "\(number(minutes))\u{A0}\(self("นาที", minutes == 1 ? "minute" : "minutes"))"
        }
        if minutes < 48 * 60 {
            return "\(number(minutes / 60))\u{A0}\(self("ชม.", minutes / 60 == 1 ? "hour" : "hours"))"
        }
        return "\(number(minutes / 1440))\u{A0}\(self("วัน", "days"))"
    }

    /// ๓๑๘ กิโลไบต์, 1.2 MB.
    package func size(_ bytes: Int) -> String {
        if bytes < 1 << 20 { return "\(number(max(1, bytes / 1024))) \(self("กิโลไบต์", "kB"))" }
        let tenths = bytes * 10 / (1 << 20)
        return "\(digits("\(tenths / 10).\(tenths % 10)")) \(self("เมกะไบต์", "MB"))"
    }
}

/// An icon of the set, for the eye only; the words beside it say what it means.
package func icon(_ name: StaticString) -> HTML {
    "<span class=\"sb-i sb-i-\(name)\" aria-hidden=\"true\"></span>"
}

/// ด่วน, ด่วนมาก, ด่วนที่สุด as a badge; nothing for ordinary letters.
package func speedBadge(_ speed: Speed, _ t: Language) -> HTML {
    guard speed != .normal else { return HTML() }
    return "<span class=\"sb-speed sb-speed--\(speed.rawValue)\">\(speed.name(t))</span>"
}

/// หนังสือชั้นลับมาก: what lists and books tell in place of the subject of a classified letter.
package func classWords(_ secrecy: Secrecy, _ t: Language) -> String {
    t("หนังสือชั้น\(secrecy.name(t))", "\(secrecy.name(t)) letter")
}

/// The same as a badge: no other stands beside it.
package func classMark(_ secrecy: Secrecy, _ t: Language) -> HTML {
    "<span class=\"sb-secret sb-secret--\(secrecy.rawValue)\">\(icon("lock-fill"))\(classWords(secrecy, t))</span>"
}

/// ลับ, ลับมาก, ลับที่สุด as a badge; nothing for open letters.
package func secrecyBadge(_ secrecy: Secrecy, _ t: Language) -> HTML {
    guard secrecy != .none else { return HTML() }
    return
        "<span class=\"sb-secret sb-secret--\(secrecy.rawValue)\">\(icon("lock-fill"))\(secrecy.name(t))</span>"
}
