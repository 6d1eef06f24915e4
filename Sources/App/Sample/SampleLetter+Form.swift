import Kernel
import PDF
import ThaiText
import Typesetting

extension SampleLetter {
    /// The letter as it was written: a memo from within the province, a letter from outside it.
    var form: LetterForm { sender.writesMemos ? .memo(memo) : .external(letter) }

    /// The day on which it was written, as its file says.
    var created: PDFDate { PDFDate(year: date.commonYear, month: date.month, day: date.day, hour: 9) }

    private var memo: Memo {
        var memo = Memo()
        memo.agency = "\(sender.agency)  \(sender.unit)  โทร. \(Self.phone)"
        memo.number = letterNumber
        memo.date = printedDate
        memo.subject = subject
        memo.addressee = Self.addressee
        memo.body = matter.body(self)
        memo.signer = signer
        memo.speed = printedSpeed
        return memo
    }

    private var letter: ExternalLetter {
        var letter = ExternalLetter()
        letter.number = letterNumber
        letter.agency = sender.agency
        letter.address = "ถนนสมมติ เมืองตัวอย่าง 00000"
        letter.date = printedDate
        letter.subject = subject
        letter.addressee = Self.addressee
        letter.enclosures = matter.enclosure.map { ["\($0.title)  จำนวน 1 ฉบับ"] } ?? []
        letter.body = matter.body(self)
        letter.signer = signer
        letter.owner.name = sender.unit
        letter.owner.phone = Self.phone
        letter.speed = printedSpeed
        return letter
    }

    private static let phone = "0 0000 0000"

    private var signer: Signatory { Signatory(name: sender.signer, post: [sender.post]) }

    private var printedSpeed: String? { speed == .normal ? nil : speed.name(.thai) }

    private var printedDate: OfficialDate {
        OfficialDate(year: date.commonYear, month: date.month, day: date.day) ?? .none
    }
}
