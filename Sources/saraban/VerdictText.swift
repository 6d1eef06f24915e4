import CMS
import JSON
import PDFSigning
import ThaiText

/// A verdict in words, Thai and English, and in JSON.
enum VerdictText {
    static func lines(_ verdict: DocumentVerdict, _ path: String) -> [String] {
        var lines = ["\(path): \(words(verdict.state))"]
        lines += verdict.reasons.map { "  \($0.thai) / \($0.english)" }
        for signature in verdict.signatures {
            let mark = signature.isValid ? "ถูกต้อง / valid" : "ไม่ถูกต้อง / not valid"
            lines.append("")
            lines.append("\(signature.field): \(kind(signature.kind)): \(mark)")
            if let signer = signature.signer {
                lines.append("  ผู้ลงนาม / signer: \(signer.commonName) (\(signer.subject))")
                lines.append("  ผู้ออกใบรับรอง / issuer: \(signer.issuer)")
            }
            if let level = signature.level { lines.append("  ระดับ / level: PAdES B-\(level.rawValue)") }
            lines.append("  เวลา / time: \(time(signature.time))")
            lines.append("  ขอบเขต / coverage: \(coverage(signature.coverage))")
            lines += signature.reasons.map { "  - \($0.thai) / \($0.english)" }
        }
        return lines
    }

    static func json(_ verdict: DocumentVerdict, _ path: String) -> JSONValue {
        [
            "file": .string(path), "state": .string(verdict.state.rawValue),
            "reasons": .array(verdict.reasons.map(json)),
            "signatures": .array(verdict.signatures.map(json)),
        ]
    }

    private static func json(_ reason: VerdictReason) -> JSONValue {
        [
            "code": .string(reason.rawValue), "fatal": .bool(reason.isFatal), "th": .string(reason.thai),
            "en": .string(reason.english),
        ]
    }

    private static func json(_ signature: SignatureVerdict) -> JSONValue {
        [
            "field": .string(signature.field), "kind": .string(signature.kind.rawValue),
            "format": .string(signature.format), "valid": .bool(signature.isValid),
            "integrity": signature.isIntact ? "intact" : "broken",
            "coverage": .string(signature.coverage.rawValue), "trust": .string(signature.trust.rawValue),
            "revocation": .string(word(signature.revocation)), "level": JSONValue(signature.level?.rawValue),
            "time": json(signature.time), "reason": JSONValue(signature.statedReason),
            "signer": signature.signer.map(json) ?? .null,
            "reasons": .array(signature.reasons.map(json)),
        ]
    }

    private static func json(_ certificate: Certificate) -> JSONValue {
        [
            "name": .string(certificate.commonName), "subject": .string(certificate.subject),
            "issuer": .string(certificate.issuer), "serial": .string(certificate.serial),
            "notBefore": .string(iso(certificate.notBefore)), "notAfter": .string(iso(certificate.notAfter)),
        ]
    }

    private static func json(_ time: SignatureVerdict.Time) -> JSONValue {
        switch time {
        case .proven(let moment): ["kind": "proven", "at": .string(iso(moment))]
        case .claimed(let moment): ["kind": "claimed", "at": .string(iso(moment))]
        case .unknown: ["kind": "unknown", "at": .null]
        }
    }

    private static func word(_ status: RevocationStatus) -> String {
        switch status {
        case .good: "good"
        case .revoked: "revoked"
        case .unknown: "unknown"
        }
    }

    private static func words(_ state: DocumentVerdict.State) -> String {
        switch state {
        case .valid: "ลายมือชื่อทุกรายการถูกต้อง / every signature is valid"
        case .invalid: "ลายมือชื่อไม่ถูกต้องหรือเอกสารถูกเปลี่ยน / a signature is not valid or something changed"
        case .unsigned: "ไม่มีลายมือชื่อ / no signature"
        }
    }

    private static func kind(_ kind: SignatureVerdict.Kind) -> String {
        switch kind {
        case .approval: "ลายมือชื่อ / signature"
        case .certification: "ลายมือชื่อรับรองเอกสาร / certification"
        case .timeStamp: "ตราประทับเวลาเอกสาร / document time-stamp"
        }
    }

    private static func coverage(_ coverage: SignatureVerdict.Coverage) -> String {
        switch coverage {
        case .wholeFile: "ทั้งไฟล์ / the whole file"
        case .allowedAdditions: "มีเพียงการเพิ่มที่อนุญาตภายหลัง / only allowed additions came later"
        case .changed: "มีการเปลี่ยนภายหลัง / changed later"
        case .broken: "ไม่ครอบคลุมตามที่อ้าง / it does not cover what it says"
        }
    }

    private static func time(_ time: SignatureVerdict.Time) -> String {
        switch time {
        case .proven(let moment): "\(words(moment)) (มีตราประทับเวลา / proven)"
        case .claimed(let moment): "\(words(moment)) (ผู้ลงนามระบุเอง / the signer's own word)"
        case .unknown: "ไม่ทราบ / unknown"
        }
    }

    private static func words(_ seconds: Int) -> String {
        let time = BangkokTime(millisecond: seconds * 1000)
        return "\(time.day.long) \(time.clock) / \(time.day.english), \(time.englishClock)"
    }

    private static func iso(_ seconds: Int) -> String {
        // Years that no calendar writes come from certificates that are broken or never end.
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else { return "" }
        return BangkokTime(millisecond: seconds * 1000).iso
    }
}
