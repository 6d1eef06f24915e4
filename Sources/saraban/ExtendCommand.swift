import CMS
import CommandLine
import PDF
import PDFSigning

/// `saraban extend`: raises the level of the signatures in a file, or renews their archive time-stamp.
enum ExtendCommand {
    static let command = Command(
        "extend",
        "Adds time-stamps and revocation data to a signed PDF, so that it can be checked for longer",
        options: [
            SignCommand.level(standard: "LTA"), SignCommand.tsa,
            .repeated("certificates", "PEM", "further certificates of the signers' paths"),
        ],
        arguments: [.required("IN", "the signed PDF"), .required("OUT", "where the new file goes")]
    )

    static func run(_ parsed: Parsed) throws {
        let level = parsed["level"].flatMap(SignatureLevel.init) ?? .archive
        guard let tsa = parsed["tsa"] else {
            throw CommandFailure("ต้องระบุ --tsa", "--tsa must be given.")
        }
        let input = parsed["IN"] ?? ""
        let raising = SignatureExtension(
            authority: HTTPTimeStampAuthority(url: tsa),
            revocation: WebRevocation(),
            certificates: try SignCommand.certificates(parsed.all("certificates"))
        )
        let file = try SignCommand.open(input)
        do {
            guard try file.hasSignatures() else {
                throw CommandFailure("\(input) ยังไม่มีลายมือชื่อ", "\(input) is not signed.")
            }
            let result = try raising.extend(file, to: level)
            if let shortfall = result.shortfall { throw CommandFailure(shortfall) }
            try SignCommand.finish(result, asked: level, to: parsed["OUT"] ?? "")
        } catch let error as SigningError {
            throw CommandFailure(error, at: input)
        } catch let error as PDFError {
            throw CommandFailure(error, at: input)
        }
    }
}
