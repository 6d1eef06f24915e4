import Agencies
import Kernel
import Registers
import Testing

@testable import Letters

/// Who may do what with a letter, for every level and every way in which a letter can stand to a person.
struct LetterRulesTests {
    @Test(arguments: RightLevel.allCases, LetterAct.allCases)
    func `nobody may do anything with a letter that does not concern them`(
        _ level: RightLevel,
        _ act: LetterAct
    ) {
        let stranger = LetterStanding(
            concerns: false,
            onDesk: true,
            inHand: true,
            byName: true,
            ownsIt: true,
            secrecy: .none
        )
        #expect(!actor(level).may(act, stranger))
    }

    @Test(arguments: RightLevel.allCases, LetterAct.allCases)
    func `nobody may do anything with a letter above their clearance`(_ level: RightLevel, _ act: LetterAct) {
        let secret = LetterStanding(
            concerns: true,
            onDesk: true,
            inHand: true,
            byName: true,
            ownsIt: true,
            secrecy: .secret
        )
        #expect(!actor(level, clearance: .confidential).may(act, secret))
    }

    @Test(arguments: [
        (RightLevel.generalUser, "read"),
        (.groupRegistrar, "read attach deliver endorse receive return recall close acknowledge"),
        (.agencyRegistrar, "read attach deliver endorse receive return recall close acknowledge"),
        (.provinceRegistrar, "read attach deliver endorse receive return recall close acknowledge"),
        (.administrator, ""),
    ])
    func `a letter on the unit's desk`(_ level: RightLevel, _ acts: String) {
        let letter = LetterStanding.onUnitsDesk
        #expect(allowed(actor(level), letter) == acts)
    }

    /// docs/features/rights.md and `GET /api/v1/me` tell what a level opens; here is what is done.
    @Test(arguments: RightLevel.allCases, [false, true])
    func `what a level opens is what the rules of registers and letters give`(
        _ level: RightLevel,
        _ isHead: Bool
    ) {
        let actor = actor(level, isHead: isHead)
        let book = Register(
            id: .init(rawValue: "r"),
            owner: actor.unit,
            kind: .incoming,
            name: "",
            englishName: ""
        )
        let letter = LetterStanding.onUnitsDesk
        #expect(actor.may(OfficeAct.registerLetters) == actor.may(.take, book))
        #expect(actor.may(OfficeAct.voidNumbers) == actor.may(.void, book))
        #expect(actor.may(OfficeAct.printRegisters) == actor.may(.print, book))
        #expect(actor.may(OfficeAct.sendLetters) == actor.may(.deliver, letter))
        #expect(actor.may(OfficeAct.receiveLetters) == actor.may(.receive, letter))
        #expect(actor.may(OfficeAct.endorseLetters) == actor.may(.endorse, letter))
    }

    @Test(arguments: RightLevel.allCases)
    func `a letter in one's own hand`(_ level: RightLevel) {
        let letter = LetterStanding(
            concerns: true,
            onDesk: false,
            inHand: true,
            byName: true,
            ownsIt: false,
            secrecy: .none
        )
        #expect(
            allowed(actor(level), letter) == "read deliver endorse receive return recall close acknowledge"
        )
    }

    @Test(arguments: RightLevel.allCases)
    func `a letter that was sent to one by name and lies elsewhere`(_ level: RightLevel) {
        let letter = LetterStanding(
            concerns: true,
            onDesk: false,
            inHand: false,
            byName: true,
            ownsIt: false,
            secrecy: .none
        )
        #expect(allowed(actor(level), letter) == "read")
    }

    @Test func `a head reads and endorses what lies in the agency, and leaves the desk to the registry`() {
        let letter = LetterStanding.onUnitsDesk
        #expect(allowed(actor(.generalUser, isHead: true), letter) == "read endorse")
    }

    @Test(arguments: DeliveryStep.allCases, Delivery.State.allCases)
    func `a step fits only the states from which it may be taken`(
        _ step: DeliveryStep,
        _ state: Delivery.State
    ) {
        let fits: [DeliveryStep: [Delivery.State]] = [
            .open: [.new], .receive: [.new, .opened], .return: [.new, .opened], .recall: [.new, .opened],
            .close: [.received], .acknowledge: [.returned],
        ]
        #expect(step.isAllowed(from: state) == fits[step]?.contains(state))
        if !step.isAllowed(from: state) { #expect(step.refusal(in: state).code == .conflict) }
    }

    private func allowed(_ actor: Actor, _ letter: LetterStanding) -> String {
        LetterAct.allCases.filter { actor.may($0, letter) }.map { String(describing: $0) }.joined(
            separator: " "
        )
    }

    private func actor(_ level: RightLevel, isHead: Bool = false, clearance: Secrecy = .none) -> Actor {
        let unit = Identifier<UnitTag>(rawValue: "unit")
        return Actor(
            id: .init(rawValue: "person"),
            name: Bilingual(""),
            post: Bilingual(""),
            unit: unit,
            unitName: Bilingual(""),
            agency: unit,
            level: level,
            isHead: isHead,
            clearance: clearance,
            desk: [unit],
            sight: [unit],
            executives: []
        )
    }
}

extension LetterStanding {
    /// It lies with the unit that entered it, whose desk the person keeps.
    fileprivate static let onUnitsDesk = LetterStanding(
        concerns: true,
        onDesk: true,
        inHand: false,
        byName: false,
        ownsIt: true,
        secrecy: .none
    )
}
