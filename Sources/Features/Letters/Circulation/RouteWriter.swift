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

    func write(_ letter: Letter.ID) throws {
        let route = try DeliveryStore(db).route(of: letter)
        let tree = try directory.tree(db)
        let people = try PersonStore(db).names(Set(route.compactMap(\.toPerson)))
        let entries = RegisterEntryStore(db)
        for entry in try entries.entries(of: letter) {
            let hops = route.filter { $0.fromUnit == entry.unit && $0.state != .recalled }
            let named = hops.map { hop in
                let name = hop.toPerson.flatMap { people[$0]?.name } ?? tree[hop.toUnit]?.name ?? ""
                return "\(name) (\(hop.state.name(.thai)))"
            }
            let isClosed = route.contains { $0.toUnit == entry.unit && $0.state == .closed }
            let action = Self.action(named, counted: Self.counted(hops), isClosed ? ["ปิดเรื่องแล้ว"] : [])
            if action != entry.line.action { try entries.write(action: action, to: entry) }
        }
    }

    /// Every receiver by name, or their number where the names do not fit; the letter's page names them all.
    private static func action(_ named: [String], counted: String, _ end: [String]) -> String {
        let action = (named + end).joined(separator: " · ")
        let fits = action.length <= RegisterEntry.Line.longestAction
        return fits ? action : ([counted] + end).joined(separator: " · ")
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
