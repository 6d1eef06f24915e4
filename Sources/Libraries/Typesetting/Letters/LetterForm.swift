/// An official letter of one of the Regulation's kinds, or an envelope for it.
public enum LetterForm: Sendable {
    /// หนังสือภายนอก, form 1.
    case external(ExternalLetter)
    /// หนังสือภายใน on the paper บันทึกข้อความ, form 2.
    case memo(Memo)
    /// หนังสือประทับตรา, form 3.
    case sealed(SealedLetter)
    /// คำสั่ง, ระเบียบ and ข้อบังคับ, forms 4 to 6.
    case directive(Directive)
    /// ประกาศ, แถลงการณ์ and ข่าว, forms 7 to 9.
    case notice(Notice)
    /// หนังสือรับรอง, form 10.
    case certificate(CertificateLetter)
    /// รายงานการประชุม, form 11.
    case minutes(Minutes)
    /// บันทึก.
    case record(OfficeRecord)
    /// ซอง, form 15.
    case envelope(Envelope)

    var content: any OfficialForm {
        switch self {
        case .external(let form): form
        case .memo(let form): form
        case .sealed(let form): form
        case .directive(let form): form
        case .notice(let form): form
        case .certificate(let form): form
        case .minutes(let form): form
        case .record(let form): form
        case .envelope(let form): form
        }
    }
}

/// What each kind knows: its paper and how its parts follow one another.
protocol OfficialForm: Sendable {
    /// The document's title, for readers of the file.
    var title: String { get }
    var sheet: Sheet { get }
    func compose(_ composer: Composer) throws
}

extension OfficialForm {
    var sheet: Sheet { .a4 }
}
