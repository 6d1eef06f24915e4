import PDF
import Testing

@testable import Typesetting

struct StampTests {
    @Test func `the stamp of receipt is five by two and a half centimetres`() throws {
        let pdf = try ReceiveStamp(agency: "จังหวัดตัวอย่าง", number: "1/2569", date: "", time: "09.42 น.").pdf()
        let file = try PDFFile(bytes: PDFBytes(pdf))
        let page = try PageGeometry(file.page(1), of: file)
        #expect(abs(page.width - 141.73) < 0.5 && abs(page.height - 70.87) < 0.5)
    }

    @Test func `the same stamp is the same bytes`() throws {
        let draw = { try TextStamp(["ที่ ตย 1"], isFramed: true).pdf(width: 200, height: 40) }
        #expect(try draw() == draw())
    }

    @Test func `digits of the stamp of receipt are Thai and nothing else changes`() {
        #expect(thaiDigits("เลข 0123456789 a/๕") == "เลข ๐๑๒๓๔๕๖๗๘๙ a/๕")
    }

    @Test(arguments: ["a\u{7}b", "🎉", "\u{202E}abc", "❤\u{FE0F}", "\u{E000}", "\u{0}"])
    func `a sign that has no place on paper is refused by its number`(text: String) {
        #expect { try TextStamp([text]) } throws: {
            guard case .unprintable(let sign)? = $0 as? StampError else { return false }
            return text.unicodeScalars.contains(sign)
        }
    }

    @Test func `lines are parted, trimmed and left out when empty`() throws {
        #expect(try StampText.lines(["  a\tb \r\n\n c\u{A0}d", " "]) == ["a b", "c d"])
        #expect(throws: StampError.empty) { try StampText.lines([" ", "\n"]) }
    }

    @Test func `text that cannot be read in its box is refused, not drawn over the edge`() throws {
        let long = try TextStamp([String(repeating: "หนังสือราชการ", count: 30)])
        #expect(throws: StampError.tooMuchText) { try long.pdf(width: 60, height: 20) }
        _ = try long.pdf(width: 400, height: 200)
        #expect(throws: StampError.tooMuchText) {
            try TextStamp([String(repeating: "ก", count: StampText.mostCharacters + 1)])
        }
    }

    @Test(arguments: [0.0, -5, .nan, .infinity, 20_000])
    func `a box without a size draws nothing`(width: Double) throws {
        #expect(throws: StampError.empty) { try TextStamp(["a"]).pdf(width: width, height: 20) }
    }

    @Test func `a picture is looked at before it is unpacked`() throws {
        let png = tinyPNG
        _ = try PictureStamp(png: png).pdf(width: 50, height: 50)
        for cut in [0, 7, 20, 33, png.count - 20] {
            #expect(throws: StampError.brokenPicture) { try PictureStamp(png: Array(png[..<cut])) }
        }
        var huge = png
        huge.replaceSubrange(16..<20, with: [0, 0, 0x0F, 0xA1])
        #expect(throws: StampError.pictureTooLarge) { try PictureStamp(png: huge) }
        huge.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        #expect(throws: StampError.brokenPicture) { try PictureStamp(png: huge) }
        let long = png + [UInt8](repeating: 0, count: 8 << 20)
        #expect(throws: StampError.pictureTooLarge) { try PictureStamp(png: long) }
    }

    @Test func `a signature shows its picture, its lines or both`() throws {
        let both = try SignatureAppearance(picture: tinyPNG, name: "นายสมชาย ใจดี", post: ["ผู้ว่าราชการจังหวัด"])
        #expect(try both.pdf(width: 180, height: 90).count > 1000)
        _ = try SignatureAppearance(lines: ["(นายสมชาย ใจดี)"]).pdf(width: 120, height: 20)
        _ = try SignatureAppearance(picture: tinyPNG, lines: []).pdf(width: 120, height: 20)
        #expect(throws: StampError.empty) { try SignatureAppearance(lines: [""]) }
        #expect(throws: StampError.brokenPicture) { try SignatureAppearance(picture: [1, 2], lines: ["a"]) }
    }

    @Test func `a QR code has its size by what it says, and a limit`() throws {
        #expect(try QRStamp("1").side == 21)
        #expect(try QRStamp(String(repeating: "x", count: 2_331)).side == 177)
        #expect(throws: StampError.tooMuchText) { try QRStamp(String(repeating: "x", count: 2_332)) }
        #expect(throws: StampError.empty) { try QRStamp("") }
    }

    @Test func `colours are named or six digits`() {
        #expect(StampColour("red") == .red)
        #expect(StampColour("#ff8000") == StampColour(red: 1, green: 128.0 / 255, blue: 0))
        for word in ["", "#ff80", "ff8000", "#gg0000", "#+f8000", "#ff80001", "pink"] {
            #expect(StampColour(word) == nil)
        }
    }

    /// 2 by 2 dots of blue, written by zlib's rules without compression.
    private var tinyPNG: [UInt8] {
        let rows: [UInt8] = [0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255]
        let stored: [UInt8] = [0x78, 0x01, 1, 14, 0, 241, 255] + rows + adler(rows)
        return [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]
            + chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]) + chunk("IDAT", stored)
            + chunk("IEND", [])
    }

    private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return big(UInt32(data.count)) + body + big(~crc)
    }

    private func adler(_ bytes: [UInt8]) -> [UInt8] {
        let (a, b) = bytes.reduce((1 as UInt32, 0 as UInt32)) { sums, byte in
            let a = (sums.0 + UInt32(byte)) % 65_521
            return (a, (sums.1 + a) % 65_521)
        }
        return big(b << 16 | a)
    }

    private func big(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
}
