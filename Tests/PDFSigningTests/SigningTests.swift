import CMS
import Foundation
import PDF
import PDFSigning
import TestAuthority
import Testing

@Suite struct SigningTests {
    let studio: Studio

    init() throws { studio = try Studio() }

    @Test(arguments: [
        "", "--object-streams=generate", "--linearize", "--linearize --object-streams=generate",
    ])
    func `a signed file begins with the original and is valid`(_ structure: String) throws {
        let file = try studio.threePages(structure)
        let signed = try studio.sign(file)
        #expect(signed.bytes.array.starts(with: file.bytes.array))
        let verdict = try studio.verdict(on: signed)
        #expect(verdict.state == .valid)
        #expect(verdict.signatures.map(\.coverage) == [.wholeFile])
        #expect(verdict.signatures.first?.signer?.commonName == "นางสาวสมมติ ลองใช้")
        #expect(verdict.signatures.first?.level == .basic)
        #expect(verdict.signatures.first?.reasons == [.revocationUnknown])
        try judge(signed, signatures: 1)
    }

    @Test func `three persons sign one after the other, each with a look`() throws {
        var file = try studio.threePages()
        let look = try studio.look()
        for (index, name) in ["rsa", "ec", "seal"].enumerated() {
            var request = studio.request()
            let box = PageBox(x: 60, y: 60 + Double(index) * 80, width: 150, height: 50)
            request.place = .init(look: look, page: 1, box: box)
            request.name = "ผู้ลงนาม \(index + 1)"
            request.reason = "ทราบ"
            file = try studio.signer(name).sign(file, request).file.file()
        }
        let verdict = try studio.verdict(on: file)
        #expect(verdict.state == .valid)
        #expect(verdict.signatures.map(\.field) == ["Signature1", "Signature2", "Signature3"])
        #expect(verdict.signatures.map(\.coverage) == [.allowedAdditions, .allowedAdditions, .wholeFile])
        #expect(verdict.signatures.map(\.statedReason) == ["ทราบ", "ทราบ", "ทราบ"])
        try judge(file, signatures: 3)
        let text = try studio.run("pdftotext", "-raw", studio.write(file), "-")
        #expect(text.components(separatedBy: "Signed here").count == 4)
    }

    @Test(arguments: [0, 90, 180, 270]) func `a look stands upright on a turned page`(_ turn: Int) throws {
        let file = try studio.threePages("--rotate=+\(turn):1")
        var request = studio.request()
        request.place = .init(
            look: try studio.look(),
            page: 1,
            box: PageBox(x: 100, y: 100, width: 150, height: 50)
        )
        let signed = try studio.signer("ec").sign(file, request).file.file()
        #expect(try studio.verdict(on: signed).state == .valid)
        let name = try studio.write(signed)
        let words = try studio.run("pdftotext", "-bbox", "-l", "1", name, "-")
        // The word is read from left to right: wider than high, within the box.
        let line = try #require(words.split(separator: "\n").first { $0.contains(">Signed<") })
        let numbers = line.split(separator: "\"").compactMap { Double($0) }
        try #require(numbers.count == 4)
        #expect(numbers[2] - numbers[0] > numbers[3] - numbers[1])
        #expect(numbers[0] >= 100 && numbers[2] <= 250)
        #expect(numbers[1] >= 98 && numbers[3] <= 152)
    }

    @Test func `an empty signature field is signed where it is`() throws {
        let file = try withEmptyField("Approver")
        var request = studio.request()
        request.field = "Approver"
        let signed = try studio.signer("rsa").sign(file, request).file.file()
        let verdict = try studio.verdict(on: signed)
        #expect(verdict.state == .valid)
        #expect(verdict.signatures.map(\.field) == ["Approver"])
        #expect(throws: SigningError.fieldTaken("Approver")) { try studio.signer("ec").sign(signed, request) }
        try judge(signed, signatures: 1)
    }

    @Test func `a signature may be made elsewhere, step by step`() throws {
        let session = try SigningSession(studio.threePages(), studio.request())
        let key = try studio.authority.signer("rsa")
        let attributes = try SignedAttributes(digest: session.digest, certificate: key.certificate)
        let signature = try key.sign(attributes.der)
        let signed = try session.finish(attributes.signedData(signature: signature, chain: key.chain))
        #expect(try studio.verdict(on: signed.file()).state == .valid)
    }

    @Test func `a message that is too long for its place is refused`() throws {
        var request = studio.request()
        request.room = 1_000
        let file = try studio.threePages()
        let work = { try studio.signer("rsa").sign(file, request) }
        let error = #expect(throws: SigningError.self) { try work() }
        guard case .tooLong? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `each level is reached and keeps what the check needs`() throws {
        let file = try studio.threePages()
        for level in SignatureLevel.allCases {
            let result = try studio.signer("rsa").sign(file, studio.request(), level: level)
            #expect(result.level == level)
            #expect(result.shortfall == nil)
            #expect(result.file.original.count == file.bytes.count)
            let signed = try result.file.file()
            let verdict = try studio.verdict(on: signed)
            #expect(verdict.state == .valid, "\(level): \(verdict.signatures.map(\.reasons))")
            #expect(verdict.signatures.first?.level == level)
            #expect(verdict.signatures.count == (level == .archive ? 2 : 1))
            try judge(signed, signatures: 1)
        }
    }

    @Test func `a signature outlives its certificate when an authority stamped it`() throws {
        let file = try studio.threePages()
        let later = studio.now + 4 * 365 * 86_400
        let plain = try studio.sign(file, by: "ec", level: .basic)
        #expect(try studio.verdict(on: plain, at: later).signatures.first?.reasons == [.expired])
        // The authority's certificate has ended too by then: only a renewed stamp would carry on.
        let archived = try studio.sign(file, by: "ec", level: .archive)
        #expect(try studio.verdict(on: archived, at: later).state == .invalid)
        #expect(
            try studio.verdict(on: archived, at: studio.now + 300 * 86_400).signatures.first?.level
                == .archive
        )
    }

    @Test func `the stamp of an authority that is not believed proves no time and harms nothing`() throws {
        let file = try studio.sign(studio.threePages(), by: "rsa", level: .time)
        // Only the signer's own certificate is believed.
        let verifier = DocumentVerifier(anchors: TrustAnchors([try studio.authority.certificate("rsa")]))
        let verdict = try verifier.verdict(on: file, at: studio.now + 5)
        #expect(verdict.state == .valid)
        let signature = try #require(verdict.signatures.first)
        #expect(signature.reasons.contains(.timeStampUntrusted))
        #expect(signature.level == .basic)
        // 21 November 2026, 09:00 in Bangkok, as the request says.
        #expect(signature.time == .claimed(1_795_226_400))
    }

    @Test func `an authority that is down leaves a signature that is raised later`() throws {
        let file = try studio.threePages()
        let closed = HTTPTimeStampAuthority(url: "\(studio.authority.address)/off")
        let result = try studio.signer("rsa", stamps: closed).sign(file, studio.request(), level: .archive)
        #expect(result.level == .basic)
        #expect(result.shortfall?.code == .network)
        let basic = try result.file.file()
        #expect(try studio.verdict(on: basic).state == .valid)

        let raising = SignatureExtension(authority: studio.authority.stamps, revocation: WebRevocation())
        let raised = try raising.extend(basic, to: .archive)
        #expect(raised.level == .archive)
        let verdict = try studio.verdict(on: raised.file.file())
        #expect(verdict.state == .valid)
        #expect(verdict.signatures.map(\.kind) == [.approval, .timeStamp])
        #expect(raised.file.bytes.starts(with: basic.bytes.array))
        try judge(raised.file.file(), signatures: 1)
    }

    @Test func `an issuer that does not answer leaves the time-stamped signature`() throws {
        struct Silent: RevocationSource {
            func data(for: Certificate, issuedBy: Certificate?) throws(CMSError) -> RevocationData {
                throw CMSError(.network)
            }
        }
        let file = try studio.threePages()
        let result = try studio.signer("rsa", revocation: Silent()).sign(
            file,
            studio.request(),
            level: .archive
        )
        #expect(result.level == .time)
        #expect(result.shortfall == CMSError(.network))
        #expect(try studio.verdict(on: result.file.file()).state == .valid)
    }

    @Test(arguments: SigningObstacle.allCases) func `what could change a signed file is refused`(
        _ obstacle: SigningObstacle
    ) throws {
        let file = try with(obstacle)
        #expect(try SigningObstacle.all(in: file) == [obstacle])
        let error = #expect(throws: SigningError.self) { try studio.sign(file) }
        #expect(error == .obstacles([obstacle]))
    }

    @Test(arguments: ["plain", "escaped", "apart", "compressed"])
    func `an action is found however it is written, and where no page leads to`(_ way: String) throws {
        let file = try studio.threePages()
        let bytes = try file.changed { update in
            let kind = way == "escaped" ? PDFObject.verbatim(Array("/L#61unch".utf8)) : .name("Launch")
            let action: PDFDictionary = [
                "S": way == "apart" ? .reference(update.add(kind)) : kind, "F": .string(Array("x".utf8)),
            ]
            _ = update.add(.dictionary(["A": .dictionary(action)]))
        }
        if way == "compressed" {
            let plain = try studio.write(PDFFile(bytes: PDFBytes(bytes)))
            try studio.run(
                "qpdf",
                "--object-streams=generate",
                "--preserve-unreferenced",
                plain,
                studio.name("packed.pdf")
            )
            #expect(
                try SigningObstacle.all(in: PDFFile(path: studio.url("packed.pdf").path)) == [
                    .automaticAction
                ]
            )
        } else {
            #expect(try SigningObstacle.all(in: PDFFile(bytes: PDFBytes(bytes))) == [.automaticAction])
        }
    }

    @Test func `links, destinations and empty forms are no obstacle`() throws {
        let file = try studio.threePages()
        let bytes = try file.changed { update in
            let root = try file.reference()
            var catalog = try file.catalog()
            let page = try file.page(1).reference
            catalog["OpenAction"] = .array([.reference(page), .name("Fit")])
            let link = PDFObject.dictionary([
                "Type": .name("Annot"), "Subtype": .name("Link"),
                "Rect": .array([0, 0, 9, 9].map(PDFObject.integer)),
                "A": .dictionary(["S": .name("URI"), "URI": .string(Array("http://example.org".utf8))]),
            ])
            var entries = try file.page(1).dictionary
            entries["Annots"] = .array([.reference(update.add(link))])
            update.set(page, to: .dictionary(entries))
            update.set(root, to: .dictionary(catalog))
        }
        #expect(try SigningObstacle.all(in: PDFFile(bytes: PDFBytes(bytes))) == [])
    }

    @Test func `a certified file says what may follow`() throws {
        let certified = try studio.signer("rsa").sign(studio.threePages(), studio.request(.certification(3)))
        let file = try certified.file.file()
        #expect(try studio.verdict(on: file).signatures.map(\.kind) == [.certification])
        let again = try studio.sign(file)
        #expect(try studio.verdict(on: again).state == .valid)
        try judge(file, signatures: 1)
    }

    /// Another judge of each kind: qpdf and Ghostscript for the file, poppler for the signatures.
    private func judge(_ file: PDFFile, signatures: Int) throws {
        let name = try studio.write(file)
        try studio.run("qpdf", "--check", name)
        let ghost = try studio.run(
            "gs",
            "-q",
            "-dPDFSTOPONERROR",
            "-sDEVICE=nullpage",
            "-o",
            "/dev/null",
            name
        )
        #expect(ghost.isEmpty, "\(ghost)")
        // Debian's poppler does not judge document time-stamps.
        let words = try studio.run("pdfsig", "-nocert", name)
        #expect(
            words.components(separatedBy: "Signature Validation: Signature is Valid.").count == signatures
                + 1,
            "\(words)"
        )
    }

    private func withEmptyField(_ name: String, lock: PDFDictionary? = nil) throws -> PDFFile {
        let file = try studio.threePages()
        return try PDFFile(
            bytes: PDFBytes(
                file.changed { update in
                    let page = try file.page(1)
                    let field = update.add(
                        .dictionary([
                            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
                            "T": .text(name), "Rect": .array([10, 10, 160, 60].map(PDFObject.integer)),
                            "P": .reference(page.reference), "F": .integer(4),
                        ])
                    )
                    var entries = page.dictionary
                    entries["Annots"] = .array([.reference(field)])
                    update.set(page.reference, to: .dictionary(entries))
                    var catalog = try file.catalog()
                    catalog["AcroForm"] = .dictionary(["Fields": .array([.reference(field)])])
                    update.set(try file.reference(), to: .dictionary(catalog))
                }
            )
        )
    }

    private func with(_ obstacle: SigningObstacle) throws -> PDFFile {
        if obstacle == .closedByCertification {
            return try studio.signer("rsa").sign(studio.threePages(), studio.request(.certification(1))).file
                .file()
        }
        let file = try studio.threePages()
        let bytes = try file.changed { update in
            var catalog = try file.catalog()
            let script = PDFObject.dictionary([
                "S": .name("JavaScript"), "JS": .string(Array("app.alert(1)".utf8)),
            ])
            switch obstacle {
            case .script: catalog["OpenAction"] = script
            case .automaticAction:
                catalog["OpenAction"] = .dictionary(["S": .name("Launch"), "F": .string(Array("x".utf8))])
            case .xfa: catalog["AcroForm"] = .dictionary(["XFA": .string([1]), "Fields": .array([])])
            case .filledForm:
                let field: PDFDictionary = ["FT": .name("Tx"), "T": .text("amount"), "V": .text("5")]
                catalog["AcroForm"] = .dictionary([
                    "Fields": .array([.reference(update.add(.dictionary(field)))])
                ])
            default:
                let layer = update.add(.dictionary(["Type": .name("OCG"), "Name": .text("layer")]))
                catalog["OCProperties"] = .dictionary(["OCGs": .array([.reference(layer)])])
            }
            update.set(try file.reference(), to: .dictionary(catalog))
        }
        return try PDFFile(bytes: PDFBytes(bytes))
    }
}
