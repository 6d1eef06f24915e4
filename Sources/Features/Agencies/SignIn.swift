import Digests
import Kernel
import Passwords
import SQL
import ThaiText

/// Opens a session for a username and a password.
///
/// After five failures of a name from one place, or fifty of a name or a place in all, within a quarter of an
/// hour, nothing is checked until the quarter is over. An unknown name costs as much as a wrong password. A name counts
/// without its case and without the spaces around it that keyboards of phones add.
package struct SignIn: Sendable {
    let database: any Database
    let clock: Clock
    let hasher: PasswordHasher

    /// A session lasts a working day; it ends earlier after two idle hours.
    static let lifetime = 12 * 3600
    static let idle = 2 * 3600

    /// Returns the session's token, which is kept nowhere else.
    package func callAsFunction(username: String, password: String, peer: String) throws -> String {
        let now = clock.now()
        let username = PlainText.cleaned(username).lowercased()
        try refuseIfThrottled(username, peer, now)

        let credential = try database.read { try PersonStore($0).credential(username: username) }
        guard hasher.verify(password, against: credential?.hash), let person = credential?.person else {
            try recordFailure(username, peer, now)
            throw UserError(
                .invalid,
                "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง",
                "The username or the password is not right"
            )
        }
        let stronger = try credential.map(\.hash).flatMap {
            hasher.needsRehash($0) ? try hasher.hash(password) : nil
        }
        return try open(for: person, peer: peer, rehashed: stronger)
    }

    private func open(for person: Person.ID, peer: String, rehashed hash: String?) throws -> String {
        let token = Random.token()
        try database.write { db in
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

    private func refuseIfThrottled(_ username: String, _ peer: String, _ now: Instant) throws {
        let throttled = try database.read { db in
            try limits(username, peer).contains {
                try SignInFailureStore(db).count(of: $0.key, window: window(now)) >= $0.most
            }
        }
        guard throttled else { return }
        throw UserError(
            .tooMany,
            "ลงชื่อเข้าใช้ไม่สำเร็จหลายครั้ง กรุณารอไม่เกิน ๑๕ นาทีแล้วลองใหม่",
            "Too many failed sign-ins: please wait up to 15 minutes and try again"
        )
    }

    private func recordFailure(_ username: String, _ peer: String, _ now: Instant) throws {
        try database.write { db in
            try SignInFailureStore(db).add(to: limits(username, peer).map(\.key), window: window(now))
        }
    }

    private func limits(_ username: String, _ peer: String) -> [(key: String, most: Int)] {
        [
            (SHA256.hash("both\n\(username)\n\(peer)").hex, 5),
            (SHA256.hash("name\n\(username)").hex, 50),
            (SHA256.hash("peer\n\(peer)").hex, 50),
        ]
    }

    private func window(_ now: Instant) -> Int { now.millisecond / (15 * 60 * 1000) }
}
