import Agencies
import Digests
import DocumentPreview
import Kernel
import Registers
import ThaiText

/// The stamp of receipt (ตรารับ, form 12) on the copy of a letter's first PDF, and whether it could be drawn there.
struct ReceiptStamp: Sendable {
    let values: Values
    let attachment: Attachment
    /// The kept copy, or why there is none.
    let copy: Result<Copy, PreviewError>

    /// What the stamp says, always in Thai.
    struct Values: Sendable {
        let agency: String
        let number: String
        let date: String
        let time: String

        init(_ shown: ShownNumber, agency: Unit?) {
            let time = BangkokTime(millisecond: shown.entry.issuedAt.millisecond)
            self.agency = agency?.name ?? shown.register.name
            number = ThaiDigits.thai(shown.display)
            date = ThaiDigits.thai(time.day.long)
            self.time = ThaiDigits.thai(time.clock)
        }
    }

    /// A file that stands beside the previews and may be made again at any time.
    struct Copy: Sendable {
        let path: String
        /// What pictures of its pages are made from.
        let source: PreviewStore.Source
    }
}

extension LetterOffice {
    /// The stamp for a letter that was received under a number; nil without a file, or for a sent one.
    func receiptStamp(on view: LetterView, _ shown: ShownNumber) -> ReceiptStamp? {
        guard let first = view.attachments.first(where: \.isPDF) ?? view.attachments.first else { return nil }
        return receiptStamp(on: first, shown, agency: view.receivingOffice)
    }

    /// The stamp on one file of a letter. Blocks until the copy is there, as previews do.
    func receiptStamp(on attachment: Attachment, _ shown: ShownNumber, agency: Unit?) -> ReceiptStamp? {
        let isReceived = shown.register.kind.direction == .incoming && shown.entry.voiding == nil
        guard isReceived else { return nil }
        let values = ReceiptStamp.Values(shown, agency: agency)
        let copy: Result<ReceiptStamp.Copy, PreviewError>
        do throws(PreviewError) {
            guard attachment.isPDF else { throw PreviewError(.unavailable, "no PDF") }
            copy = .success(try stampedCopy(of: attachment, values))
        } catch { copy = .failure(error) }
        return ReceiptStamp(values: values, attachment: attachment, copy: copy)
    }

    /// The file is strange, so a child of the server draws on a copy; the kept file is only read.
    private func stampedCopy(of attachment: Attachment, _ values: ReceiptStamp.Values) throws(PreviewError)
        -> ReceiptStamp.Copy
    {
        let words = [values.agency, values.number, values.date, values.time]
        // Other values, for example of a renamed agency, make another copy.
        let key = SHA256.hash(([attachment.sha256] + words).joined(separator: "\n")).hex
        let original = PreviewStore.Source(path: files.path(of: attachment.sha256), key: key, kind: .pdf)
        let path = try previews.copy("stamped.pdf", of: original) { input, output in
            [
                "stamp", "--receive=\(words[0])", "--number=\(words[1])", "--date=\(words[2])",
                "--time=\(words[3])", "--", input, output,
            ]
        }
        return .init(path: path, source: .init(path: path, key: key, kind: .pdf))
    }
}

extension Attachment {
    var isPDF: Bool { mediaType == FileKind.pdf.mediaType }
}
