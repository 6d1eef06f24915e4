import Agencies
import Kernel
import SQL
import ThaiText

/// One line of a register: a number and what form 13 or 14 says beside it.
///
/// The words are those that were written when the number was taken; a void line stays with its reason.
package struct RegisterEntry: Equatable, Sendable {
    package let register: Register.ID
    package let year: ThaiYear
    package let number: Int
    package let letter: Identifier<LetterTag>
    /// The unit that took the number.
    package let unit: Unit.ID
    package let issuedAt: Instant
    package let issuedBy: Person.ID
    package let line: Line
    package let voiding: Voiding?

    /// What form 13 (incoming) and form 14 (outgoing) print beside the number.
    package struct Line: Equatable, Sendable {
        /// ที่
        package let letterNumber: String
        /// ลงวันที่
        package let letterDate: BuddhistDay?
        /// จาก
        package let from: String
        /// ถึง
        package let to: String
        /// เรื่อง
        package let subject: String
        package let speed: Speed
        package let secrecy: Secrecy
        /// การปฏิบัติ
        package var action: String
        /// หมายเหตุ
        package let remark: String

        /// The most characters of การปฏิบัติ: as many as fit one page of form 13, and the column.
        package static let longestAction = 500

        package init(
            letterNumber: String,
            letterDate: BuddhistDay?,
            from: String,
            to: String,
            subject: String,
            speed: Speed,
            secrecy: Secrecy,
            action: String,
            remark: String
        ) {
            self.letterNumber = letterNumber
            self.letterDate = letterDate
            self.from = from
            self.to = to
            self.subject = subject
            self.speed = speed
            self.secrecy = secrecy
            self.action = action
            self.remark = remark
        }
    }

    /// That the number was given up (ยกเลิกเลข): by whom, when and why.
    package struct Voiding: Equatable, Sendable {
        package let at: Instant
        package let by: Person.ID
        package let reason: String
    }

    /// Which line of a year it is and how it stands: what two equal ones show is the same.
    package struct State: Hashable, Sendable {
        package let number: Int
        /// Counts up with every change of the line.
        package let version: Int
        package let issuedAt: Instant
        package let voidedBy: Person.ID?
    }

    /// A line whose number has just been taken.
    package init(
        register: Register.ID,
        year: ThaiYear,
        number: Int,
        letter: Identifier<LetterTag>,
        unit: Unit.ID,
        issuedAt: Instant,
        issuedBy: Person.ID,
        line: Line,
        voiding: Voiding? = nil
    ) {
        self.register = register
        self.year = year
        self.number = number
        self.letter = letter
        self.unit = unit
        self.issuedAt = issuedAt
        self.issuedBy = issuedBy
        self.line = line
        self.voiding = voiding
    }
}
