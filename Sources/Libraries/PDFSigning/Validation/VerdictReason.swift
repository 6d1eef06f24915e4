/// A reason for a verdict, with its sentences for people.
public enum VerdictReason: String, CaseIterable, Sendable {
    // Of the file.
    case brokenStructure, trailingBytes, hiddenSignature
    // Of the place of a signature.
    case byteRange, contents, wholeMessage, format
    // Of the signature itself.
    case unreadable, carriesContent, digestDiffers, signatureWrong, noSignedAttributes, contentTypeDiffers
    case weakDigest, noSigningCertificate, signingCertificateDiffers, keyUsage
    // Of its time.
    case timeStampWrong, timeStampUntrusted
    // Of its signer.
    case unknownIssuer, expired, notYetValid, pathRefused, revoked, revocationUnknown
    // Of what came after.
    case revisionBroken, changedAfter, pagesChanged, formChanged, newFieldForbidden, fieldLocked

    /// Whether a signature with it proves nothing; the others are only to be known.
    public var isFatal: Bool { self != .revocationUnknown && self != .timeStampUntrusted }

    /// The sentence in Thai.
    public var thai: String { sentences.thai }

    /// The sentence in English.
    public var english: String { sentences.english }

    private var sentences: (thai: String, english: String) {
        switch self {
        case .brokenStructure, .trailingBytes, .hiddenSignature: ofFile
        case .byteRange, .contents, .wholeMessage, .format: ofPlace
        case .timeStampWrong, .timeStampUntrusted: ofTime
        case .unknownIssuer, .expired, .notYetValid, .pathRefused, .revoked, .revocationUnknown: ofSigner
        case .revisionBroken, .changedAfter, .pagesChanged, .formChanged, .newFieldForbidden, .fieldLocked:
            ofChanges
        default: ofSignature
        }
    }

    private var ofFile: (String, String) {
        switch self {
        case .brokenStructure:
            (
                "โครงสร้างไฟล์เสียหาย จึงไม่ตรวจลายมือชื่อ",
                "The file's structure is broken: its signatures are not evaluated."
            )
        case .trailingBytes:
            ("มีข้อมูลต่อท้ายไฟล์หลังการลงนาม", "There are bytes behind the end of the signed file.")
        default:
            (
                "มีลายมือชื่อที่ถูกถอดออกจากแบบฟอร์มของเอกสาร",
                "A signature was taken out of the document's form."
            )
        }
    }

    private var ofPlace: (String, String) {
        switch self {
        case .byteRange:
            ("ช่วงข้อมูลที่ลงนามไม่ถูกต้อง", "The range of signed bytes is not one that a signature may have.")
        case .contents:
            (
                "ช่องว่างในช่วงข้อมูลที่ลงนามไม่ใช่ลายมือชื่อนี้เท่านั้น",
                "The gap in the signed bytes is not exactly this signature."
            )
        case .wholeMessage:
            ("มีข้อมูลแปลกปลอมต่อท้ายลายมือชื่อ", "Something other than zeros follows the signature in its place.")
        default:
            ("ไม่รองรับรูปแบบลายมือชื่อนี้", "This kind of signature is not accepted.")
        }
    }

    private var ofSignature: (String, String) {
        switch self {
        case .carriesContent:
            ("ลายมือชื่อมีเนื้อหาของตนเอง", "The signature carries a content of its own.")
        case .digestDiffers:
            ("ข้อมูลถูกเปลี่ยนหลังการลงนาม", "The signed bytes were changed.")
        case .signatureWrong:
            ("ลายมือชื่อไม่ตรงกับใบรับรอง", "The signature does not fit its certificate.")
        case .noSignedAttributes:
            ("ลายมือชื่อไม่มีข้อมูลกำกับที่ลงนาม", "The signature has no signed attributes.")
        case .contentTypeDiffers:
            ("ชนิดเนื้อหาที่ลงนามไม่ตรงกัน", "The signed content type differs.")
        case .weakDigest:
            ("ใช้ขั้นตอนวิธีที่ไม่ปลอดภัยแล้ว", "It relies on an algorithm that is no longer secure.")
        case .noSigningCertificate:
            ("ลายมือชื่อไม่ระบุใบรับรองของตน", "It does not name its certificate, as PAdES demands.")
        case .signingCertificateDiffers:
            ("ใบรับรองไม่ใช่ใบที่ลายมือชื่อระบุ", "It names another certificate than the one it came with.")
        case .keyUsage:
            ("ใบรับรองนี้ไม่ได้ออกให้เพื่อลงนาม", "The certificate is not meant for signing.")
        default:
            ("อ่านลายมือชื่อไม่ได้", "The signature cannot be read.")
        }
    }

    private var ofTime: (String, String) {
        switch self {
        case .timeStampWrong:
            ("ตราประทับเวลาไม่ถูกต้อง", "The time-stamp is wrong.")
        default:
            (
                "ไม่รู้จักผู้ให้บริการประทับเวลา เวลาที่ลงนามจึงไม่ได้รับการพิสูจน์",
                "The time-stamp authority is not believed: the time of signing is not proven."
            )
        }
    }

    private var ofSigner: (String, String) {
        switch self {
        case .unknownIssuer:
            (
                "ใบรับรองไม่ได้มาจากผู้ออกที่หน่วยงานเชื่อถือ",
                "The certificate does not come from an issuer on the list of those believed."
            )
        case .expired: ("ใบรับรองหมดอายุแล้วในเวลาที่ตรวจ", "The certificate had expired.")
        case .notYetValid: ("ใบรับรองยังไม่เริ่มใช้ในเวลาที่ลงนาม", "The certificate was not valid yet.")
        case .pathRefused: ("สายใบรับรองไม่ผ่านการตรวจ", "The certificate's path is not acceptable.")
        case .revoked: ("ใบรับรองถูกเพิกถอนก่อนการลงนาม", "The certificate had been revoked.")
        default:
            (
                "ไม่ทราบสถานะการเพิกถอนใบรับรอง",
                "It is not known whether the certificate had been revoked."
            )
        }
    }

    private var ofChanges: (String, String) {
        switch self {
        case .revisionBroken:
            ("ส่วนที่ลงนามไม่ใช่เอกสารที่สมบูรณ์", "The signed part is not a whole document.")
        case .pagesChanged: ("หน้าเอกสารถูกเปลี่ยนหลังการลงนาม", "The pages were changed after signing.")
        case .formChanged: ("แบบฟอร์มถูกเปลี่ยนหลังการลงนาม", "The form was changed after signing.")
        case .newFieldForbidden:
            (
                "มีการเพิ่มลายมือชื่อที่การรับรองเอกสารไม่อนุญาต",
                "A signature was added that the certification does not allow."
            )
        case .fieldLocked: ("มีการกรอกช่องที่ถูกล็อกไว้", "A locked field was filled in.")
        default: ("เอกสารถูกเปลี่ยนหลังการลงนาม", "The document was changed after signing.")
        }
    }
}
