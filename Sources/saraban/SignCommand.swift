import App
import CMS
import CommandLine
import Glibc
import PDF
import PDFSigning
import ThaiText
import Typesetting

/// `saraban sign`: signs a PDF with a key from a file or a token (PAdES).
enum SignCommand {
    static let command = Command(
        "sign",
        "Signs a PDF (PAdES); what cannot be reached of the level is said, and the signature made without it",
        options: [
            .value("p12", "FILE", "the key and its certificate (PKCS #12)"),
            .value("password-file", "FILE", "a file whose first line is the password of --p12"),
            .value("pkcs11", "MODULE", "the driver of a token instead of --p12"),
            .value("label", "NAME", "the label of the key in the token"),
            .value("pin-file", "FILE", "a file whose first line is the token's PIN"),
            .repeated("certificates", "PEM", "further certificates of the path"),
            level(standard: "B"),
            tsa,
            .value("page", "N", "the page of the visible signature, from 1", kind: .integer(in: 1...50_000)),
            .value(
                "box",
                "X,Y,W,H",
                "where on the page: points from the lower left corner of the page as it is shown",
                kind: .numbers(4)
            ),
            .value("image", "PNG", "a picture of the handwritten signature"),
            .value("name", "TEXT", "the signer's name; that of the certificate without it"),
            .repeated("post", "TEXT", "a line of the signer's post, shown below the name"),
            .repeated(
                "stamp",
                "LINE",
                "a line of an office's stamp, framed and blue, in place of name and post: for an e-seal"
            ),
            .value("reason", "TEXT", "why"),
            .value("location", "TEXT", "where"),
            .value("field", "NAME", "an empty signature field, or the name of a new one"),
            .value("certify", "N", "certify: 1 no change, 2 filling, 3 notes too", kind: .integer(in: 1...3)),
        ],
        arguments: [.required("IN", "the PDF"), .required("OUT", "where the signed file goes")]
    )

    static func level(standard: String) -> Option {
        .value(
            "level",
            "LEVEL",
            "B, T (time-stamp), LT (revocation data) or LTA (archive time-stamp)",
            kind: .oneOf(SignatureLevel.allCases.map(\.rawValue)),
            default: standard
        )
    }

    static let tsa = Option.value("tsa", "URL", "the time-stamp authority, from level T on")

    static func run(_ parsed: Parsed) throws {
        let (input, output) = (parsed["IN"] ?? "", parsed["OUT"] ?? "")
        let level = parsed["level"].flatMap(SignatureLevel.init) ?? .basic
        guard level == .basic || parsed["tsa"] != nil else {
            throw CommandFailure("ระดับนี้ต้องระบุ --tsa", "Levels T, LT and LTA need --tsa.")
        }
        let signer = PDFSigner(
            signer: try key(parsed),
            authority: parsed["tsa"].map { HTTPTimeStampAuthority(url: $0) },
            revocation: WebRevocation()
        )
        let result: SigningResult
        do {
            let file = try open(input)
            result = try signer.sign(file, try request(parsed, file, signer.certificate), level: level)
        } catch let error as SigningError {
            throw CommandFailure(error, at: input)
        } catch let error as StampError {
            throw CommandFailure(error)
        }
        try finish(result, asked: level, to: output)
    }

    static func open(_ path: String) throws(CommandFailure) -> PDFFile {
        do throws(PDFError) { return try PDFFile(path: path) } catch { throw CommandFailure(error, at: path) }
    }

    /// Writes the file and says how far the signing came.
    static func finish(_ result: SigningResult, asked level: SignatureLevel, to path: String) throws {
        // A limit on the size of files is an error of the write, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        do throws(PDFError) { try result.file.write(to: path) } catch {
            throw CommandFailure(error, writing: path)
        }
        if let shortfall = result.shortfall {
            let reason = CommandFailure(shortfall)
            Log.write(
                "saraban: \(reason.thai) จึงลงลายมือชื่อระดับ \(result.level.rawValue) ไว้ก่อน "
                    + "เพิ่มภายหลังได้ด้วย saraban extend / \(reason.english) The level is "
                    + "\(result.level.rawValue) instead of \(level.rawValue); saraban extend raises it later."
            )
        }
        print("level \(result.level.rawValue)")
    }

    private static func key(_ parsed: Parsed) throws -> any Signer {
        do {
            let further = try certificates(parsed.all("certificates"))
            switch (parsed["p12"], parsed["pkcs11"]) {
            case (let path?, nil):
                let password = try parsed["password-file"].map(CommandFiles.secret) ?? ""
                let signer = try PKCS12Signer(CommandFiles.bytes(path), password: password)
                return further.isEmpty ? signer : SignerWithChain(signer, further)
            case (nil, let module?):
                guard let label = parsed["label"], let pin = parsed["pin-file"] else {
                    throw CommandFailure(
                        "ต้องระบุ --label และ --pin-file",
                        "--pkcs11 needs --label and --pin-file."
                    )
                }
                return try PKCS11Signer(
                    module: module,
                    label: label,
                    pin: CommandFiles.secret(pin),
                    certificates: further
                )
            default:
                throw CommandFailure(
                    "ต้องระบุกุญแจด้วย --p12 หรือ --pkcs11 อย่างใดอย่างหนึ่ง",
                    "Either --p12 or --pkcs11 must be given."
                )
            }
        } catch let error as CMSError {
            guard error.code == .wrongPassword, parsed["p12"] != nil, parsed["password-file"] == nil else {
                throw CommandFailure(error)
            }
            throw CommandFailure(
                "กุญแจนี้มีรหัสผ่าน ต้องระบุ --password-file",
                "The key has a password: --password-file must be given."
            )
        }
    }

    static func certificates(_ paths: [String]) throws -> [Certificate] {
        var found: [Certificate] = []
        for path in paths {
            let bytes = try CommandFiles.bytes(path)
            do throws(CMSError) { found += try Certificate.all(in: bytes) } catch {
                throw CommandFailure("\(path) ไม่มีใบรับรอง", "\(path) holds no certificate.")
            }
        }
        return found
    }

    private static func request(
        _ parsed: Parsed,
        _ file: PDFFile,
        _ certificate: Certificate
    ) throws -> SignatureRequest {
        let now = BangkokTime(millisecond: time(nil) * 1000)
        let certify: Int? = parsed.value("certify")
        let purpose = certify.map(SignatureRequest.Purpose.certification) ?? .approval
        var request = SignatureRequest(time: PDFDate(now), purpose: purpose)
        request.name = parsed["name"] ?? certificate.commonName
        (request.reason, request.location) = (parsed["reason"], parsed["location"])
        request.field = parsed["field"]
        guard let numbers: [Double] = parsed.value("box") else {
            guard parsed["image"] == nil, parsed["page"] == nil else {
                throw CommandFailure("ต้องระบุ --box", "A visible signature needs --box.")
            }
            return request
        }
        request.place = try place(parsed, numbers, file, request.name ?? "", now)
        return request
    }

    private static func place(
        _ parsed: Parsed,
        _ numbers: [Double],
        _ file: PDFFile,
        _ name: String,
        _ now: BangkokTime
    ) throws -> SignatureRequest.Place {
        let number: Int = parsed.value("page") ?? 1
        let page: PageGeometry
        do throws(PDFError) {
            page = try PageGeometry(file.page(number), of: file)
        } catch {
            throw CommandFailure(error, at: parsed["IN"] ?? "")
        }
        guard let box = PageBox(numbers, on: page) else {
            throw CommandFailure("กรอบอยู่นอกหน้ากระดาษ", "The box lies outside of the page.")
        }
        let look = try look(parsed, name, now, width: box.width, height: box.height)
        return .init(look: try PDFFile(bytes: PDFBytes(look)), page: number, box: box)
    }
}

extension SignCommand {
    /// What is seen on the page: a person's signature, or the stamp of an office.
    private static func look(
        _ parsed: Parsed,
        _ name: String,
        _ now: BangkokTime,
        width: Double,
        height: Double
    ) throws -> [UInt8] {
        let stamp = parsed.all("stamp")
        guard stamp.isEmpty else {
            return try TextStamp(stamp, colour: .blue, isFramed: true).pdf(width: width, height: height)
        }
        var lines = ["(\(name))"] + parsed.all("post")
        if let reason = parsed["reason"] { lines.append(reason) }
        lines.append(ThaiDigits.thai("\(now.day.long) \(now.clock)"))
        let picture = try parsed["image"].map { try CommandFiles.bytes($0, limit: 8 << 20) }
        return try SignatureAppearance(picture: picture, lines: lines).pdf(width: width, height: height)
    }
}

/// A key with more certificates than its file holds.
private struct SignerWithChain: Signer {
    private let signer: any Signer
    let chain: [Certificate]
    var certificate: Certificate { signer.certificate }

    init(_ signer: any Signer, _ further: [Certificate]) {
        self.signer = signer
        chain = signer.chain + further
    }

    func sign(_ bytes: [UInt8]) throws(CMSError) -> [UInt8] { try signer.sign(bytes) }
}

extension PDFDate {
    /// A moment as the clocks in Thailand show it.
    init(_ time: BangkokTime) {
        self.init(
            year: time.day.commonYear,
            month: time.day.month,
            day: time.day.day,
            hour: time.hour,
            minute: time.minute,
            second: time.second
        )
    }
}

extension PageBox {
    /// A box given by its lower left corner; nil unless it has a size and lies on the page.
    init?(_ numbers: [Double], on page: PageGeometry) {
        self.init(
            x: numbers[0],
            y: page.height - numbers[1] - numbers[3],
            width: numbers[2],
            height: numbers[3]
        )
        let isInside =
            x > -0.01 && y > -0.01 && x + width < page.width + 0.01 && y + height < page.height + 0.01
        guard isInside, width > 0, height > 0 else { return nil }
    }
}
