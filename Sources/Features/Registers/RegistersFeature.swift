import Agencies
import Kernel
import SQL
import Web

/// The registers and their numbers.
package struct RegistersFeature: Feature {
    package static let migrations = RegisterStore.migrations + RegisterEntryStore.migrations

    private let api: RegisterAPI
    private let routes: RegisterRoutes

    package init(database: any Database, clock: Clock, directory: OfficeDirectory) {
        api = RegisterAPI(database: database, clock: clock)
        routes = RegisterRoutes(database: database, clock: clock, directory: directory)
    }

    package func addRoutes(to site: inout Site) {
        routes.add(to: &site)
        api.add(to: &site)
    }
}
