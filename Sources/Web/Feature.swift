import SQL

/// What the application needs from a feature.
package protocol Feature {
    /// The history of the feature's own tables, oldest first.
    static var migrations: [Migration] { get }

    func addRoutes(to site: inout Site)
}
