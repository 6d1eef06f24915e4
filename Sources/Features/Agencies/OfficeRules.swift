import Kernel

/// What a person may do in the office as a whole, whatever the letter.
package enum OfficeAct: String, CaseIterable, Sendable {
    case registerLetters, sendLetters, receiveLetters, voidNumbers, printRegisters
    case readAgencyLetters, endorseLetters
    case manageUnits, managePeople
}

extension Actor {
    /// Whether the right level opens the act at all; where it may be used is for the rules of each thing to say.
    ///
    /// The table of five levels by all acts stands in `docs/features/rights.md` and is compared by a test.
    package func may(_ act: OfficeAct) -> Bool {
        switch act {
        case .registerLetters, .sendLetters, .receiveLetters, .voidNumbers, .printRegisters: isRegistrar
        case .readAgencyLetters: isHead || level == .agencyRegistrar
        case .endorseLetters: level != .administrator
        case .manageUnits, .managePeople: level == .administrator || level == .agencyRegistrar
        }
    }
}
