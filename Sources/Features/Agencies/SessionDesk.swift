import Digests
import Kernel
import SQL
import Web

/// Knows whose a session is.
package struct SessionDesk: SignInDesk {
    let database: any Database
    let clock: Clock
    let directory: OfficeDirectory

    package init(database: any Database, clock: Clock, directory: OfficeDirectory) {
        self.database = database
        self.clock = clock
        self.directory = directory
    }

    package func visitor(token: String, isPresent: Bool) throws -> Actor? {
        let digest = SHA256.hash(token).hex
        let now = clock.now()
        guard let (session, actor) = try database.read({ try visitor($0, digest) }), isAlive(session, now)
        else { return nil }
        // Five minutes are precise enough to tell an idle session, and spare a write for each page.
        if isPresent, session.seenAt.adding(seconds: 300) < now {
            try database.write { try SessionStore($0).touch(digest: digest, at: now) }
        }
        return actor
    }

    /// Who the session belongs to, alive or not.
    private func visitor(_ db: any Transaction, _ digest: String) throws -> (SessionStore.Found, Actor)? {
        try db.kept(VisitorKey(digest: digest)) {
            guard let found = try SessionStore(db).find(digest: digest) else { return nil }
            let tree = try directory.tree(db, version: found.treeVersion)
            let executives = try PersonStore(db).executives(of: found.person.id)
            return (found, found.person.actor(in: tree, executives: executives))
        }
    }

    package func end(token: String, by actor: Actor) throws {
        try database.write { db in
            let now = clock.now()
            try SessionStore(db).end(digest: SHA256.hash(token).hex, at: now, because: "signed out")
            try EventStore(db).record(Event("session.ended", at: now, by: actor))
        }
    }

    private struct VisitorKey: Hashable { let digest: String }

    private func isAlive(_ session: SessionStore.Found, _ now: Instant) -> Bool {
        now < session.expiresAt && now < session.seenAt.adding(seconds: SignIn.idle)
    }
}
