import CMS
import Glibc
import JSON
import PDF
import PDFSigning
import Typesetting

// Usage: document-bench stamps IN.pdf COUNT, or document-bench letters FIELDS.json COUNT KEYS.
// KEYS is a folder with rsa.p12 and ec.p12, whose password is "bench". All in one thread, nothing written to the disk.

let words = Array(Swift.CommandLine.arguments.dropFirst())
guard words.count >= 3, let count = Int(words[2]), count > 0 else {
    print("Usage: document-bench stamps IN.pdf COUNT | document-bench letters FIELDS.json COUNT KEYS")
    exit(2)
}

/// Processor time, so that other work on the machine does not count.
func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The median of five rounds.
func rate(_ label: String, _ count: Int, _ work: (Int) throws -> Void) throws {
    try work(0)
    var rates: [Double] = []
    for _ in 0..<5 {
        let start = seconds()
        for number in 1...count { try work(number) }
        rates.append(Double(count) / (seconds() - start))
    }
    print("\(label): \(Int(rates.sorted()[2]))/s")
}

func bytes(_ path: String) throws -> [UInt8] { try PDFBytes(path: path).array }

func benchStamps(_ path: String) throws {
    func draw(_ number: Int) throws -> [UInt8] {
        try ReceiveStamp(
            agency: "สำนักงานป้องกันและบรรเทาสาธารณภัย",
            number: "\(number)/2569",
            date: "21 พฤศจิกายน 2569",
            time: "09.42 น."
        ).pdf()
    }
    try rate("receive stamps drawn", count) { _ = try draw($0) }
    try rate("QR codes drawn", count) {
        _ = try QRStamp("https://saraban.example.go.th/v/\($0)").pdf(side: 60)
    }
    try rate("files stamped, from opening to the bytes of the change", count) { number in
        let update = try IncrementalUpdate(PDFFile(path: path))
        let form = try update.importForm(from: PDFFile(bytes: PDFBytes(draw(number))))
        try update.stamp(form, page: 1, box: PageBox(x: 420, y: 28, width: 141.7, height: 70.9))
        _ = try update.tail()
    }
}

func benchLetters(_ path: String, keys: String) throws {
    let fields = try LetterFields(JSONValue(parsing: bytes(path)))
    let press = try LetterPress(typeface: .files([]), emblem: nil)
    let created = PDFDate(year: 2026, month: 11, day: 21)
    func letter() throws -> [UInt8] {
        try press.pdf(fields.form, created: created, hasThaiDigits: fields.hasThaiDigits, data: nil)
    }
    try rate("letters set as PDF/A", count) { _ in _ = try letter() }

    let page = PDFBytes(try letter())
    let look = try PDFFile(
        bytes: PDFBytes(
            SignatureAppearance(lines: ["(นายทดสอบ ตัวอย่างดี)", "ผู้ว่าราชการจังหวัด"]).pdf(width: 160, height: 60)
        )
    )
    var request = SignatureRequest(time: created)
    request.place = .init(look: look, page: 1, box: PageBox(x: 300, y: 500, width: 160, height: 60))
    for (name, label) in [("rsa", "RSA-2048"), ("ec", "P-256")] {
        let key = try PKCS12Signer(bytes("\(keys)/\(name).p12"), password: "bench")
        let signer = PDFSigner(signer: key)
        try rate("letters signed with \(label), B-B, seen on the page", count * 4) { _ in
            _ = try signer.sign(PDFFile(bytes: page), request)
        }
        let signed = PDFBytes(try signer.sign(PDFFile(bytes: page), request).file.bytes)
        let verifier = DocumentVerifier(anchors: TrustAnchors([key.certificate]))
        let now = Int(time(nil))
        try rate("signed letters checked, \(label)", count * 4) { _ in
            let verdict = try verifier.verdict(on: PDFFile(bytes: signed), at: now)
            guard verdict.state == .valid else { throw CMSError(.malformed, "\(verdict.signatures)") }
        }
    }
}

if words[0] == "stamps" {
    try benchStamps(words[1])
} else {
    try benchLetters(words[1], keys: words.count > 3 ? words[3] : ".")
}
