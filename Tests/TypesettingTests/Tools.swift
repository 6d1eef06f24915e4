import Foundation
import JSON
import PDF
import TestPrograms
import Testing

@testable import Typesetting

/// The sample letters, and the programs that look at what was printed.
enum Samples {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static let names = [
        "external", "external-pages", "memo", "sealed", "order", "regulation", "bylaw", "announcement",
        "statement",
        "news", "certificate", "minutes", "record", "envelope",
    ]

    static func json(_ name: String) throws -> JSONValue {
        let data = try Data(contentsOf: folder.appendingPathComponent("Samples/\(name).json"))
        return try JSONValue(parsing: [UInt8](data))
    }

    static func pdf(_ name: String) throws -> [UInt8] { try print(json(name)) }

    static func print(_ json: JSONValue, data: PDFAttachment? = nil) throws -> [UInt8] {
        let fields = try LetterFields(json)
        let day = PDFDate(year: 2026, month: 11, day: 21)
        return try LetterPress().pdf(
            fields.form,
            created: day,
            hasThaiDigits: fields.hasThaiDigits,
            data: data
        )
    }

    /// A letter of which only the body is of interest.
    static func letter(_ body: [JSONValue], adding members: [(String, JSONValue)] = []) -> JSONValue {
        .object(
            [
                ("kind", "external"), ("agency", "สำนักงานตัวอย่าง"), ("subject", "ทดสอบ"),
                ("addressee", "ผู้อ่าน"),
                ("body", .array(body)),
            ] + members
        )
    }

    static let paragraph = """
        ด้วยสำนักงานได้กำหนดให้ส่วนราชการจัดให้มีระบบสารบรรณอิเล็กทรอนิกส์สำหรับปฏิบัติงานสารบรรณ ทั้งการรับ การส่ง \
        การเก็บรักษา และการทำลายหนังสือราชการ เพื่อให้การปฏิบัติราชการเป็นไปอย่างมีประสิทธิภาพ น้ำเสียงผู้ใหญ่ที่ปั้นปึ่งกตัญญูฏิฏฐิ์
        """
}

/// A folder of its own with one printed letter in it.
final class Proof {
    let folder: String

    init(_ pdf: [UInt8]) throws {
        folder = NSTemporaryDirectory() + "saraban-letter-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(pdf).write(to: URL(fileURLWithPath: "\(folder)/letter.pdf"))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The words of a program run in the folder.
    @discardableResult
    func run(_ program: String, _ arguments: String..., allowing codes: Set<Int32> = [0]) throws -> String {
        try runProgram(program, arguments, in: folder, allowing: codes)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }

    /// The text of each page, line by line.
    func pages() throws -> [[String]] {
        try run("pdftotext", "-raw", "letter.pdf", "-").split(separator: "\u{0C}")
            .map { $0.split(separator: "\n").map(String.init) }
    }

    /// The lines of all pages but those that stand around the text.
    func text() throws -> [String] {
        try pages().flatMap { $0 }.filter { line in
            let isMark = line.hasPrefix("- ") || (line.hasPrefix("/") && line.hasSuffix("..."))
            return !isMark && !["ลับ", "ลับมาก", "ลับที่สุด"].contains(line)
        }
    }

    /// Where each word stands, in points from the left and the top of its page.
    func words() throws -> [(text: String, left: Double, right: Double, bottom: Double)] {
        try run("pdftotext", "-bbox", "letter.pdf", "-").split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\"").map(String.init)
            guard parts.count == 9, let left = Double(parts[1]), let right = Double(parts[5]),
                let bottom = Double(parts[7])
            else { return nil }
            return (String(parts[8].dropFirst().prefix { $0 != "<" }), left, right, bottom)
        }
    }
}

extension String {
    /// The text without spaces and line ends, which lines put in and take away.
    var squeezed: String { String(unicodeScalars.filter { !$0.properties.isWhitespace }) }

    private init(_ scalars: [Unicode.Scalar]) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
