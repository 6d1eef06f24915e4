import Agencies
import Kernel

/// What can be done with a letter.
package enum LetterAct: CaseIterable, Sendable {
    case read, attach, deliver, endorse, receive, `return`, recall, close, acknowledge
}

/// How a letter stands to the person who asks, as far as the rules care.
package struct LetterStanding: Sendable {
    /// Whether it concerns one of the units or people for whom the person looks.
    package let concerns: Bool
    /// Whether the person keeps the desk of a unit with which it lies.
    package let onDesk: Bool
    /// Whether it lies with the person by name, or with an executive whose secretary this is.
    package let inHand: Bool
    /// Whether it was sent to the person by name, or to an executive whose secretary this is, and wherever it lies now.
    package let byName: Bool
    /// Whether the person keeps the desk of the unit that entered it.
    package let ownsIt: Bool
    package let secrecy: Secrecy

    package init(
        concerns: Bool,
        onDesk: Bool,
        inHand: Bool,
        byName: Bool,
        ownsIt: Bool,
        secrecy: Secrecy
    ) {
        self.concerns = concerns
        self.onDesk = onDesk
        self.inHand = inHand
        self.byName = byName
        self.ownsIt = ownsIt
        self.secrecy = secrecy
    }
}

extension Actor {
    /// Whether the rules of the office let this person do it with a letter that stands so.
    ///
    /// Every act is answered here and nowhere else; `LetterRulesTests` lists all answers.
    package func may(_ act: LetterAct, _ letter: LetterStanding) -> Bool {
        guard letter.concerns, clearance >= letter.secrecy, level != .administrator || letter.byName else {
            return false
        }
        return switch act {
        case .read: true
        case .attach: isRegistrar && letter.ownsIt
        case .deliver: letter.inHand || (isRegistrar && letter.onDesk)
        case .endorse: letter.inHand || isHead || (isRegistrar && letter.onDesk)
        case .receive, .return, .recall, .close, .acknowledge: letter.inHand || (isRegistrar && letter.onDesk)
        }
    }

    /// Refuses in words the person can act on; a letter one may not read is not there.
    package func require(_ act: LetterAct, _ letter: LetterStanding) throws {
        guard may(.read, letter) else { throw UserError.noSuchLetter }
        guard may(act, letter) else {
            throw UserError(
                .forbidden,
                "ท่านไม่มีสิทธิ์ดำเนินการนี้กับหนังสือฉบับนี้",
                "You may read this letter, but this step is not yours to take"
            )
        }
    }
}

extension UserError {
    package static let noSuchLetter = UserError(
        .notFound,
        "ไม่พบหนังสือฉบับนี้",
        "There is no such letter"
    )
}
