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
            func named(_ state: (Delivery) -> String) -> [String] {
                hops.map { hop in
                    let name = hop.toPerson.flatMap { people[$0]?.name } ?? tree[hop.toUnit]?.name ?? ""
                    return "\(name) (\(state(hop)))"
                }
            }
            let isClosed = route.contains {
                $0.toUnit == entry.unit && $0.toPerson == nil && $0.state == .closed
            }
            let action = Self.longestThatFits(
                [named(Self.dated), named { $0.state.name(.thai) }, [Self.counted(hops)]],
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

    /// `ลงรับแล้ว ๑๕ ม.ค. ๒๕๖๙ ๐๙.๐๐ น.`, as clerks write it into form 13; what has not come to anything has no moment.
    private static func dated(_ hop: Delivery) -> String {
        let name = hop.state.name(.thai)
        guard let step = hop.ended?.step ?? hop.received else { return name }
        let time = BangkokTime(millisecond: step.at.millisecond)
        return "\(name) \(ThaiDigits.thai("\(time.day.short) \(time.clock)"))"
    }

    /// Every receiver with its moment, without where that is too long, or their number; the letter's page tells all.
    private static func longestThatFits(_ ways: [[String]], end: [String]) -> String {
        let actions = ways.map { ($0 + end).joined(separator: " · ") }
        return actions.first { $0.length <= RegisterEntry.Line.longestAction } ?? actions[actions.count - 1]
    }

    /// `ส่ง ๔๐ ราย (เข้าใหม่ ๓๗ ลงรับแล้ว ๓)`
    private static func counted(_ hops: [Delivery]) -> String {
        let states = Dictionary(grouping: hops, by: \.state)
        let counts = Delivery.State.allCases.compactMap { state in
            states[state].map { "\(state.name(.thai)) \($0.count)" }
        }
        return ThaiDigits.thai("ส่ง \(hops.count) ราย (\(counts.joined(separator: " ")))")
    }
}
