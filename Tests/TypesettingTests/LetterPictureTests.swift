import Foundation
import JSON
import Testing

@testable import Typesetting

/// Every kind looks as it did: its pages at 60 dpi against pictures that people have looked at.
struct LetterPictureTests {
    private static let renewal = "SARABAN_RENEW_REFERENCES"
    /// Another version of the drawing program may shade some dots otherwise; ink that moves changes hundreds.
    private static let tolerance = 40

    @Test(arguments: Samples.names)
    func `a letter looks as it did`(_ name: String) throws {
        let made = try Self.pages(of: Samples.pdf(name))
        if ProcessInfo.processInfo.environment[Self.renewal] == "1" {
            for (index, page) in made.enumerated() { try Data(page.png).write(to: Self.place(name, index)) }
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasPrefix("\(name).") }
        #expect(kept.count == made.count, "the number of pages changed")
        for (index, page) in made.enumerated() {
            let old = try GreyImage(png: [UInt8](Data(contentsOf: Self.place(name, index))))
            #expect(old.width == page.width && old.height == page.height)
            let count = page.differences(from: old)
            #expect(
                count <= Self.tolerance,
                "\(name), page \(index + 1): \(count) dots differ. If the page is right, run with \(Self.renewal)=1"
            )
        }
    }

    @Test func `ink that moves is noticed`() throws {
        guard case .object(let kept) = try Samples.json("memo") else { return }
        let page = try #require(try Self.pages(of: Samples.print(.object(kept))).first)
        let other = JSONValue.object(kept.filter { $0.0 != "date" } + [("date", "2026-12-01")])
        let changed = try #require(try Self.pages(of: Samples.print(other)).first)
        #expect(page.differences(from: changed) > Self.tolerance)
        #expect(try GreyImage(png: page.png) == page)
    }

    private static let folder = Samples.folder.appendingPathComponent("References")

    private static func place(_ name: String, _ index: Int) -> URL {
        folder.appendingPathComponent("\(name).\(index + 1).png")
    }

    private static func pages(of pdf: [UInt8]) throws -> [GreyImage] {
        let proof = try Proof(pdf)
        try proof.run("pdftoppm", "-r", "60", "-gray", "letter.pdf", "page")
        return try FileManager.default.contentsOfDirectory(atPath: proof.folder)
            .filter { $0.hasSuffix(".pgm") }.sorted().map { try GreyImage(pgm: proof.bytes($0)) }
    }
}
