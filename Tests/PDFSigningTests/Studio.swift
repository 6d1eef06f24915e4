import CMS
import Foundation
import PDF
import PDFSigning
import TestAuthority
import Testing

/// Files to sign, keys to sign them with, and other programs that judge.
struct Studio {
    let authority: TestAuthority
    let now: Int
    private let prefix = UUID().uuidString

    init() throws {
        authority = try TestAuthority.shared.get()
        now = Int(Date().timeIntervalSince1970)
    }

    /// Three pages, "Page 1" to "Page 3", written by Ghostscript and laid out anew by qpdf.
    func threePages(_ options: String = "") throws -> PDFFile {
        let program = """
            %!PS
            /Helvetica findfont 20 scalefont setfont
            1 1 3 {72 700 moveto (Page ) show 10 string cvs show showpage} for
            """
        try Data(program.utf8).write(to: url("pages.ps"))
        try run("gs", "-q", "-sDEVICE=pdfwrite", "-sPAPERSIZE=a4", "-o", name("pages.pdf"), name("pages.ps"))
        guard !options.isEmpty else { return try PDFFile(path: url("pages.pdf").path) }
        try run("sh", "-c", "qpdf \(options) \(name("pages.pdf")) \(name("changed.pdf"))")
        return try PDFFile(path: url("changed.pdf").path)
    }

    /// A look for a signature: a frame and a word, by another program.
    func look() throws -> PDFFile {
        let program = """
            %!PS
            <</PageSize [150 50]>> setpagedevice /Helvetica findfont 12 scalefont setfont
            10 20 moveto (Signed here) show 2 2 146 46 rectstroke showpage
            """
        try Data(program.utf8).write(to: url("look.ps"))
        try run("gs", "-q", "-sDEVICE=pdfwrite", "-o", name("look.pdf"), name("look.ps"))
        return try PDFFile(path: url("look.pdf").path)
    }

    func request(_ purpose: SignatureRequest.Purpose = .approval) -> SignatureRequest {
        SignatureRequest(time: PDFDate(year: 2026, month: 11, day: 21, hour: 9), purpose: purpose)
    }

    func signer(
        _ name: String,
        stamps: (any TimeStampAuthority)? = nil,
        revocation: (any RevocationSource)? = nil
    ) throws -> PDFSigner {
        PDFSigner(
            signer: try authority.signer(name),
            authority: stamps ?? authority.stamps,
            revocation: revocation ?? WebRevocation()
        )
    }

    func sign(_ file: PDFFile, by name: String = "ec", level: SignatureLevel = .basic) throws -> PDFFile {
        try signer(name).sign(file, request(), level: level).file.file()
    }

    func verdict(on file: PDFFile, at time: Int? = nil) throws -> DocumentVerdict {
        try DocumentVerifier(anchors: authority.anchors()).verdict(on: file, at: time ?? now + 5)
    }

    /// The verdict on bytes that may be no PDF any more; nil where they cannot even be read.
    func verdict(on bytes: [UInt8]) throws -> DocumentVerdict? {
        guard let file = try? PDFFile(bytes: PDFBytes(bytes)) else { return nil }
        return try? verdict(on: file)
    }

    func write(_ file: PDFFile, _ name: String = "signed.pdf") throws -> String {
        try Data(file.bytes.array).write(to: url(name))
        return self.name(name)
    }

    func name(_ name: String) -> String { "\(prefix)-\(name)" }

    func url(_ name: String) -> URL { authority.folder.appendingPathComponent(self.name(name)) }

    @discardableResult
    func run(_ program: String, _ arguments: String...) throws -> String {
        let done = try authority.run(program, arguments)
        guard done.status == 0 else {
            throw TestAuthority.Failure(description: "\(program) \(arguments): \(done.output)")
        }
        return done.output
    }
}

extension PDFFile {
    /// The file with an update that another hand could have made.
    func changed(_ change: (IncrementalUpdate) throws -> Void) throws -> [UInt8] {
        let update = try IncrementalUpdate(self)
        try change(update)
        return bytes.array + (try update.tail().bytes)
    }

    func reference(_ keys: String...) throws -> PDFReference {
        var object: PDFObject? = trailer["Root"]
        for key in keys { object = try dictionary(object)[key] }
        return try #require(object?.reference)
    }
}

/// The bytes with the first place of one text taken by another of the same length.
func replacing(_ text: String, by other: String, in bytes: [UInt8]) throws -> [UInt8] {
    let (old, new) = (Array(text.utf8), Array(other.utf8))
    try #require(old.count == new.count)
    let data = Data(bytes)
    let range = try #require(data.range(of: Data(old)))
    return Array(data.replacingCharacters(range, new))
}

extension Data {
    fileprivate func replacingCharacters(_ range: Range<Int>, _ bytes: [UInt8]) -> Data {
        var copy = self
        copy.replaceSubrange(range, with: bytes)
        return copy
    }
}
