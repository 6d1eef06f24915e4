import Agencies
import Kernel
import Registers
import ThaiText

/// A letter as it was entered in a register (หนังสือราชการ).
package struct Letter: Equatable, Sendable {
    package typealias ID = Identifier<LetterTag>

    package let id: ID
    /// The unit that entered it, whose attachments it carries.
    package let owner: Unit.ID
    package let registeredAt: Instant
    package let registeredBy: Person.ID
    package let particulars: Particulars

    /// What is written about a letter (INC-02): the fields of form 13 and those that the office adds.
    package struct Particulars: Equatable, Sendable {
        /// ที่ — the number that the sender gave it, in any form; of the office's own letters the one that it was given here.
        package var letterNumber = ""
        /// ลงวันที่
        package var letterDate: BuddhistDay?
        /// จาก
        package var from = ""
        /// ถึง
        package var to = ""
        /// เรื่อง
        package var subject = ""
        package var speed = Speed.normal
        package var secrecy = Secrecy.none
        /// หมวดเอกสาร
        package var category = ""
        /// วิธีการรับส่ง
        package var method = ""
        /// เจ้าของเรื่อง
        package var caseOwner = ""
        /// ผู้ปฏิบัติงาน
        package var assignee = ""
        /// วันแล้วเสร็จ
        package var dueOn: BuddhistDay?
        /// หมายเหตุ
        package var remark = ""

        package init() {}
    }
}

extension Letter {
    /// The letter under the number that a register of the office gave it.
    func numbered(_ letterNumber: String) -> Letter {
        var about = particulars
        about.letterNumber = letterNumber
        return Letter(
            id: id,
            owner: owner,
            registeredAt: registeredAt,
            registeredBy: registeredBy,
            particulars: about
        )
    }
}

extension Letter.Particulars {
    /// What lists tell, which lie open on a screen: of a classified letter no subject.
    var listed: Self {
        var listed = self
        if secrecy != .none { listed.subject = "" }
        return listed
    }

    /// What a register writes about the letter. The subject of a secret letter stays out of the book (domain §4.3).
    func line(action: String = "") -> RegisterEntry.Line {
        RegisterEntry.Line(
            letterNumber: letterNumber,
            letterDate: letterDate,
            from: from,
            to: to,
            subject: secrecy == .none ? subject : secrecy.name(.thai),
            speed: speed,
            secrecy: secrecy,
            action: action,
            remark: remark
        )
    }
}
