import CMS
import Glibc
import HTTPServer
import PDF
import PDFSigning
import SQL
import Typesetting

/// Why a command could not do its work, in one sentence of each language.
struct CommandFailure: Error, CustomStringConvertible {
    let thai: String
    let english: String

    init(_ thai: String, _ english: String) { (self.thai, self.english) = (thai, english) }

    var description: String { "\(thai) / \(english)" }
}

/// Everything that keeps a command from its work, in a sentence each.
struct CommandFailures: Error {
    let failures: [CommandFailure]

    init(_ failures: [CommandFailure]) { self.failures = failures }
}

extension CommandFailure {
    /// About the office's database.
    init(_ error: SQLError) {
        // What stands behind is the statement.
        let words = error.message.firstRange(of: " in: ").map { error.message[..<$0.lowerBound] }
        let reason = words.map(String.init) ?? error.message
        switch error.code {
        case .inUse:
            self.init(
                "สำนักงานนี้กำลังใช้งานอยู่ ให้หยุด saraban serve หรือคำสั่งอื่นของสำนักงานนี้ก่อน แล้วลองใหม่",
                "The office is in use: end its saraban serve, or the other command at work on it, and try again."
            )
        case .badStatement, .noSuchColumn:
            self.init(
                "ตารางในฐานข้อมูลไม่ตรงกับโปรแกรมรุ่นนี้ (\(reason)) ให้สั่ง saraban migrate ก่อน",
                "The database's tables are not those of this version (\(reason)): run saraban migrate first."
            )
        default: self.init("ใช้ฐานข้อมูลไม่ได้ (\(reason))", "The database cannot be used: \(reason).")
        }
    }

    /// About a server that did not begin.
    init(_ error: HTTPServerError) {
        self.init("เปิดให้บริการไม่ได้ (\(error))", "The server cannot begin: \(error).")
    }
}

extension CommandFailure {
    /// About the result of a command, which could not be written.
    init(_ error: PDFError, writing path: String) {
        guard error.code == .system, error.systemError == ENOENT, let end = path.lastIndex(of: "/") else {
            self.init(error, at: path)
            return
        }
        let folder = path[..<end]
        self.init("ไม่มีโฟลเดอร์ \(folder) สำหรับไฟล์ผลลัพธ์", "There is no folder \(folder) for the result.")
    }

    /// About a file that could not be read or changed as PDF, or not be written.
    init(_ error: PDFError, at path: String) {
        switch error.code {
        case .notPDF: self.init("\(path) ไม่ใช่ไฟล์ PDF", "\(path) is not a PDF file.")
        case .encrypted: self.init("\(path) ถูกเข้ารหัสไว้", "\(path) is encrypted.")
        case .repaired, .brokenCrossReference, .malformed:
            self.init("โครงสร้างของ \(path) เสียหาย", "The structure of \(path) is broken.")
        case .noSuchPage: self.init("\(path) ไม่มีหน้าที่ระบุ", "\(path) has no such page.")
        case .signed:
            self.init(
                "\(path) ลงลายมือชื่อแล้ว จึงแก้ไขหน้าเอกสารไม่ได้",
                "\(path) is signed: a change of its pages would break the signature."
            )
        case .unsupportedFilter, .limitExceeded:
            self.init("\(path) ซับซ้อนหรือใหญ่เกินไป", "\(path) is too large or too unusual to be handled.")
        case .system: self.init(system: error.systemError, at: path)
        }
    }

    /// About a file that the system would not read or write.
    init(system code: Int32, at path: String) {
        let words = String(cString: strerror(code))
        switch code {
        case ENOENT: self.init("ไม่พบไฟล์ \(path)", "There is no file \(path).")
        case EACCES, EPERM: self.init("ไม่มีสิทธิ์ใช้ไฟล์ \(path)", "The file \(path) may not be used.")
        case ENOSPC, EDQUOT, EFBIG:
            self.init("พื้นที่เก็บข้อมูลไม่พอสำหรับ \(path)", "There is no room left to write \(path).")
        default: self.init("ใช้ไฟล์ \(path) ไม่ได้ (\(words))", "\(path) cannot be used: \(words).")
        }
    }

    /// About a key, a time-stamp or a signature.
    init(_ error: CMSError) {
        switch error.code {
        case .wrongPassword: self.init("รหัสผ่านหรือ PIN ไม่ถูกต้อง", "The password or PIN is wrong.")
        case .malformed: self.init("อ่านแฟ้มกุญแจหรือใบรับรองไม่ได้", "The key or certificate file cannot be read.")
        case .unsupported:
            self.init(
                "ไม่รองรับกุญแจชนิดนี้ หรือกุญแจไม่แข็งแรงพอ",
                "The key is of a kind or strength that is not accepted."
            )
        case .keyNotFound:
            self.init("ไม่พบกุญแจพร้อมใบรับรอง", "There is no such key with its certificate.")
        case .token:
            self.init("อุปกรณ์เก็บกุญแจไม่ทำงาน (\(error.detail))", "The token does not work: \(error.detail).")
        case .timeStamp, .network:
            self.init(
                "ติดต่อผู้ให้บริการประทับเวลาหรือผู้ออกใบรับรองไม่ได้",
                "The time-stamp authority or issuer did not give what was asked."
            )
        case .library: self.init("ลงลายมือชื่อไม่สำเร็จ", "The signature could not be made: \(error.detail).")
        }
    }

    /// About signing a file.
    init(_ error: SigningError, at path: String) {
        switch error {
        case .file(let error): self.init(error, at: path)
        case .signature(let error): self.init(error)
        case .obstacles(let obstacles):
            self.init(
                "\(path) ลงลายมือชื่อไม่ได้ เพราะ\(obstacles.map(\.thai).joined(separator: " และ"))",
                "\(path) may not be signed: \(obstacles.map(\.english).joined(separator: "; "))."
            )
        case .fieldTaken(let name):
            self.init(
                "ช่อง \(name) ไม่ใช่ช่องลายมือชื่อที่ว่าง",
                "The field \(name) is no empty signature field."
            )
        case .tooLong:
            self.init("ใบรับรองยาวเกินกว่าที่เตรียมไว้", "The certificates need more room than was kept free.")
        }
    }
}

extension CommandFailure {
    /// About a look that could not be drawn.
    init(_ error: StampError) {
        switch error {
        case .brokenPicture: self.init("ภาพไม่ใช่ PNG ที่สมบูรณ์", "The picture is not a whole PNG.")
        case .pictureTooLarge: self.init("ภาพใหญ่เกินไป", "The picture is over 4,000 dots a side or 8 MB.")
        case .tooMuchText:
            self.init("ข้อความยาวเกินกว่าจะลงในกรอบ", "The text is too long for its box.")
        case .unprintable: self.init("ข้อความมีอักขระที่พิมพ์ไม่ได้", "The text has a sign that cannot be printed.")
        case .empty: self.init("ไม่มีข้อความ", "There is no text.")
        case .drawing(let words): self.init("วาดลายมือชื่อไม่สำเร็จ", "The look could not be drawn: \(words).")
        }
    }
}
