import Agencies
import Kernel
import Letters
import Registers
import SQL
import ThaiText

/// Works through the sample's year: what comes in is registered, sent, received, minuted and closed; what goes out is
/// numbered.
final class SampleYear {
    /// A letter that was registered.
    struct Registered {
        let id: Letter.ID
        let words: SampleLetter
        let registered: OfficeMoment
        /// How many deliveries of it have not come to an end.
        var open = 0

        var isOnDesk: Bool { open > 0 }
    }

    /// A desk on a letter's way: who keeps it, and the unit whose desk it is, or none for a person's own.
    private struct Desk {
        let keeper: String
        var unit: String?
    }

    /// A letter on a desk, with the desks on which it lay before and those to come.
    private struct Stay {
        let letter: Int
        let delivery: Delivery
        let before: [(delivery: Delivery.ID, keeper: String)]
        let way: ArraySlice<Desk>
    }

    let actors: [String: Actor]
    /// Nothing happens later.
    let end: OfficeMoment
    private(set) var letters: [Registered] = []

    private let database: any Database
    private let made: SampleOffice.Made
    private let directory: OfficeDirectory
    private var chance = SampleChance(seed: 2569)
    /// Of its own, so that what goes out changes nothing of what comes in.
    private var issuing = SampleChance(seed: 2570)
    private var agenda = SampleAgenda()

    init(
        _ database: any Database,
        _ made: SampleOffice.Made,
        _ directory: OfficeDirectory,
        until end: OfficeMoment
    ) throws {
        self.database = database
        self.made = made
        self.directory = directory
        self.end = end
        actors = try database.read { db in
            let tree = try directory.tree(db)
            return try made.people.compactMapValues { id in
                try PersonStore(db).find(id)?.actor(in: tree, executives: [])
            }
        }
    }

    /// Lets `count` letters come in and a quarter as many go out, spread over the year, and the office work until the end.
    func run(_ count: Int) throws {
        let span = 261 * OfficeMoment.day
        for index in (0..<count).reversed() {
            let (from, to) = (span * index / count, span * (index + 1) / count)
            agenda.add(at: end + (from + chance.below(max(1, to - from)) - span)) {
                try self.register(at: $0)
            }
        }
        for index in (0..<count / 4).reversed() {
            let part = span / (count / 4)
            agenda.add(at: end + (part * index + issuing.below(max(1, part)) - span)) {
                try self.issue(at: $0)
            }
        }
        while let (moment, act) = agenda.next(), moment < end { try act(moment) }
        agenda = SampleAgenda()
    }

    private func register(at moment: OfficeMoment) throws {
        guard let klang = actors["klang"], let register = made.registers["province.in"] else { return }
        let day = BangkokTime(millisecond: moment.instant.millisecond).day
        let letter = SampleLetter(on: day, &chance)
        let form = try RegisterLetterForm(letter.field, today: day)
        let given = try RegisterLetter(database: database, clock: clock(moment))(
            form,
            in: register,
            by: klang
        )
        letters.append(Registered(id: given.letter, words: letter, registered: moment))
        if isWithin(6, moment), chance.below(6) == 0 { return }
        let index = letters.count - 1
        agenda.add(at: moment + (600 + chance.below(3600))) { try self.sendOut(index, at: $0) }
    }

    private func issue(at moment: OfficeMoment) throws {
        let day = BangkokTime(millisecond: moment.instant.millisecond).day
        let issue = SampleIssue(on: day, &issuing)
        guard let actor = actors[issue.keeper], let register = made.registers[issue.register] else { return }
        _ = try RegisterLetter(database: database, clock: clock(moment))(
            RegisterLetterForm(issue.field, today: day),
            in: register,
            by: actor
        )
    }

    /// The central registry sends it to one agency or two.
    private func sendOut(_ letter: Int, at moment: OfficeMoment) throws {
        let agencies = [
            ("relief", "nuai"), ("health", "nuai2"), ("farm", "farm"), ("stats", "stats"),
            ("culture", "culture"),
        ]
        // Most of the sign-ins belong to the first, and their trays show the last weeks.
        let isShown = isWithin(25, moment)
        let first = isShown && chance.below(3) == 0 ? 0 : chance.below(agencies.count)
        for step in 0..<(chance.below(3) == 0 ? 2 : 1) {
            let (unit, keeper) = agencies[(first + step) % agencies.count]
            let way = [Desk(keeper: keeper, unit: unit)] + (unit == "relief" ? insideRelief(isShown) : [])
            try send(letter, from: "klang", along: way[...], before: [], "เพื่อดำเนินการ", at: moment)
        }
    }

    /// The agency with people to sign in as: letters go to its head, and some on to a group and one who does the work.
    private func insideRelief(_ isShown: Bool) -> [Desk] {
        let way = [
            Desk(keeper: "phubor"), Desk(keeper: "klum", unit: "relief.safety"), Desk(keeper: "phuchai"),
        ]
        return Array(way.prefix((isShown ? [0, 1, 3, 3] : [0, 0, 1, 3])[chance.below(4)]))
    }

    private func send(
        _ letter: Int,
        from sender: String,
        along way: ArraySlice<Desk>,
        before: [(delivery: Delivery.ID, keeper: String)],
        _ note: String,
        at moment: OfficeMoment
    ) throws {
        guard let desk = way.first, let actor = actors[sender] else { return }
        let deliver = DeliverLetter(database: database, clock: clock(moment), directory: directory)
        let request =
            if let unit = desk.unit {
                DeliverLetter.Request(
                    units: [made.units[unit]].compactMap(\.self),
                    note: try DeliveryNote(note)
                )
            } else {
                DeliverLetter.Request(
                    units: [],
                    people: [made.people[desk.keeper]].compactMap(\.self),
                    note: try DeliveryNote(note)
                )
            }
        for delivery in try deliver(letters[letter].id, request, by: actor) {
            letters[letter].open += 1
            arrive(Stay(letter: letter, delivery: delivery, before: before, way: way), at: moment)
        }
    }

    private func arrive(_ stay: Stay, at moment: OfficeMoment) {
        let soon = moment + (300 + chance.below(7200))
        // Much of the last days still waits, and little of the last weeks.
        guard isWithin(6, moment) ? chance.below(2) == 0 : isWithin(15, moment) && chance.below(10) == 0
        else {
            return agenda.add(at: soon) { try self.receive(stay, at: $0) }
        }
        if chance.below(3) == 0 { agenda.add(at: soon) { try self.open(stay, at: $0) } }
    }

    private func open(_ stay: Stay, at moment: OfficeMoment) throws {
        guard let actor = keeper(of: stay) else { return }
        try steps(moment).open([stay.delivery], of: stay.delivery.letter, by: actor)
    }

    private func receive(_ stay: Stay, at moment: OfficeMoment) throws {
        guard let actor = keeper(of: stay) else { return }
        if stay.before.isEmpty, chance.below(25) == 0 {
            try steps(moment).return(
                stay.delivery.id,
                because: "มิใช่ภารกิจของหน่วยงาน ขอส่งคืนเพื่อพิจารณาส่งใหม่",
                by: actor
            )
            letters[stay.letter].open -= 1
            guard !isWithin(20, moment) else { return }
            return agenda.add(at: moment + (600 + chance.below(OfficeMoment.day))) { moment in
                guard let klang = self.actors["klang"] else { return }
                try self.steps(moment).acknowledge(stay.delivery.id, by: klang)
            }
        }
        try steps(moment).receive(stay.delivery.id, by: actor)
        if stay.way.count > 1 {
            agenda.add(at: moment + (600 + chance.below(5400))) { try self.sendOn(stay, at: $0) }
        } else if isWithin(25, moment) ? chance.below(3) > 0 : !isWithin(60, moment) || chance.below(10) > 0 {
            agenda.add(at: moment + (OfficeMoment.day + chance.below(OfficeMoment.day))) {
                try self.settle(stay, at: $0)
            }
        }
    }

    private func sendOn(_ stay: Stay, at moment: OfficeMoment) throws {
        guard let desk = stay.way.first, let actor = keeper(of: stay) else { return }
        let (minute, note) =
            switch desk.keeper {
            case "phubor": ("ทราบ มอบกลุ่มงานป้องกันและปฏิบัติการดำเนินการ", "เพื่อดำเนินการ")
            case "klum": ("มอบนักวิเคราะห์นโยบายและแผนดำเนินการ แล้วรายงานผลให้ทราบ", "เพื่อดำเนินการและรายงานผล")
            default: ("เรียน หัวหน้าสำนักงาน เพื่อโปรดพิจารณา เห็นควรมอบกลุ่มงานที่เกี่ยวข้องดำเนินการ", "เพื่อโปรดพิจารณา")
            }
        try endorse(stay, minute, by: actor, at: moment)
        try send(
            stay.letter,
            from: desk.keeper,
            along: stay.way.dropFirst(),
            before: stay.before + [(stay.delivery.id, desk.keeper)],
            note,
            at: moment
        )
    }

    /// The last desk writes what was done and closes; then those before it close theirs.
    private func settle(_ stay: Stay, at moment: OfficeMoment) throws {
        guard let actor = keeper(of: stay), let desk = stay.way.first else { return }
        let minute = chance.one(of: [
            "ตรวจสอบแล้วครบถ้วนตามระเบียบ", "ทราบ ดำเนินการตามเสนอ", "แจ้งผู้เกี่ยวข้องเพื่อถือปฏิบัติแล้ว",
        ])
        try endorse(stay, minute, by: actor, at: moment)
        var closing = moment + 60
        for (delivery, keeper) in [(stay.delivery.id, desk.keeper)] + stay.before.reversed() {
            agenda.add(at: closing) { moment in
                guard let actor = self.actors[keeper] else { return }
                try self.steps(moment).close(delivery, note: DeliveryNote("ดำเนินการเรียบร้อยแล้ว"), by: actor)
                self.letters[stay.letter].open -= 1
            }
            closing = closing + (600 + chance.below(3600))
        }
    }

    private func endorse(_ stay: Stay, _ minute: String, by actor: Actor, at moment: OfficeMoment) throws {
        try EndorseLetter(database: database, clock: clock(moment))(
            letters[stay.letter].id,
            minute,
            by: actor
        )
    }

    private func keeper(of stay: Stay) -> Actor? { stay.way.first.flatMap { actors[$0.keeper] } }

    private func steps(_ moment: OfficeMoment) -> StepDelivery {
        StepDelivery(database: database, clock: clock(moment), directory: directory)
    }

    private func clock(_ moment: OfficeMoment) -> Clock {
        let instant = moment.instant
        return Clock { instant }
    }

    /// Whether it lies in the last office days of the year.
    private func isWithin(_ days: Int, _ moment: OfficeMoment) -> Bool {
        end < moment + days * OfficeMoment.day
    }
}
