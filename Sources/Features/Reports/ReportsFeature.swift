import Agencies
import Kernel
import SQL
import Web

/// Printouts of what the features keep.
package struct ReportsFeature: Feature {
    package static let migrations: [Migration] = []

    private let routes: ReportRoutes

    package init(database: any Database, clock: Clock, directory: OfficeDirectory) {
        routes = ReportRoutes(database: database, clock: clock, directory: directory)
    }

    package func addRoutes(to site: inout Site) { routes.add(to: &site) }
}
