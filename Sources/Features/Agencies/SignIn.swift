import Digests
import Kernel
import Passwords
import SQL
import ThaiText

/// Opens a session for a username and a password.
///
/// After five failures of a name from one place, or fifty of a name in all, nothing is checked until the quarter of an
/// hour is over; after fifty of a place, only for those who have signed in from there before, so that a stranger's guesses
/// do not shut out an office that has one address. An unknown name costs as much as a wrong password. A name counts without
/// its case and without the spaces around it that keyboards of phones add.
package struct SignIn: Sendable {
    let database: any Database
    let clock: Clock
    let hasher: PasswordHasher
    let guesses: GuessGuard

    /// A session lasts a working day; it ends earlier after two idle hours.
    static let lifetime = 12 * 3600
    static let idle = 2 * 3600

    /// Returns the session's token, which is kept nowhere else.
    package func callAsFunction(username: String, password: String, peer: String) throws -> String {
        let username = PlainText.cleaned(username).lowercased()
        let (credential, isKnown) = try database.read { db in
            (
                try PersonStore(db).credential(username: username),
                try SessionStore(db).hasBegun(username: username, peer: peer)
            )
        }
        let limits = limits(username, peer, isKnown: isKnown)
        let person = try guesses.find(for: username, within: limits) {
            hasher.verify(password, against: credential?.hash) ? credential?.person : nil
        }
        guard let person else { throw Self.notRecognised }
        let stronger = try credential.map(\.hash).flatMap {
            hasher.needsRehash($0) ? try hasher.hash(password) : nil
        }
        return try open(for: person, peer: peer, checked: credential?.hash, rehashed: stronger)
    }

    /// The password that was checked must still be the one: whoever changes it ends all sessions, and this one is not yet
    /// among them.
    private func open(for person: Person.ID, peer: String, checked: String?, rehashed hash: String?) throws
        -> String
    {
        let token = Random.token()
        try database.write { db in
            guard try PersonStore(db).hold(passwordHashOf: person) == checked else {
                throw Self.notRecognised
            }
            let now = clock.now()
            if let hash { try PersonStore(db).setPassword(hash, of: person) }
            try SessionStore(db).insert(
                digest: SHA256.hash(token).hex,
                person: person,
                at: now,
                expires: now.adding(seconds: Self.lifetime),
                peer: peer
            )
            try EventStore(db).record(Event("session.began", at: now, actor: person))
        }
        return token
    }

    private static let notRecognised = UserError(
        .notRecognised,
        "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง",
        "The username or the password is not right"
    )

    private func limits(_ username: String, _ peer: String, isKnown: Bool) -> [GuessGuard.Limit] {
        [
            .init(key: SHA256.hash("both\n\(username)\n\(peer)").hex, most: 5),
            .init(key: SHA256.hash("name\n\(username)").hex, most: 50),
            .init(key: SHA256.hash("peer\n\(peer)").hex, most: isKnown ? .max : 50),
        ]
    }
}
