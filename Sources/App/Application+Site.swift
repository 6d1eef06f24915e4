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
        let assets = try Assets(share: configuration.share)
        let frame = OfficeFrame(assets: assets) { actor in
            do {
                return try office.waiting(for: actor)
            } catch {
                // The page stands without the number; the script asks for it again.
                log("fault at the menu's count: \(error)")
                return 0
            }
        }
        var site = Site(
            desk: accounts.desk,
            look: { refusalPage($0, $1, assets, in: $2) },
            frame: frame,
            cookie: accounts.cookie,
            trustsProxy: configuration.trustsProxy,
            log: log
        )
        site.open(.get, "/assets/:name") { try assets.answer(to: $0.request) }
        let signInOffice = SignInOffice(
            name: configuration.officeName,
            englishName: configuration.officeEnglishName,
            isSample: configuration.isSample
        )
        AgenciesFeature(accounts: accounts, office: signInOffice, assets: assets).addRoutes(to: &site)
        RegistersFeature(database: accounts.database, clock: accounts.clock, directory: accounts.directory)
            .addRoutes(to: &site)
        LettersFeature(office: office).addRoutes(to: &site)
        ReportsFeature(database: accounts.database, clock: accounts.clock, directory: accounts.directory)
            .addRoutes(to: &site)
        addOwnAddresses(to: &site, accounts.database)
        return site
    }

    private static let health = Operation(
        "getHealth",
        "Whether the office can be asked: its database answers",
        answers: [
            200: .init(Schema.record([("status", Schema.string), ("version", Schema.string)]))
        ],
        isOpen: true
    )

    private static func addOwnAddresses(to site: inout Site, _ database: any Database) {
        site.open(.get, "/healthz", operation: health) { _ in
            _ = try database.read { try $0.rows("SELECT 1 AS alive") }
            return .json(["status": "ok", "version": .string(version)])
        }
        let document = OpenAPI.document(
            title: "Saraban",
            version: version,
            routes: site.router.routes,
            schemas: [("Problem", Problem.schema)],
            refusal: .problem
        )
        let bytes = document.encoded
        site.open(.get, "/openapi.json") { _ in .bytes(bytes, type: "application/json") }
    }
}
