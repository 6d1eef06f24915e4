import Agencies
import Kernel
import Registers
import SQL
import ThaiText

/// Writes into each register what was done with a letter (การปฏิบัติ, clause 39): to whom its unit sent it and
/// how far that has come.
struct RouteWriter {
    private let db: any Transaction
    private let directory: OfficeDirectory

    init(_ db: any Transaction, directory: OfficeDirectory) {
        self.db = db
        self.directory = directory
    }

    /// Brings up to date what the changed hops can have changed: the lines of the units that sent them, and of those that
    /// got them.
    func write(_ letter: Letter.ID, after changed: [Delivery]) throws {
        let units = Set(changed.flatMap { [$0.fromUnit, $0.toUnit] })
        let entries = RegisterEntryStore(db)
        let lines = try entries.entries(of: letter).filter { units.contains($0.unit) }
        guard !lines.isEmpty else { return }
        let route = try DeliveryStore(db).route(of: letter)
        let tree = try directory.tree(db)
        let people = try PersonStore(db).names(Set(route.compactMap(\.toPerson)))
        let sent = Dictionary(grouping: route.filter { $0.state != .recalled }, by: \.fromUnit)
        for entry in lines {
            let hops = Self.latest(sent[entry.unit] ?? [])
            func name(_ hop: Delivery) -> String {
                hop.toPerson.flatMap { people[$0]?.name } ?? tree[hop.toUnit]?.name ?? ""
            }
            let isClosed = route.contains {
                $0.toUnit == entry.unit && $0.toPerson == nil && $0.state == .closed
            }
            let action = Self.longestThatFits(
                [
                    Self.told(hops, name, Self.dated),
                    Self.told(hops, name) { $0.isWaiting ? "" : $0.state.name(.thai) }, [Self.counted(hops)],
                ],
                end: isClosed ? ["ปิดเรื่องแล้ว"] : []
            )
            if action != entry.line.action { try entries.write(action: action, to: entry) }
        }
    }

    /// Of several hops to one receiver the last: it came back, or was sent on again.
    private static func latest(_ hops: [Delivery]) -> [Delivery] {
        struct Receiver: Hashable {
            let unit: Unit.ID
            let person: Person.ID?
        }
        var seen: Set<Receiver> = []
        return hops.reversed().filter { seen.insert(Receiver(unit: $0.toUnit, person: $0.toPerson)).inserted }
            .reversed()
    }

    /// Each receiver with its state; those to whom it went at one moment, and who have yet to receive it, together.
    private static func told(_ hops: [Delivery], _ name: (Delivery) -> String, _ state: (Delivery) -> String)
        -> [String]
    {
        var groups: [(names: [String], state: String, isWaiting: Bool)] = []
        for hop in hops {
            let state = state(hop)
            if hop.isWaiting, let last = groups.last, last.isWaiting, last.state == state {
                groups[groups.count - 1].names.append(name(hop))
            } else {
                groups.append(([name(hop)], state, hop.isWaiting))
            }
        }
        return groups.map { group in
            let names = group.names.joined(separator: ", ")
            guard group.isWaiting else { return "\(names) (\(group.state))" }
            return (["ส่ง", names, group.state].filter { !$0.isEmpty }).joined(separator: " ")
        }
    }

    /// `ลงรับแล้ว ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น.`, as clerks write it into form 13; of what is not received yet when it was sent.
    ///
    /// That it was opened on a screen is told on the letter's page: the book knows what was sent and what was received.
    private static func dated(_ hop: Delivery) -> String {
        let step = hop.ended?.step ?? hop.received ?? hop.sent
        let time = BangkokTime(millisecond: step.at.millisecond)
        let moment = ThaiDigits.thai("\(time.day.short) \(time.clock)")
        return hop.isWaiting ? moment : "\(hop.state.name(.thai)) \(moment)"
    }

    /// Every receiver with its moment, without where that is too long, or their number; the letter's page tells all.
    private static func longestThatFits(_ ways: [[String]], end: [String]) -> String {
        let actions = ways.map { ($0 + end).joined(separator: " · ") }
        return actions.first { $0.length <= RegisterEntry.Line.longestAction } ?? actions[actions.count - 1]
    }

    /// `ส่ง ๔๐ ราย (ยังไม่ลงรับ ๓๗ ลงรับแล้ว ๓)`
    private static func counted(_ hops: [Delivery]) -> String {
        let waiting = hops.count(where: \.isWaiting)
        let states = Dictionary(grouping: hops.filter { !$0.isWaiting }, by: \.state)
        let counts =
            (waiting == 0 ? [] : ["ยังไม่ลงรับ \(waiting)"])
            + Delivery.State.allCases.compactMap { state in
                states[state].map { "\(state.name(.thai)) \($0.count)" }
            }
        return ThaiDigits.thai("ส่ง \(hops.count) ราย (\(counts.joined(separator: " ")))")
    }
}
