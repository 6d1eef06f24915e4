import App
import CommandLine
import Glibc
import PDF
import Typesetting

/// `saraban stamp`: draws on a page of a PDF, behind the end of the file.
///
/// The input is foreign: the server runs this command as a child in the sandbox, never in its own process.
enum StampCommand {
    static let command = Command(
        "stamp",
        "Stamps a page of a PDF: text, a picture, a QR code or the stamp of receipt",
        options: [
            .repeated("text", "LINE", "a line of text; may be given several times"),
            .value("image", "PNG", "a picture, at most 4,000 dots a side and 8 MB"),
            .value("qr", "TEXT", "a QR code of a text"),
            .value("receive", "AGENCY", "the stamp of receipt (form 12) of an agency"),
            .value("number", "TEXT", "with --receive: the receive number"),
            .value("date", "TEXT", "with --receive: the date"),
            .value("time", "TEXT", "with --receive: the time"),
            .value("page", "N", "the page, from 1", kind: .integer(in: 1...50_000), default: "1"),
            .value(
                "box",
                "X,Y,W,H",
                "where: points from the lower left corner of the page as it is shown; the stamp of receipt goes to "
                    + "the upper right corner by itself",
                kind: box
            ),
            .value("colour", "COLOUR", "blue, red, green, black or #rrggbb", kind: colour, default: "blue"),
            .value(
                "size",
                "N",
                "the largest size of text, as of TH Sarabun",
                kind: .integer(in: 5...400),
                default: "16"
            ),
            .flag("frame", "with --text: draw a frame"),
        ],
        arguments: [.required("IN", "the PDF"), .required("OUT", "where the stamped copy goes")]
    )

    private static let box = ValueKind(
        "ตัวเลขสี่จำนวน x,y,w,h คั่นด้วยจุลภาค โดย w และ h มากกว่า 0",
        "four numbers x,y,w,h with commas between, w and h above 0"
    ) {
        word -> [Double]? in
        let parts = word.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        let numbers = parts.compactMap(\.self).filter { $0.isFinite && abs($0) < 1e6 }
        guard parts.count == 4, numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
        return numbers
    }

    private static let colour = ValueKind(
        " blue, red, green, black หรือ #rrggbb",
        "blue, red, green, black or #rrggbb"
    ) { word -> StampColour? in
        StampColour(word)
    }

    static func run(_ parsed: Parsed) -> Int32 {
        // A limit on the size of files is an error of the write, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        let kinds =
            ["image", "qr", "receive"].filter { parsed[$0] != nil }
            + (parsed.all("text").isEmpty ? [] : ["text"])
        guard kinds.count == 1, let kind = kinds.first else {
            return refuse("one of --text, --image, --qr and --receive must be given")
        }
        guard kind == "receive" || parsed["box"] != nil else { return refuse("--box must be given") }
        do {
            try stamp(parsed, kind)
            return 0
        } catch {
            Log.write(
                "saraban stamp: \(StampRefusal(error, input: parsed["IN"] ?? "", output: parsed["OUT"] ?? ""))"
            )
            return 1
        }
    }

    private static func refuse(_ mistake: String) -> Int32 {
        Log.write("saraban: \(mistake)\nHelp: saraban stamp --help")
        return Program.refusedStatus
    }

    private static func stamp(_ parsed: Parsed, _ kind: String) throws {
        let file = try reading { () throws(PDFError) in try PDFFile(path: parsed["IN"] ?? "") }
        guard try !file.hasSignatures() else { throw PDFError(.signed) }
        let number: Int = parsed.value("page") ?? 1
        let page = try PageGeometry(file.page(number), of: file)
        let place = try place(parsed.value("box"), on: page)
        let update = try IncrementalUpdate(file)
        let drawing = try drawing(parsed, kind, width: place.width, height: place.height)
        let form = try update.importForm(from: PDFFile(bytes: PDFBytes(drawing)))
        try update.stamp(form, page: number, box: place)
        do {
            try update.write(to: parsed["OUT"] ?? "")
        } catch { throw StampRefusal.Place.output(error) }
    }

    private static func reading(_ body: () throws(PDFError) -> PDFFile) throws -> PDFFile {
        do { return try body() } catch { throw StampRefusal.Place.input(error) }
    }

    /// The box from the upper left corner; without one, the upper right corner of the page, 1 cm from its edges.
    private static func place(_ numbers: [Double]?, on page: PageGeometry) throws -> PageBox {
        guard let numbers else {
            let margin = 72 / 2.54
            let scale = min(
                1,
                page.width * 0.9 / ReceiveStamp.width,
                page.height * 0.9 / ReceiveStamp.height
            )
            let (width, height) = (ReceiveStamp.width * scale, ReceiveStamp.height * scale)
            let gap = min(margin, (page.width - width) / 2, (page.height - height) / 2)
            return PageBox(x: page.width - width - gap, y: gap, width: width, height: height)
        }
        let box = PageBox(
            x: numbers[0],
            y: page.height - numbers[1] - numbers[3],
            width: numbers[2],
            height: numbers[3]
        )
        let isInside =
            box.x > -0.01 && box.y > -0.01 && box.x + box.width < page.width + 0.01
            && box.y + box.height < page.height + 0.01
        guard isInside else {
            throw StampRefusal.Place.outside(width: page.width, height: page.height)
        }
        return box
    }

    private static func drawing(_ parsed: Parsed, _ kind: String, width: Double, height: Double) throws
        -> [UInt8]
    {
        let colour: StampColour = parsed.value("colour") ?? .blue
        switch kind {
        case "image":
            return try PictureStamp(png: picture(parsed["image"] ?? "")).pdf(width: width, height: height)
        case "qr": return try QRStamp(parsed["qr"] ?? "").pdf(side: min(width, height))
        case "receive":
            return try ReceiveStamp(
                agency: parsed["receive"] ?? "",
                number: parsed["number"] ?? "",
                date: parsed["date"] ?? "",
                time: parsed["time"] ?? "",
                colour: colour
            ).pdf()
        default:
            return try TextStamp(
                parsed.all("text"),
                colour: colour,
                isFramed: parsed.flag("frame"),
                size: Double(parsed.value("size", as: Int.self) ?? 16)
            ).pdf(width: width, height: height)
        }
    }

    private static func picture(_ path: String) throws -> [UInt8] {
        let bytes: PDFBytes
        do { bytes = try PDFBytes(path: path) } catch {
            throw error.code == .system
                ? StampRefusal.Place.picture(error) as any Error : StampError.brokenPicture
        }
        guard bytes.count <= 8 << 20 else { throw StampError.pictureTooLarge }
        return bytes.array
    }
}
