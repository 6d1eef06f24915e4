import CommandLine
import Glibc
import JSON
import PDF
import Typesetting

/// `saraban letter`: prints an official letter from its fields.
enum LetterCommand {
    static let command = Command(
        "letter",
        "Prints an official letter or an envelope as PDF/A from its fields in JSON",
        options: [
            .value("emblem", "FILE.svg", "the office's emblem; a neutral sign without it"),
            .repeated("font", "FILE.ttf", "the office's own TH Sarabun: regular, and bold"),
            .value(
                "created",
                "DATE",
                "when the file says it was made, as 2026-11-21; now without it",
                kind: day
            ),
            .value("data", "FILE.xml", "the register's data, which travels inside (PDF/A-3b)"),
        ],
        arguments: [
            .required(
                "FIELDS.json",
                "the letter's fields (docs/features/letters.md): \"kind\", one of \(kinds), and its keys"
            ),
            .required("OUT.pdf", "where the letter goes"),
        ]
    )

    private static var kinds: String { LetterFields.Kind.allCases.map(\.rawValue).joined(separator: ", ") }

    static func run(_ parsed: Parsed) throws {
        let fields = try LetterFields(json(parsed["FIELDS.json"] ?? ""))
        let emblem = try parsed["emblem"].map { try Emblem(svg: bytes(of: $0, limit: Emblem.limit)) }
        let press = try LetterPress(typeface: .files(parsed.all("font")), emblem: emblem)
        let data = try parsed["data"].map {
            PDFAttachment(
                name: "register.xml",
                mediaType: "text/xml",
                bytes: try bytes(of: $0, limit: 16 << 20)
            )
        }
        let pdf = try press.pdf(
            fields.form,
            created: parsed.value("created") ?? now(),
            hasThaiDigits: fields.hasThaiDigits,
            data: data
        )
        let path = parsed["OUT.pdf"] ?? ""
        do { try OutputFile.write([PDFBytes(pdf)], to: path) } catch {
            throw LetterCommandError("\(path) cannot be written (เขียนแฟ้มไม่ได้): \(error)")
        }
    }

    private static func json(_ path: String) throws -> JSONValue {
        let text = try bytes(of: path, limit: 16 << 20)
        do { return try JSONValue(parsing: text) } catch {
            throw LetterCommandError("\(path) is not JSON at byte \(error.offset) (ไม่ใช่ JSON): \(error.code)")
        }
    }

    private static func bytes(of path: String, limit: Int) throws -> [UInt8] {
        guard let file = fopen(path, "r") else {
            throw LetterCommandError(
                "\(path) cannot be read (อ่านแฟ้มไม่ได้): \(String(cString: strerror(errno)))"
            )
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw LetterCommandError("\(path) is larger than \(limit / 1024) kB (แฟ้มใหญ่เกินไป)")
            }
        }
        guard ferror(file) == 0 else { throw LetterCommandError("\(path) cannot be read (อ่านแฟ้มไม่ได้)") }
        return bytes
    }

    private static let day = ValueKind("a day as 2026-11-21") { text -> PDFDate? in
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), OfficialDate(year: year, month: month, day: day) != nil
        else { return nil }
        return PDFDate(year: year, month: month, day: day)
    }

    /// Now, in Thailand's time.
    private static func now() -> PDFDate {
        var seconds = time(nil) + 7 * 3600
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return PDFDate(
            year: Int(parts.tm_year) + 1900,
            month: Int(parts.tm_mon) + 1,
            day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour),
            minute: Int(parts.tm_min),
            second: Int(parts.tm_sec)
        )
    }
}

/// Why a letter could not be printed, in one sentence.
private struct LetterCommandError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
