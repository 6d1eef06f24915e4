import Agencies
import Kernel
import Registers
import SQL

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
            let words = route.filter { $0.fromUnit == entry.unit && $0.state != .recalled }.map { hop in
                let name = hop.toPerson.flatMap { people[$0]?.name } ?? tree[hop.toUnit]?.name ?? ""
                return "\(name) (\(hop.state.name(.thai)))"
            }
            let closed =
                route.contains { $0.toUnit == entry.unit && $0.state == .closed } ? ["ปิดเรื่องแล้ว"] : []
            let action = (words + closed).joined(separator: " · ")
            if action != entry.line.action { try entries.write(action: action, to: entry) }
        }
    }
}
