import App
import CMS
import CommandLine
import Glibc
import JSON
import PDF
import PDFSigning
import ThaiText

/// `saraban verify`: says what is to be thought of a signed PDF.
enum VerifyCommand {
    static let command = Command(
        "verify",
        "Checks the signatures of a PDF; exit status 0 all valid, 1 not, 2 no signature, 3 unreadable",
        options: [
            .repeated("trust", "PEM", "certificates that are believed; without any nobody is"),
            .flag("online", "ask the issuers about revocation where the file does not tell"),
            .flag("require-revocation", "take a signature whose revocation is not known as not valid"),
            .flag("json", "print JSON"),
        ],
        arguments: [.required("FILE", "the PDF")]
    )

    static func run(_ parsed: Parsed) throws -> Int32 {
        let path = parsed["FILE"] ?? ""
        let trusted: [Certificate]
        do { trusted = try SignCommand.certificates(parsed.all("trust")) } catch {
            // Without the list nothing could be said of the file.
            Log.write("saraban: \(error)")
            return 3
        }
        let verdict: DocumentVerdict
        do throws(PDFError) {
            let verifier = DocumentVerifier(
                anchors: TrustAnchors(trusted),
                revocation: parsed.flag("online") ? WebRevocation() : nil
            )
            verdict = try verifier.verdict(on: PDFFile(path: path), at: time(nil))
        } catch {
            let failure = CommandFailure(error, at: path)
            if parsed.flag("json") {
                show(["file": .string(path), "state": "unreadable", "reasons": [failure.json]])
            } else {
                Log.write("saraban: \(failure)")
            }
            return 3
        }
        if parsed.flag("json") {
            show(VerdictText.json(verdict, path))
        } else {
            print(VerdictText.lines(verdict, path).joined(separator: "\n"))
        }
        return status(of: verdict, needsRevocation: parsed.flag("require-revocation"))
    }

    private static func status(of verdict: DocumentVerdict, needsRevocation: Bool) -> Int32 {
        switch verdict.state {
        case .unsigned: 2
        case .invalid: 1
        case .valid: needsRevocation && verdict.signatures.contains { $0.revocation == .unknown } ? 1 : 0
        }
    }

    private static func show(_ value: JSONValue) {
        print(String(decoding: value.encoded, as: UTF8.self))
    }
}

extension CommandFailure {
    fileprivate var json: JSONValue { ["code": "unreadable", "th": .string(thai), "en": .string(english)] }
}
