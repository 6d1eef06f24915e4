import CMS
import Foundation
import PDF
import PDFSigning
import TestAuthority
import Testing

/// Files that were changed after signing, in every way known; none may pass.
@Suite struct AttackTests {
    let studio: Studio
    let signed: PDFFile

    init() throws {
        studio = try Studio()
        signed = try studio.sign(studio.threePages())
    }

    @Test func `any one changed byte is told`() throws {
        var places = Array(stride(from: 0, to: signed.bytes.count, by: 97))
        // The room kept free beyond the message is all zeros; the others are covered or the message itself.
        places += (0..<40).map { signed.bytes.count - 1 - $0 }
        let gap = try byteRange()[1] + 1
        for place in places {
            // The message's head, version and names of hashes, is under no signature (RFC 5652 §5.4) and tells nothing.
            if (gap..<gap + 2 * 48).contains(place) { continue }
            var bytes = signed.bytes.array
            bytes[place] ^= 1
            let verdict = try studio.verdict(on: bytes)
            #expect(verdict?.state != .valid, "byte \(place), \((place - gap) / 2) of the message")
        }
    }

    @Test(arguments: [
        ("/ByteRange [0 ", "/ByteRange [9 "), ("/ByteRange", "/ByteRangX"),
        ("/ByteRange [0", "/ByteRange [-"),
        ("/Contents <", "/Contentx <"),
        ("/SubFilter /ETSI.CAdES.detached", "/SubFilter /adbe.x509.rsa_sha1 "),
        ("/SubFilter /ETSI.CAdES.detached", "/SubFilter /adbe.pkcs7.sha1    "), ("/FT /Sig", "/FT /Sit"),
    ]) func `a signature that is robbed of its parts is no signature`(_ text: String, _ other: String) throws
    {
        let bytes = try replacing(text, by: other, in: signed.bytes.array)
        #expect(try studio.verdict(on: bytes)?.state == .invalid)
    }

    @Test(arguments: [
        "null", "[]", "[0 0 0 0]", "[0 9223372036854775807 9223372036854775807 1]", "[0 -1 5 9]",
        "[0 1 2 3 4]", "0",
        "[0.5 10 20 30]", "[0 10 20 99999999]",
    ]) func `a range of another shape is refused`(_ range: String) throws {
        let bytes = try signed.changed { update in
            let number = try signature().number
            var entries = try #require(try signed.object(number).dictionary)
            entries["ByteRange"] = .verbatim(Array(range.utf8))
            update.set(PDFReference(number), to: .dictionary(entries))
        }
        #expect(try studio.verdict(on: bytes)?.state == .invalid)
    }

    @Test(arguments: ["null", "<>", "<00>", "<30>", "()"]) func `an empty message is refused`(_ text: String)
        throws
    {
        let bytes = try signed.changed { update in
            let number = try signature().number
            var entries = try #require(try signed.object(number).dictionary)
            entries["Contents"] = .verbatim(Array(text.utf8))
            update.set(PDFReference(number), to: .dictionary(entries))
        }
        #expect(try studio.verdict(on: bytes)?.state == .invalid)
    }

    @Test func `signed bytes moved behind foreign ones are told`() throws {
        // Wrapping: the gap grows, the second signed part moves back, other objects stand between.
        let numbers = try byteRange()
        let bytes = signed.bytes.array
        let foreign = Array("\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n".utf8)
        let moved = Array(bytes[..<numbers[2]]) + foreign + Array(bytes[numbers[2]...])
        let text = "[0 \(numbers[1]) \(numbers[2])"
        let other = "[0 \(numbers[1]) \(numbers[2] + foreign.count)"
        let wrapped = text.count == other.count ? try replacing(text, by: other, in: moved) : moved
        #expect(try studio.verdict(on: wrapped)?.state != .valid)
    }

    @Test func `a message with something behind it is told`() throws {
        let numbers = try byteRange()
        var bytes = signed.bytes.array
        bytes[numbers[2] - 2] = UInt8(ascii: "1")
        #expect(try studio.verdict(on: bytes)?.signatures.first?.reasons.contains(.wholeMessage) == true)
    }

    @Test(arguments: [
        "x", "%%EOF\n", "\n5 0 obj<</Type/Page/Rotate 90>>endobj\n", String(repeating: "junk ", count: 3_000),
    ])
    func `bytes behind the end are told`(_ text: String) throws {
        #expect(try studio.verdict(on: signed.bytes.array + Array(text.utf8))?.state == .invalid)
    }

    @Test func `a line break behind the end is nothing`() throws {
        #expect(try studio.verdict(on: signed.bytes.array + [13, 10])?.state == .valid)
    }

    @Test(arguments: Change.allCases) func `a change in a later revision is told`(_ change: Change) throws {
        let bytes = try signed.changed { try change.make(signed, $0) }
        let verdict = try #require(try studio.verdict(on: bytes))
        #expect(verdict.state == .invalid)
        #expect(verdict.signatures.first?.coverage == .changed)
        #expect(verdict.signatures.first?.isIntact == true)
    }

    @Test(arguments: Change.allCases) func `a change under a signature of the attacker's is told`(
        _ change: Change
    ) throws {
        let changed = try PDFFile(bytes: PDFBytes(signed.changed { try change.make(signed, $0) }))
        let session = try SigningSession(changed, studio.request())
        let key = try studio.authority.signer("stranger")
        let attributes = try SignedAttributes(digest: session.digest, certificate: key.certificate)
        let again = try session.finish(attributes.signedData(signature: key.sign(attributes.der)))
        let verdict = try studio.verdict(on: again.file())
        #expect(verdict.signatures.map(\.isValid) == [false, false])
    }

    @Test func `a file whose later part leaves out the signed revision is told`() throws {
        // Hide and replace: the newest cross-reference goes back past the signed one.
        let original = try studio.threePages()
        let update = try IncrementalUpdate(original)
        try Change.pageTurned.make(original, update)
        let forged = try update.tail().bytes
        // The tail's offsets are for the original's end; spaces move nothing but put the signed file before it.
        var tail = String(decoding: forged, as: Unicode.ASCII.self)
        tail = shifted(tail, by: signed.bytes.count - original.bytes.count)
        let bytes = signed.bytes.array + Array(tail.utf8)
        #expect(try studio.verdict(on: bytes)?.state != .valid)
    }

    @Test func `a replaced object stream is told`() throws {
        let packed = try studio.sign(studio.threePages("--object-streams=generate"))
        let stream = try #require(
            packed.numbers.first { (try? packed.object($0).stream?.dictionary["Type"]?.name) == "ObjStm" }
        )
        let bytes = try packed.changed { update in
            var replaced = try #require(try packed.object(stream).stream)
            replaced.dictionary["Extra"] = .integer(1)
            update.set(PDFReference(stream), to: .stream(replaced))
        }
        #expect(try studio.verdict(on: bytes)?.state == .invalid)
    }

    @Test func `a further signature after a certification that forbids it is told`() throws {
        let certified = try studio.signer("rsa").sign(studio.threePages(), studio.request(.certification(2)))
        let file = try certified.file.file()
        #expect(try studio.verdict(on: file).state == .valid)
        let again = try studio.sign(file)
        let verdict = try studio.verdict(on: again)
        #expect(verdict.signatures.first?.reasons.contains(.formChanged) == true)
        #expect(verdict.state == .invalid)
    }

    @Test func `a proof of time is welcome after a certification that forbids all else`() throws {
        let certified = try studio.signer("rsa").sign(studio.threePages(), studio.request(.certification(1)))
        let raising = SignatureExtension(authority: studio.authority.stamps, revocation: WebRevocation())
        let raised = try raising.extend(certified.file.file(), to: .archive)
        #expect(try studio.verdict(on: raised.file.file()).state == .valid)
    }

    @Test(arguments: [
        ("stranger", VerdictReason.unknownIssuer), ("expired", .expired), ("encipher", .keyUsage),
    ])
    func `a signer who is not believed makes it invalid`(_ name: String, _ reason: VerdictReason) throws {
        let file = try studio.sign(studio.threePages(), by: name)
        let verdict = try studio.verdict(on: file)
        #expect(verdict.state == .invalid)
        #expect(verdict.signatures.first?.isIntact == true)
        #expect(verdict.signatures.first?.reasons.contains(reason) == true)
    }

    @Test func `a certificate that was revoked before makes it invalid`() throws {
        let file = try studio.sign(studio.threePages(), by: "revoked", level: .longTerm)
        let verdict = try studio.verdict(on: file)
        #expect(verdict.signatures.first?.trust == .revoked)
        #expect(verdict.signatures.first?.reasons == [.revoked])
        // Without data in the file it is asked for.
        let plain = try studio.sign(studio.threePages(), by: "revoked")
        let asking = DocumentVerifier(anchors: try studio.authority.anchors(), revocation: WebRevocation())
        #expect(try asking.verdict(on: plain, at: studio.now + 5).signatures.first?.trust == .revoked)
        #expect(try studio.verdict(on: plain).signatures.first?.revocation == .unknown)
    }

    @Test func `files without a signature are told apart`() throws {
        let plain = try studio.threePages()
        #expect(try studio.verdict(on: plain).state == .unsigned)
        #expect(try studio.verdict(on: Array("not a pdf".utf8)) == nil)
    }

    @Test func `random bytes make no check fall, and none passes`() throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = try studio.sign(studio.threePages(), by: "rsa", level: .archive).bytes.array
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<changed.count, using: &generator)
                changed[place] = UInt8.random(in: .min ... .max, using: &generator)
            }
            if changed == bytes { continue }
            let verdict = try studio.verdict(on: changed)
            #expect(verdict?.signatures.first?.isValid != true || verdict?.state != .valid)
        }
    }

    private func signature() throws -> PDFReference {
        try #require(
            signed.numbers.lazy.first { (try? signed.object($0).dictionary?["ByteRange"]) != nil }
                .map { PDFReference($0) }
        )
    }

    private func byteRange() throws -> [Int] {
        try #require(
            try signed.object(signature().number).dictionary?["ByteRange"]?.array?.compactMap(\.integer)
        )
    }

    /// A tail made for one place, put so many bytes further back.
    private func shifted(_ tail: String, by distance: Int) -> String {
        var lines = tail.components(separatedBy: "\n")
        for (index, line) in lines.enumerated() {
            if line.count == 19 || line.count == 20, line.contains(" n"), let offset = Int(line.prefix(10)) {
                lines[index] =
                    String(String(10_000_000_000 + offset + distance).dropFirst()) + line.dropFirst(10)
            }
            if index > 0, lines[index - 1] == "startxref", let offset = Int(line) {
                lines[index] = String(offset + distance)
            }
        }
        return lines.joined(separator: "\n")
    }
}

/// What somebody may do to a signed file with a proper incremental update.
enum Change: String, CaseIterable {
    case pageTurned, contentReplaced, contentFreed, pageRemoved, pageAdded, annotationAdded, scriptAdded
    case formFieldAdded, lookOfSignatureReplaced, signatureRemoved, fontReplaced, emptySignatureFieldAdded

    func make(_ file: PDFFile, _ update: IncrementalUpdate) throws {
        let page = try file.page(1)
        var entries = page.dictionary
        switch self {
        case .pageTurned:
            entries["Rotate"] = .integer(90)
            update.set(page.reference, to: .dictionary(entries))
        case .contentReplaced, .contentFreed:
            let content = try #require(entries["Contents"]?.reference)
            let other = PDFStream(encoded: Array("BT /F1 9 Tf (9,000,000) Tj ET".utf8))
            update.set(content, to: self == .contentFreed ? .null : .stream(other))
        case .pageRemoved, .pageAdded:
            let tree = try file.reference("Pages")
            var pages = try file.dictionary(.reference(tree))
            let kids = try file.array(pages["Kids"])
            let changed = self == .pageRemoved ? Array(kids.dropLast()) : kids + [kids[0]]
            pages["Kids"] = .array(changed)
            pages["Count"] = .integer(changed.count)
            update.set(tree, to: .dictionary(pages))
        case .annotationAdded:
            let note = update.add(
                .dictionary([
                    "Type": .name("Annot"), "Subtype": .name("FreeText"), "Contents": .text("อนุมัติ"),
                    "Rect": .array([10, 10, 90, 90].map(PDFObject.integer)),
                ])
            )
            entries["Annots"] = .array(try file.array(entries["Annots"]) + [.reference(note)])
            update.set(page.reference, to: .dictionary(entries))
        case .scriptAdded:
            var catalog = try file.catalog()
            catalog["OpenAction"] = .dictionary(["S": .name("JavaScript"), "JS": .text("x")])
            update.set(try file.reference(), to: .dictionary(catalog))
        default: try changeForm(file, update, page)
        }
    }

    private func changeForm(_ file: PDFFile, _ update: IncrementalUpdate, _ page: PDFPage) throws {
        var catalog = try file.catalog()
        var form = try file.dictionary(catalog["AcroForm"])
        let fields = try file.array(form["Fields"])
        switch self {
        case .formFieldAdded, .emptySignatureFieldAdded:
            let kind = self == .formFieldAdded ? "Tx" : "Sig"
            let field = update.add(
                .dictionary([
                    "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name(kind),
                    "T": .text("extra"),
                    "Rect": .array([10, 10, 90, 90].map(PDFObject.integer)),
                ])
            )
            form["Fields"] = .array(fields + [.reference(field)])
            var entries = page.dictionary
            entries["Annots"] = .array(try file.array(entries["Annots"]) + [.reference(field)])
            update.set(page.reference, to: .dictionary(entries))
            catalog["AcroForm"] = .dictionary(form)
            update.set(try file.reference(), to: .dictionary(catalog))
        case .lookOfSignatureReplaced:
            let field = try #require(fields.first?.reference)
            var entries = try file.dictionary(.reference(field))
            entries["Rect"] = .array([0, 0, 500, 500].map(PDFObject.integer))
            update.set(field, to: .dictionary(entries))
        case .signatureRemoved:
            // The field stays, its place in the page's list goes.
            var entries = page.dictionary
            entries["Annots"] = .array([])
            update.set(page.reference, to: .dictionary(entries))
        default:
            let resources = try file.dictionary(page.inherited["Resources"])
            let font = try #require(try file.dictionary(resources["Font"]).first?.value.reference)
            var entries = try file.dictionary(.reference(font))
            entries["BaseFont"] = .name("Courier")
            update.set(font, to: .dictionary(entries))
        }
    }
}
