import DocumentPreview
import HTML
import HTTP
import Kernel
import Web

/// The files of letters for people.
///
///     GET …/attachments/:attachment              the bytes, as they came
///     GET …/attachments/:attachment/pages/:page  a picture of a page: `1.jpg?width=1200`
///     GET …/attachments/:attachment/pdf          the file as PDF: its own, or one made from an office file
///     GET …/attachments/:attachment/read         all its pages
struct AttachmentRoutes: Sendable {
    let office: LetterOffice

    private static let base = "/letters/:letter/attachments/:attachment"

    func add(to site: inout Site) {
        site.page(Self.base, download)
        site.page(Self.base + "/pages/:page", page)
        site.page(Self.base + "/pdf", pdf)
        site.page(Self.base + "/read", read)
    }

    func download(_ visit: Visit) throws -> Response {
        office.file(try attachment(visit), for: visit.request)
    }

    func page(_ visit: Visit) throws -> Response {
        let attachment = try attachment(visit)
        return try office.pageImage(of: try office.source(attachment), for: visit.request)
    }

    func pdf(_ visit: Visit) throws -> Response {
        let attachment = try attachment(visit)
        return try office.previewing {
            try office.derived(
                try office.previews.pdf(of: try office.source(attachment)),
                type: "application/pdf",
                for: visit.request
            )
        }
    }

    func read(_ visit: Visit) throws -> Response {
        let attachment = try attachment(visit)
        do {
            let count = try office.previews.sizes(of: try office.source(attachment)).count
            return visit.answer(readPage(visit, attachment, .success(count)))
        } catch let error as PreviewError {
            let refusal = error.asRefusal
            return visit.answer(
                readPage(visit, attachment, .failure(refusal)),
                status: refusal.code.status
            )
        }
    }

    private func attachment(_ visit: Visit) throws -> Attachment {
        try office.attachment(try visit.id("attachment"), of: try visit.id("letter"), for: visit.actor)
    }
}

/// All pages of a file, or why they cannot be shown; either way it can be downloaded, and the letter is one step back.
private func readPage(_ visit: Visit, _ attachment: Attachment, _ pages: Result<Int, UserError>) -> Screen {
    let t = visit.t
    let address: HTML = "/letters/\(attachment.letter)/attachments/\(attachment.id)"
    let (count, sheets): (HTML, HTML) =
        switch pages {
        case .success(let number):
            (
                "\(t.number(number)) \(t("หน้า", number == 1 ? "page" : "pages")) · ",
                sheets(address, number, isPicture: attachment.mediaType.hasPrefix("image/"), t)
            )
        case .failure(let refusal):
            ("", noSheets(refusal, t))
        }
    return Screen(
        attachment.name,
        place: "/tray",
        shape: .wide,
        main: """
            <div class="sb-pagehead"><div><h1>\(attachment.name)</h1><p class="sb-lead">\(count)\(t.size(attachment.size))</p></div>
              <div class="sb-bar"><a class="btn" href="/letters/\(attachment.letter)" data-key="escape">\(t("กลับไปหนังสือ", "Back to the letter"))</a><a class="btn" href="\(address)" download>\(icon("download"))\(t("ดาวน์โหลด", "Download"))</a></div></div>
            \(sheets)
            """
    )
}

/// Pictures that come as they are scrolled to; with scripts, drawn by pdf.js instead.
private func sheets(_ address: HTML, _ pages: Int, isPicture: Bool, _ t: Language) -> HTML {
    """
    <div class="sb-reader"\(if: !isPicture, " data-pdf=\"\(address)/pdf\"")>\(1...max(1, pages), each: { number in
      "<img class=\"sb-pageimage\" loading=\"lazy\" src=\"\(address)/pages/\(number).jpg\" alt=\"\(t("หน้า", "Page")) \(t.number(number))\" width=\"900\" height=\"1273\">"
    })</div>
    """
}

private func noSheets(_ refusal: UserError, _ t: Language) -> HTML {
    """
    <div class="sb-note sb-note--warn">\(icon("exclamation-triangle"))<p class="mb-0">\(t(refusal.thai, refusal.english))</p></div>
    """
}

extension LetterOffice {
    func source(_ attachment: Attachment) throws -> PreviewStore.Source {
        guard let kind = FileKind(mediaType: attachment.mediaType) else { throw PreviewError(.unavailable) }
        return .init(path: files.path(of: attachment.sha256), key: attachment.sha256, kind: kind)
    }

    /// Runs work on a preview; what cannot be shown is told in words.
    func previewing<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as PreviewError {
            throw error.asRefusal
        }
    }

    /// The picture of the page that an address names, as wide as its query asks: 100 to 2,400 dots, 1,200 without; another
    /// width is refused. Its answer names the next page where there is one, so that nobody asks for more.
    func pageImage(of source: @autoclosure () throws -> PreviewStore.Source, for request: Request) throws
        -> Response
    {
        guard let name = request.parameters["page"], name.hasSuffix(".jpg"), let page = Int(name.dropLast(4))
        else { throw UserError.nothingHere }
        guard let width = Int(request.query["width"] ?? "1200"), (100...2400).contains(width) else {
            throw UserError(
                complaints: [
                    .init("width", "ความกว้างต้องเป็น ๑๐๐ ถึง ๒,๔๐๐ จุด", "The width must be 100 to 2,400 dots")
                ],
                holdingUp: .showing
            )
        }
        return try previewing {
            let source = try source()
            let path = try previews.image(ofPage: page, width: width, of: source)
            var answer = try derived(path, type: "image/jpeg", for: request)
            if page < (try previews.sizes(of: source).count) {
                answer.headers.append("link", "<\(page + 1).jpg>; rel=\"next\"")
            }
            return answer
        }
    }

    /// A file that was made from another; it never changes, so its path serves as its tag.
    func derived(_ path: String, type: String, for request: Request) throws -> Response {
        guard let size = FileResponse.size(ofFileAt: path) else { throw UserError.nothingHere }
        let name = path.split(separator: "/").suffix(2).joined(separator: "-")
        var answer = FileResponse(path: path, size: size, type: type, etag: name).answer(to: request)
        answer.headers.append("cache-control", "private, max-age=3600")
        return answer
    }
}

extension PreviewError {
    fileprivate var asRefusal: UserError {
        switch code {
        case .encrypted:
            UserError(
                .conflict,
                "ไฟล์นี้ล็อกด้วยรหัสผ่าน แสดงหน้าไม่ได้ แต่ดาวน์โหลดได้",
                "This file is locked with a password: it can be downloaded but not shown"
            )
        case .broken:
            UserError(
                .conflict,
                "ไฟล์นี้เสียหรืออ่านไม่ได้ แสดงหน้าไม่ได้ แต่ดาวน์โหลดได้",
                "This file is damaged: it can be downloaded but not shown"
            )
        case .tooLarge:
            UserError(
                .conflict,
                "ไฟล์นี้มีหน้ามากหรือใหญ่เกินกว่าจะแสดง ให้ดาวน์โหลด",
                "This file is too large to be shown: download it"
            )
        case .noSuchPage: .nothingHere
        case .timedOut:
            UserError(
                .conflict,
                "ไฟล์นี้ใช้เวลาเตรียมหน้านานเกินไป ให้ดาวน์โหลด หรือลองอีกครั้งหลังหนึ่งชั่วโมง",
                "The pages of this file take too long to make: download it, or try again in an hour"
            )
        case .busy:
            UserError(
                .tooMany,
                "กำลังเตรียมหน้าอยู่ กรุณาลองใหม่อีกสักครู่",
                "The pages are still being made: try again in a moment",
                retryAfter: 5
            )
        default:
            UserError(
                .conflict,
                "แสดงหน้าไฟล์นี้ไม่ได้ในขณะนี้ แต่ดาวน์โหลดได้",
                "This file cannot be shown just now, but it can be downloaded"
            )
        }
    }
}
