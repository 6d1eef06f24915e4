import HTTP
import JSON
import Kernel
import SQL
import Web

/// The files of letters for programs.
///
///     POST /api/v1/letters/:letter/attachments               add a file (multipart, field `file`)
///     GET  /api/v1/letters/:letter/attachments/:attachment   the bytes
///     GET  …/attachments/:attachment/pages/:page             a picture of a page: `1.jpg?width=1200`
struct AttachmentAPI: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.api(
            .post,
            "/api/v1/letters/:letter/attachments",
            LetterOperations.attach,
            largestBody: AttachFile.largestSingle,
            attach
        )
        site.api(.get, "/api/v1/letters/:letter/attachments/:attachment", LetterOperations.download, download)
        site.api(
            .get,
            "/api/v1/letters/:letter/attachments/:attachment/pages/:page",
            LetterOperations.page,
            AttachmentRoutes(office: office).page
        )
    }

    func attach(_ visit: Visit) throws -> Response {
        let form = try SentForm(visit.request)
        guard let file = form.files.first(where: { $0.field == "file" }) else {
            throw UserError(complaints: [
                .init(
                    "file",
                    "กรุณาแนบไฟล์ในช่อง file แบบ multipart/form-data",
                    "Send the file in the field “file”, as multipart/form-data"
                )
            ])
        }
        guard form.files.count == 1 else {
            throw UserError(complaints: [
                .init("file", "กรุณาส่งทีละไฟล์", "Send one file at a time: of several none was kept")
            ])
        }
        let attachments = try office.attaching([.init(file)], to: try visit.id("letter"), by: visit.actor)
        return .json(LetterJSON.attachment(attachments[0]), status: 201)
    }

    func download(_ visit: Visit) throws -> Response {
        let attachment = try office.attachment(
            try visit.id("attachment"),
            of: try visit.id("letter"),
            for: visit.actor
        )
        return office.file(attachment, for: visit.request)
    }
}

extension LetterOffice {
    /// An attachment of a letter that the person may read.
    package func attachment(
        _ id: Attachment.ID,
        of letter: Letter.ID,
        for actor: Actor
    ) throws -> Attachment {
        try database.read { db in
            _ = try LetterOnDesk(letter, for: actor, db)
            guard let attachment = try AttachmentStore(db).find(id, of: letter) else {
                throw UserError(.notFound, "ไม่พบไฟล์นี้", "There is no such file")
            }
            return attachment
        }
    }

    /// The bytes of an attachment; a file of a kind that browsers run is only ever saved.
    func file(_ attachment: Attachment, for request: Request) -> Response {
        var answer = FileResponse(
            path: files.path(of: attachment.sha256),
            size: attachment.size,
            type: attachment.mediaType,
            etag: attachment.sha256
        ).answer(to: request)
        let isShown = attachment.mediaType == "application/pdf" || attachment.mediaType.hasPrefix("image/")
        answer.headers.append(
            "content-disposition",
            "\(isShown ? "inline" : "attachment"); filename*=UTF-8''\(PercentEncoding.encode(attachment.name))"
        )
        answer.headers.append("cache-control", "private, no-cache")
        return answer
    }
}
