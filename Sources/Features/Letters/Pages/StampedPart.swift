import DocumentPreview
import HTML
import Kernel
import Web

/// The first page with the stamp of receipt on it, or the reason why it has none and the stamp beside it.
func stampedPage(_ stamp: ReceiptStamp, _ t: Language) -> HTML {
    let address: HTML = "/letters/\(stamp.attachment.letter)/attachments/\(stamp.attachment.id)"
    let alt = "\(t("หน้า ๑ ของ", "Page 1 of")) \(stamp.attachment.name)"
    switch stamp.copy {
    case .success:
        return """
            <section aria-labelledby="copy-h">
              <div class="sb-section__head"><h2 id="copy-h">\(t("สำเนาที่ประทับตรารับ", "Copy with the receive stamp"))</h2></div>
              <p class="mt-3"><a class="btn" href="\(address)/stamped" target="_blank" rel="noopener">\(icon("download"))\(t("ดาวน์โหลด/พิมพ์สำเนาที่ประทับตรารับ", "Download or print the stamped copy"))</a></p>
              <div class="mt-3"><img class="sb-pageimage" src="\(address)/stamped/pages/1.jpg" alt="\(alt)" width="800" height="1131"></div>
            </section>
            """
    case .failure(let error):
        let picture: HTML =
            switch error.code {
            case .encrypted, .broken: ""
            default:
                "<div class=\"mt-3\"><img class=\"sb-pageimage\" src=\"\(address)/pages/1.jpg\" alt=\"\(alt)\" width=\"800\" height=\"1131\"></div>"
            }
        return """
            <section aria-labelledby="copy-h">
              <div class="sb-section__head"><h2 id="copy-h">\(t("ตรารับหนังสือ", "Receive stamp"))</h2></div>
              <div class="sb-note sb-note--warn mt-3">\(icon("exclamation-triangle"))<p>\(stamp.why(error, t))</p></div>
              \(stampData(stamp.values, t))
              \(picture)
            </section>
            """
    }
}

/// What the stamp would say, to be copied onto paper.
private func stampData(_ values: ReceiptStamp.Values, _ t: Language) -> HTML {
    """
    <div class="sb-slip mt-3" lang="th">
      <p class="sb-slip__title">\(values.agency)</p>
      <dl class="sb-facts">
        <dt>เลขรับ</dt><dd class="sb-num"><b>\(values.number)</b></dd>
        <dt>วันที่</dt><dd class="sb-num">\(values.date)</dd>
        <dt>เวลา</dt><dd class="sb-num">\(values.time)</dd>
      </dl>
    </div>
    """
}
