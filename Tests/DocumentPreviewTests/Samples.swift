import Glibc
import Testing

@testable import Sandbox

/// A folder of one test with files in it, removed when the test is over.
final class SampleFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/saraban-preview-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        _ = try? Sandbox(isolation: .limitsOnly).run(
            Sandbox.Job("/usr/bin/rm", ["-rf", "--", path], work: "/")
        )
    }

    /// Writes a file and gives its path.
    func file(_ bytes: [UInt8], named name: String = "file") throws -> String {
        let place = "\(path)/\(name)"
        let file = try #require(fopen(place, "w"))
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
        fclose(file)
        return place
    }

    func file(_ text: String, named name: String = "file") throws -> String {
        try file(Array(text.utf8), named: name)
    }

    /// Runs a program in the folder, without the sandbox's walls.
    func run(_ program: String, _ arguments: [String]) throws {
        let limits = Sandbox.Limits(
            addressSpace: 4 << 30,
            processorSeconds: 60,
            openFiles: 512,
            wallSeconds: 90
        )
        let job = Sandbox.Job("/usr/bin/\(program)", arguments, work: path, limits: limits)
        let outcome = try Sandbox(isolation: .limitsOnly).run(job)
        try #require(outcome.succeeded, "\(program): \(String(decoding: outcome.errors, as: UTF8.self))")
    }

    func bytes(_ name: String) throws -> [UInt8] {
        let file = try #require(fopen(name.hasPrefix("/") ? name : "\(path)/\(name)", "r"))
        defer { fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { all += buffer[..<count] }
        return all
    }
}

/// Small files as other programs write them.
enum Samples {
    /// A PDF with a page for each text, A4 unless it is said otherwise.
    static func pdf(_ texts: [String], box: String = "0 0 595 842", extra: String = "") -> [UInt8] {
        var objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
        let kids = texts.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(texts.count) /MediaBox [\(box)] \(extra) >>")
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        for (index, text) in texts.enumerated() {
            let content = "BT /F1 24 Tf 72 700 Td (\(text)) Tj ET 0 0 300 100 re f"
            objects.append(
                "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents \(5 + index * 2) 0 R >>"
            )
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        return assemble(objects)
    }

    private static func assemble(_ objects: [String]) -> [UInt8] {
        var file = "%PDF-1.4\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = String(file.utf8.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        return Array((file + table + "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\n").utf8)
            + Array("startxref\n\(start)\n%%EOF\n".utf8)
    }

    /// A Word file with one paragraph.
    static func docx(_ text: String, extra: [(String, String)] = []) -> [UInt8] {
        let types = "http://schemas.openxmlformats.org/package/2006"
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        return zip(
            [
                (
                    "[Content_Types].xml",
                    """
                    <?xml version="1.0"?><Types xmlns="\(types)/content-types">\
                    <Default Extension="rels" \
                    ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Override PartName="/word/document.xml" ContentType="\(word)"/></Types>
                    """
                ),
                (
                    "_rels/.rels",
                    """
                    <?xml version="1.0"?><Relationships xmlns="\(types)/relationships">\
                    <Relationship Id="r1" Type="\(office)" Target="word/document.xml"/></Relationships>
                    """
                ),
                (
                    "word/document.xml",
                    """
                    <?xml version="1.0"?><w:document \
                    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
                    <w:body><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:body></w:document>
                    """
                ),
            ] + extra
        )
    }

    /// A ZIP archive whose members are stored as they are.
    static func zip(_ members: [(name: String, content: String)]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let content = Array(member.content.utf8)
            let common =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(Int(crc(content)), 4)
                + little(content.count, 4) + little(content.count, 4) + little(member.name.utf8.count, 2)
                + little(0, 2)
            directory +=
                little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
            directory += little(0, 4) + little(file.count, 4) + Array(member.name.utf8)
            file += little(0x0403_4B50, 4) + common + Array(member.name.utf8) + content
        }
        let end =
            little(0x0605_4B50, 4) + little(0, 4) + little(members.count, 2) + little(members.count, 2)
            + little(directory.count, 4) + little(file.count, 4) + little(0, 2)
        return file + directory + end
    }

    private static func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { state, byte in
            (0..<8).reduce(state ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
            }
        }
    }
}

/// Chance that is the same in every run.
struct Lehmer: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
