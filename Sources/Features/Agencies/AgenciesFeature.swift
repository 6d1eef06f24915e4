import Kernel
import Passwords
import SQL
import Web

/// The accounts: what the addresses of sessions and units share.
package struct Accounts: Sendable {
    package let database: any Database
    package let clock: Clock
    package let hasher: PasswordHasher
    package let directory: OfficeDirectory
    package let desk: SessionDesk
    let guesses: GuessGuard
    /// Whether people come over TLS, so that cookies are bound to it.
    package let cookie: SessionCookie

    package init(
        database: any Database,
        clock: Clock,
        hasher: PasswordHasher,
        directory: OfficeDirectory,
        cookie: SessionCookie
    ) {
        self.database = database
        self.clock = clock
        self.hasher = hasher
        self.directory = directory
        self.cookie = cookie
        desk = SessionDesk(database: database, clock: clock, directory: directory)
        guesses = GuessGuard(database: database, clock: clock)
    }

    package var signIn: SignIn {
        SignIn(database: database, clock: clock, hasher: hasher, guesses: guesses)
    }

    var changePassword: ChangePassword {
        ChangePassword(database: database, clock: clock, hasher: hasher, guesses: guesses)
    }
}

/// Units, people, and their sessions.
package struct AgenciesFeature: Feature {
    package static let migrations =
        UnitStore.migrations + PersonStore.migrations + SessionStore.migrations
        + SignInFailureStore.migrations

    private let accounts: Accounts
    private let routes: AccountRoutes

    package init(accounts: Accounts, office: SignInOffice, assets: Assets) {
        self.accounts = accounts
        routes = AccountRoutes(accounts: accounts, office: office, assets: assets)
    }

    package func addRoutes(to site: inout Site) {
        routes.add(to: &site)
        AgencyAPI(accounts: accounts).add(to: &site)
    }
}
