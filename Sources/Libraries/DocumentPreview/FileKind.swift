/// What a file is, decided by its bytes and never by its name alone.
///
/// These are the kinds that the office takes. Whatever a browser or a machine would run (HTML, SVG, scripts,
/// programs, Office files with macros) has no kind and is refused.
public enum FileKind: String, CaseIterable, Sendable {
    case pdf
    case png, jpeg, tiff
    case docx, xlsx, pptx
    case doc, xls, ppt
    case odt, ods, odp
    case text, csv

    /// The media type that the file is served as.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .tiff: "image/tiff"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .doc: "application/msword"
        case .xls: "application/vnd.ms-excel"
        case .ppt: "application/vnd.ms-powerpoint"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .odp: "application/vnd.oasis.opendocument.presentation"
        case .text: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        }
    }

    /// The usual end of the name, without its dot.
    public var suffix: String {
        switch self {
        case .jpeg: "jpg"
        case .tiff: "tif"
        case .text: "txt"
        default: rawValue
        }
    }

    /// How its pages are made visible.
    var family: Family {
        switch self {
        case .pdf: .pdf
        case .png, .jpeg, .tiff: .picture
        default: .office
        }
    }

    enum Family { case pdf, picture, office }

    /// The kind whose media type this is.
    public init?(mediaType: String) {
        guard let kind = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = kind
    }

    /// Looks at a file; nil for a kind that is not taken.
    ///
    /// The name decides only between plain text and no kind: text is taken when the name ends in `.txt` or `.csv`.
    /// Reads at most the first and last 64 KiB, and of archives and OLE files the list of what is inside. Throws
    /// when the file cannot be read.
    public init?(ofFileAt path: String, name: String) throws(PreviewError) {
        let file = try FileSlices(path: path)
        let head = try file.slice(at: 0, count: 65_536)
        if let kind = Self.simple(head) {
            self = kind
        } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            guard let kind = try Self.archived(file, head) else { return nil }
            self = kind
        } else if head.starts(with: OLEDirectory.signature) {
            guard let kind = try OLEDirectory.kind(of: file, header: head) else { return nil }
            self = kind
        } else {
            guard let kind = Self.plain(head, isWhole: file.size <= head.count, name: name) else {
                return nil
            }
            self = kind
        }
    }

    private static func simple(_ head: [UInt8]) -> FileKind? {
        // Some scanners and mail programs leave a mark or an empty line in front, which readers pass over.
        let blank = head.prefix(16).prefix { [0xEF, 0xBB, 0xBF, 0x09, 0x0A, 0x0D, 0x20].contains($0) }.count
        if head.dropFirst(blank).starts(with: "%PDF-".utf8) { return .pdf }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        return head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A])
            ? .tiff : nil
    }

    /// OOXML by the parts inside (ECMA-376, part 2), ODF by its first member (ODF 1.2, part 3, §3.3).
    private static func archived(_ file: FileSlices, _ head: [UInt8]) throws(PreviewError) -> FileKind? {
        guard let members = try ZipMembers.names(in: file) else { return nil }
        if members.contains(where: { $0.lowercased().hasSuffix("vbaproject.bin") }) { return nil }
        if members.contains("[Content_Types].xml") {
            if members.contains("word/document.xml") { return .docx }
            if members.contains("xl/workbook.xml") { return .xlsx }
            return members.contains("ppt/presentation.xml") ? .pptx : nil
        }
        guard head.dropFirst(30).starts(with: "mimetype".utf8) else { return nil }
        let type = head.dropFirst(38)
        return [FileKind.odt, .ods, .odp].first { kind in
            let wanted = Array(kind.mediaType.utf8)
            // `…text-master` and the like begin with the same words; the next member's signature ends ours.
            return type.starts(with: wanted + [0x50, 0x4B])
        }
    }

    private static func plain(_ head: [UInt8], isWhole: Bool, name: String) -> FileKind? {
        let name = name.lowercased()
        guard let kind: FileKind = name.hasSuffix(".txt") ? .text : name.hasSuffix(".csv") ? .csv : nil else {
            return nil
        }
        var bytes = head[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        if !isWhole { bytes = bytes.withoutCutCharacter }
        guard String(validating: bytes, as: UTF8.self) != nil,
            bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0) })
        else { return nil }
        let start = bytes.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        let startsLikeMarkup = start == 0x3C || bytes.starts(with: "#!".utf8)
        return start == nil || startsLikeMarkup ? nil : kind
    }
}
