import DocumentPreview
import HTTP
import Kernel
import SQL
import Web

/// Copies with the stamp of receipt, for whoever may read the file itself.
///
///     GET …/attachments/:attachment/stamped              the stamped copy as PDF
///     GET …/attachments/:attachment/stamped/pages/:page  a picture of one of its pages
///     GET /api/v1/letters/:letter/attachments/:attachment/stamped
struct ReceiptStampRoutes: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.page("/letters/:letter/attachments/:attachment/stamped", pdf)
        site.page("/letters/:letter/attachments/:attachment/stamped/pages/:page", page)
        site.api(
            .get,
            "/api/v1/letters/:letter/attachments/:attachment/stamped",
            LetterOperations.stamped,
            pdf
        )
    }

    func pdf(_ visit: Visit) throws -> Response {
        let (stamp, copy) = try stamped(visit)
        var answer = try office.derived(copy.path, type: "application/pdf", for: visit.request)
        let name = "ตรารับ-" + stamp.attachment.name
        answer.headers.append(
            "content-disposition",
            "inline; filename*=UTF-8''\(PercentEncoding.encode(name))"
        )
        return answer
    }

    func page(_ visit: Visit) throws -> Response {
        let (_, copy) = try stamped(visit)
        return try office.pageImage(of: copy.source, for: visit.request)
    }

    private func stamped(_ visit: Visit) throws -> (ReceiptStamp, ReceiptStamp.Copy) {
        let letter: Letter.ID = try visit.id("letter")
        let attachment = try office.attachment(try visit.id("attachment"), of: letter, for: visit.actor)
        let view = try office.database.read {
            try LetterView(letter, for: visit.actor, $0, directory: office.directory)
        }
        guard let shown = view.number,
            let stamp = office.receiptStamp(on: attachment, shown, agency: view.receivingOffice)
        else {
            throw UserError(
                .conflict,
                "ประทับตรารับได้เฉพาะไฟล์ของหนังสือที่ลงรับแล้ว",
                "Only a file of a letter that was received is stamped"
            )
        }
        switch stamp.copy {
        case .success(let copy): return (stamp, copy)
        case .failure(let error):
            let isSoonReady = error.code == .busy
            throw UserError(
                isSoonReady ? .tooMany : .conflict,
                stamp.why(error, .thai),
                stamp.why(error, .english),
                retryAfter: isSoonReady ? 5 : nil
            )
        }
    }
}

extension ReceiptStamp {
    /// Why the file carries no stamp, as a sentence for the page.
    func why(_ error: PreviewError, _ t: Language) -> String {
        attachment.isPDF
            ? error.whyUnstamped(t)
            : t(
                "ประทับตราลงในไฟล์ได้เฉพาะไฟล์ PDF ไฟล์นี้ไม่ใช่ PDF กรุณาประทับตราที่ต้นฉบับตามข้อความด้านล่าง",
                "Only a PDF can be stamped, and this file is none: stamp the original with the words below"
            )
    }
}

extension PreviewError {
    fileprivate func whyUnstamped(_ t: Language) -> String {
        switch code {
        case .signed:
            t(
                "ไฟล์นี้ลงลายมือชื่อดิจิทัลแล้ว จึงไม่ประทับตราลงในไฟล์ เพราะจะทำให้ลายมือชื่อเสีย",
                "This file carries a digital signature, which a stamp would break, so none is put on it"
            )
        case .encrypted:
            t(
                "ไฟล์นี้เข้ารหัสไว้ จึงประทับตราลงในไฟล์ไม่ได้",
                "This file is encrypted and cannot be stamped"
            )
        case .tooLarge, .timedOut:
            t(
                "ไฟล์นี้ใหญ่หรือซับซ้อนเกินกว่าจะประทับตรา",
                "This file is too large to be stamped"
            )
        case .broken, .noSuchPage:
            t(
                "ไฟล์นี้เสียหรือไม่เป็นไปตามมาตรฐาน PDF จึงประทับตราลงในไฟล์ไม่ได้",
                "This file is damaged and cannot be stamped"
            )
        case .busy:
            t(
                "กำลังเตรียมสำเนาที่ประทับตรา กรุณาเปิดหน้านี้ใหม่อีกสักครู่",
                "The stamped copy is still being made: open this page again in a moment"
            )
        default:
            t(
                "ประทับตราลงในไฟล์ไม่ได้ในขณะนี้",
                "The file cannot be stamped just now"
            )
        }
    }
}
