import Agencies
import Kernel
import Letters
import Registers
import SQL
import ThaiText

/// A year of letters for the sample office, made by the same acts that people use, at the moments of that year.
///
/// The same seed makes the same letters.
package struct SampleLetters: Sendable {
    let database: any Database
    let made: SampleOffice.Made
    let directory: OfficeDirectory

    package init(database: any Database, made: SampleOffice.Made, directory: OfficeDirectory) {
        self.database = database
        self.made = made
        self.directory = directory
    }

    /// Registers `count` letters in the year before `end`, on working days, and lets most of them circulate.
    package func make(_ count: Int, until end: Instant) throws {
        var chance = SampleChance(seed: 2569)
        let actors = try actors()
        let span = 365 * 86_400_000
        for index in 0..<count {
            let moment = Self.workingMoment(end.millisecond - span + span / count * index, &chance)
            guard moment.millisecond < end.millisecond else { continue }
            try makeOne(at: moment, isRecent: index > count - count / 25, actors, &chance)
        }
    }

    private func makeOne(
        at moment: Instant,
        isRecent: Bool,
        _ actors: [String: Actor],
        _ chance: inout SampleChance
    ) throws {
        guard let klang = actors["klang"], let register = made.registers["province.in"] else { return }
        let clock = Clock { moment }
        let fields = SampleText.letter(&chance, day: BangkokTime(millisecond: moment.millisecond).day)
        let form = try RegisterLetterForm(
            { fields[$0] },
            today: BangkokTime(millisecond: moment.millisecond).day
        )
        let given = try RegisterLetter(database: database, clock: clock)(form, in: register, by: klang)
        if isRecent, chance.below(4) == 0 { return }
        try circulate(given.letter, after: moment, isRecent: isRecent, actors, &chance)
    }

    private func circulate(
        _ letter: Letter.ID,
        after moment: Instant,
        isRecent: Bool,
        _ actors: [String: Actor],
        _ chance: inout SampleChance
    ) throws {
        guard let klang = actors["klang"] else { return }
        let registrars = [
            ("relief", "nuai"), ("health", "nuai2"), ("farm", "farm"), ("stats", "stats"),
            ("culture", "culture"),
        ]
        let first = chance.below(registrars.count)
        let receivers = chance.below(3) == 0 ? [first, (first + 1) % registrars.count] : [first]
        let sent = moment.adding(seconds: 600 + chance.below(3600))
        let deliver = DeliverLetter(database: database, clock: Clock { sent }, directory: directory)
        let units = receivers.compactMap { made.units[registrars[$0].0] }
        let deliveries = try deliver(letter, .init(units: units, note: "เพื่อดำเนินการ"), by: klang)
        for (delivery, receiver) in zip(deliveries, receivers) {
            if isRecent, chance.below(2) == 0 { continue }
            guard let actor = actors[registrars[receiver].1] else { continue }
            try receive(delivery.id, by: actor, after: sent, &chance)
        }
    }

    private func receive(
        _ delivery: Delivery.ID,
        by actor: Actor,
        after sent: Instant,
        _ chance: inout SampleChance
    ) throws {
        let opened = sent.adding(seconds: 300 + chance.below(7200))
        let steps = StepDelivery(database: database, clock: Clock { opened }, directory: directory)
        if chance.below(25) == 0 {
            try steps.return(delivery, because: "มิใช่ภารกิจของหน่วยงาน ขอส่งคืนเพื่อพิจารณาส่งใหม่", by: actor)
            return
        }
        let received = try steps.receive(delivery, by: actor)
        guard chance.below(3) > 0 else { return }
        let later = Clock { opened.adding(seconds: 86_400 + 3600 * 5) }
        try EndorseLetter(database: database, clock: later)(
            received.letter,
            SampleText.minute(&chance),
            by: actor
        )
        try StepDelivery(database: database, clock: later, directory: directory)
            .close(delivery, note: "ดำเนินการเรียบร้อยแล้ว", by: actor)
    }

    private func actors() throws -> [String: Actor] {
        try database.read { db in
            let tree = try directory.tree(db)
            return try made.people.compactMapValues { id in
                try PersonStore(db).find(id)?.actor(in: tree, executives: [])
            }
        }
    }

    /// A moment between 8.30 and 16.30 of a weekday, at or after the given one.
    private static func workingMoment(_ millisecond: Int, _ chance: inout SampleChance) -> Instant {
        var day = BangkokTime(millisecond: millisecond).day
        // 1 January 1970 was a Thursday.
        while (day.number + 3) % 7 >= 5 { day = day.adding(days: 1) }
        return Instant(
            millisecond: BangkokTime.start(of: day) + (8 * 3600 + 1800 + chance.below(8 * 3600)) * 1000
        )
    }
}

/// Numbers that look like chance and come again in the same order for the same seed.
struct SampleChance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// From 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
}
