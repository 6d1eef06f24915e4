import Kernel

/// What a right level opens for the desks that it covers. What lies with a person by name is theirs whatever the level.
package enum OfficeAct: String, CaseIterable, Sendable {
    case registerLetters, sendLetters, receiveLetters, voidNumbers, printRegisters, endorseLetters
    case readAgencyLetters, editPickLists
}

extension Actor {
    /// Whether the right level opens the act at all; the rules of each thing decide where.
    ///
    /// The table of five levels by all acts stands in `docs/features/rights.md`; tests compare it with this and with the
    /// rules of registers and letters.
    package func may(_ act: OfficeAct) -> Bool {
        switch act {
        case .registerLetters, .sendLetters, .receiveLetters, .voidNumbers: isRegistrar
        case .printRegisters, .endorseLetters: isRegistrar || (isHead && level != .administrator)
        case .editPickLists: level == .administrator
        case .readAgencyLetters: level == .agencyRegistrar || (isHead && level != .administrator)
        }
    }
}
