import Agencies
import HTML
import HTTP
import JSON
import Kernel
import Letters
import Registers
import Reports
import SQL
import Web

extension Application {
    /// All addresses, in the order of the features.
    static func site(
        _ configuration: Configuration,
        _ accounts: Accounts,
        _ office: LetterOffice,
        _ log: @escaping @Sendable (String) -> Void
    ) throws -> Site {
        var site = Site(
            desk: accounts.desk,
            look: SiteLook(refusal: { refusal, t in "" }, fault: { refusal, t in "" }),
            trustsProxy: configuration.trustsProxy,
            log: log
        )
        AgenciesFeature(accounts: accounts).addRoutes(to: &site)
        RegistersFeature(database: accounts.database, clock: accounts.clock).addRoutes(to: &site)
        LettersFeature(office: office).addRoutes(to: &site)
        addOwnAddresses(to: &site, accounts.database)
        return site
    }

    private static func addOwnAddresses(to site: inout Site, _ database: any Database) {
        site.open(.get, "/healthz") { _ in
            _ = try database.read { try $0.rows("SELECT 1 AS alive") }
            return .json(["status": "ok", "version": .string(version)])
        }
        let document = OpenAPI.document(
            title: "Saraban",
            version: version,
            routes: site.router.routes,
            schemas: ["Problem": Problem.schema]
        )
        let bytes = document.encoded
        site.open(.get, "/openapi.json") { _ in .bytes(bytes, type: "application/json") }
    }
}
