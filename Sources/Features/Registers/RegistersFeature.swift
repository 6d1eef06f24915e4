import Kernel
import SQL
import Web

/// The registers and their numbers.
package struct RegistersFeature: Feature {
    package static let migrations = RegisterStore.migrations + RegisterEntryStore.migrations

    private let api: RegisterAPI

    package init(database: any Database, clock: Clock) {
        api = RegisterAPI(database: database, clock: clock)
    }

    package func addRoutes(to site: inout Site) { api.add(to: &site) }
}
