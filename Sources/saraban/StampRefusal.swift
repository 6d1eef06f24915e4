import Glibc
import PDF
import Typesetting

/// Why a page was not stamped: one sentence in Thai and in English, with a word for programs in brackets.
struct StampRefusal: CustomStringConvertible {
    /// Failures that need to know where they happened.
    enum Place: Error {
        case input(PDFError)
        case output(PDFError)
        case picture(PDFError)
        case outside(width: Double, height: Double)
    }

    let description: String

    init(_ error: any Error, input: String, output: String) {
        let (word, thai, english) =
            switch error {
            case Place.input(let error) where error.code == .system:
                Self.unreadable(input, error)
            case Place.picture(let error):
                Self.unreadable("--image", error)
            case Place.output(let error):
                (
                    "unwritable", "เขียนไฟล์ \(output) ไม่ได้",
                    "\(output) cannot be written: \(Self.system(error))"
                )
            case Place.outside(let width, let height):
                (
                    "outside", "กรอบอยู่นอกหน้ากระดาษ",
                    "the box lies outside of the page, which is \(Int(width)) by \(Int(height)) points"
                )
            case let error as StampError: Self.words(error)
            case Place.input(let error): Self.words(error)
            case let error as PDFError: Self.words(error)
            default: ("failed", "ประทับตราไม่สำเร็จ", "the page was not stamped: \(error)")
            }
        description = "[\(word)] \(thai) / \(english)"
    }

    private static func unreadable(_ name: String, _ error: PDFError) -> (String, String, String) {
        ("unreadable", "อ่านไฟล์ \(name) ไม่ได้", "\(name) cannot be read: \(system(error))")
    }

    private static func system(_ error: PDFError) -> String { String(cString: strerror(error.systemError)) }

    private static func words(_ error: PDFError) -> (String, String, String) {
        switch error.code {
        case .signed:
            (
                "signed", "ไฟล์นี้ลงลายมือชื่อดิจิทัลแล้ว ประทับตราลงในไฟล์ไม่ได้เพราะลายมือชื่อจะเสีย",
                "the file is signed: a stamp would break its signature"
            )
        case .encrypted: ("encrypted", "ไฟล์นี้เข้ารหัสไว้", "the file is encrypted")
        case .notPDF: ("broken", "ไฟล์นี้ไม่ใช่ PDF", "the file is not a PDF")
        case .noSuchPage: ("noSuchPage", "ไฟล์นี้ไม่มีหน้านั้น", "the file has no such page")
        case .limitExceeded:
            (
                "tooLarge", "ไฟล์นี้ใหญ่หรือซับซ้อนเกินกว่าจะประทับตรา",
                "the file is larger or more deeply nested than is read"
            )
        default: ("broken", "ไฟล์นี้เสีย ประทับตราไม่ได้", "the file is damaged")
        }
    }

    private static func words(_ error: StampError) -> (String, String, String) {
        switch error {
        case .empty: ("empty", "ไม่มีข้อความที่จะประทับ", "there is nothing to stamp")
        case .unprintable(let sign):
            (
                "unprintable", "ข้อความมีอักขระที่พิมพ์ไม่ได้",
                "the text has a sign that cannot be printed, U+\(String(sign.value, radix: 16, uppercase: true))"
            )
        case .tooMuchText: ("tooMuchText", "ข้อความยาวเกินกว่าจะลงในกรอบ", "the text is too long for its box")
        case .brokenPicture: ("brokenPicture", "ภาพไม่ใช่ PNG ที่สมบูรณ์", "the picture is not a whole PNG")
        case .pictureTooLarge:
            (
                "pictureTooLarge", "ภาพใหญ่เกิน ๔,๐๐๐ จุดต่อด้านหรือ ๘ เมกะไบต์",
                "the picture is over 4,000 dots a side or 8 MB"
            )
        case .drawing(let words): ("failed", "วาดตราไม่สำเร็จ", "the stamp could not be drawn: \(words)")
        }
    }
}
