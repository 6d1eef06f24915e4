import Agencies
import Kernel
import SQL
import ThaiText

/// A tag for keys of registers.
package enum RegisterTag {}

/// A book that gives out running numbers (ทะเบียน, แฟ้มทะเบียน).
package struct Register: Equatable, Sendable {
    package typealias ID = Identifier<RegisterTag>

    package let id: ID
    package let owner: Unit.ID
    package let kind: Kind
    package let name: String
    package let englishName: String
    /// How a number is printed: `{n}` stands for the number, `{y}` for the year.
    package let format: String
    package let yearBasis: YearBasis
    /// Who may take a number. Apart from who may see the rows (ORG-19): those who only take see their own rows.
    package let takers: Takers
    package let position: Int

    package enum Kind: String, CaseIterable, Sendable, SQLConvertible {
        case incoming, outgoing, circular, order, announcement, memo, contract, tender, eBidding, certificate

        package var direction: Direction {
            switch self {
            case .incoming: .incoming
            case .outgoing, .circular: .outgoing
            case .order, .announcement, .memo, .contract, .tender, .eBidding, .certificate: .other
            }
        }

        /// Whether its number becomes the letter's own (ที่): on all but what comes in, which has its sender's.
        package var givesLetterNumber: Bool { direction != .incoming }

        /// What the number is called at the head of its column and beside it, as in forms 13 and 14.
        package func numberName(_ t: Language) -> String {
            switch direction {
            case .incoming: t("เลขทะเบียนรับ", "Receive no.")
            case .outgoing: t("เลขทะเบียนส่ง", "Send no.")
            case .other: t("เลขที่", "No.")
            }
        }
    }

    package enum Direction: String, Sendable { case incoming, outgoing, other }

    /// The year by which numbers start again at 1.
    package enum YearBasis: String, Sendable, SQLConvertible {
        case calendar
        /// From 1 October of the year before (ปีงบประมาณ).
        case fiscal
    }

    package enum Takers: String, Sendable, SQLConvertible {
        /// Only the registrars of the owner.
        case owner
        /// The registrars of every unit, each of whom sees only the rows of its own.
        case allUnits
    }

    package init(
        id: ID,
        owner: Unit.ID,
        kind: Kind,
        name: String,
        englishName: String,
        format: String = "{n}/{y}",
        yearBasis: YearBasis = .calendar,
        takers: Takers = .owner,
        position: Int = 0
    ) {
        self.id = id
        self.owner = owner
        self.kind = kind
        self.name = name
        self.englishName = englishName
        self.format = format
        self.yearBasis = yearBasis
        self.takers = takers
        self.position = position
    }

    package func name(_ t: Language) -> String { t(name, englishName.isEmpty ? name : englishName) }

    /// The year in which a number taken at this moment counts, decided in Bangkok.
    package func year(at instant: Instant) -> ThaiYear {
        let day = BangkokTime(millisecond: instant.millisecond).day
        return ThaiYear(rawValue: yearBasis == .calendar ? day.year : day.fiscalYear)
    }

    /// The days on which the numbers of a year are taken; nil for a year that no calendar has.
    package func days(of year: ThaiYear) -> ClosedRange<BuddhistDay>? {
        let year = year.rawValue
        let (first, last) =
            yearBasis == .calendar
            ? (BuddhistDay(year: year, month: 1, day: 1), BuddhistDay(year: year, month: 12, day: 31))
            : (BuddhistDay(year: year - 1, month: 10, day: 1), BuddhistDay(year: year, month: 9, day: 30))
        guard let first, let last else { return nil }
        return first...last
    }

    /// ที่ of a line: what was written there, else the number that this register gave where that is the letter's own.
    ///
    /// It is kept nowhere, so that it cannot differ from the number.
    package func letterNumber(of entry: RegisterEntry) -> String {
        guard entry.line.letterNumber.isEmpty, kind.givesLetterNumber else { return entry.line.letterNumber }
        return display(entry.number, entry.year)
    }

    /// The number as it is printed on the letter, in Thai digits (NUM-23).
    package func display(_ number: Int, _ year: ThaiYear) -> String {
        // By bytes: `replacing` takes ten times as long.
        var printed: [UInt8] = []
        var rest = Array(format.utf8)[...]
        while let byte = rest.first {
            let place =
                rest.starts(with: "{n}".utf8) ? number : rest.starts(with: "{y}".utf8) ? year.rawValue : nil
            if let place { printed += String(place).utf8 } else { printed.append(byte) }
            rest = rest.dropFirst(place == nil ? 1 : 3)
        }
        return ThaiDigits.thai(String(decoding: printed, as: UTF8.self))
    }
}

/// What can be done with a register.
package enum RegisterAct: CaseIterable {
    /// Open the book; what of it one sees is another question.
    case open
    case take
    case seeAllRows
    case void
    case print
}

extension Actor {
    /// Whether the rules let this person do it. Every act is answered here and nowhere else.
    package func may(_ act: RegisterAct, _ register: Register) -> Bool {
        let owns = keepsDesk(of: register.owner)
        let headsOwner = isHead && level != .administrator && sight.contains(register.owner)
        let shares = isRegistrar && register.takers == .allUnits
        return switch act {
        case .open, .print: owns || shares || headsOwner
        case .take: owns || shares
        case .seeAllRows: owns || headsOwner
        case .void: owns || shares
        }
    }

    /// Refuses in words the person can act on; a register one may not open is not there.
    package func require(_ act: RegisterAct, _ register: Register) throws {
        guard may(.open, register) else { throw UserError.noSuchRegister }
        guard may(act, register) else {
            throw UserError(
                .forbidden,
                "ท่านไม่มีสิทธิ์ออกเลขหรือแก้ไขทะเบียนนี้ กรุณาติดต่อสารบรรณของหน่วยงานเจ้าของทะเบียน",
                "You may not take numbers from or change this register: please ask its owner's registry"
            )
        }
    }
}

extension UserError {
    package static let noSuchRegister = UserError(
        .notFound,
        "ไม่พบทะเบียนนี้",
        "There is no such register"
    )
}
