import Kernel
import SQL

/// Who is signed in. Only the digest of a token is kept, so a copy of the table opens no session.
struct SessionStore {
    private let db: any Transaction

    init(_ db: any Transaction) { self.db = db }

    /// A session that has not ended, with the person it belongs to.
    struct Found {
        let person: Person
        let seenAt: Instant
        let expiresAt: Instant
        let treeVersion: Int
    }

    func insert(digest: String, person: Person.ID, at now: Instant, expires: Instant, peer: String) throws {
        try db.execute(
            """
            INSERT INTO session (digest, person_id, began_at, seen_at, expires_at, peer)
            VALUES (\(digest), \(person), \(now), \(now), \(expires), \(peer))
            """
        )
    }

    func find(digest: String) throws -> Found? {
        try db.rows(
            """
            SELECT s.seen_at, s.expires_at, t.version, \(Person.columns)
            FROM session s JOIN person p ON p.id = s.person_id JOIN unit_tree t ON t.id = 1
            WHERE s.digest = \(digest) AND s.ended_at IS NULL AND p.suspended_at IS NULL
            """
        ).first.map {
            Found(
                person: try Person(row: $0),
                seenAt: try $0.get("seen_at"),
                expiresAt: try $0.get("expires_at"),
                treeVersion: try $0.get("version")
            )
        }
    }

    /// Whether somebody has signed in from a place before.
    func hasBegun(username: String, peer: String) throws -> Bool {
        try !db.rows(
            """
            SELECT 1 AS found FROM session s JOIN person p ON p.id = s.person_id
            WHERE p.username = \(username) AND s.peer = \(peer) LIMIT 1
            """
        ).isEmpty
    }

    func touch(digest: String, at now: Instant) throws {
        try db.execute("UPDATE session SET seen_at = \(now) WHERE digest = \(digest)")
    }

    func end(digest: String, at now: Instant, because reason: String) throws {
        try db.execute(
            "UPDATE session SET ended_at = \(now), end_reason = \(reason) WHERE digest = \(digest) AND ended_at IS NULL"
        )
    }

    /// Ends all sessions of a person, but one where it is named.
    func endAll(of person: Person.ID, except digest: String = "", at now: Instant, because reason: String)
        throws
    {
        try db.execute(
            """
            UPDATE session SET ended_at = \(now), end_reason = \(reason)
            WHERE person_id = \(person) AND digest <> \(digest) AND ended_at IS NULL
            """
        )
    }

    static let migrations = [
        Migration(
            "agencies.007-create-session",
            """
            CREATE TABLE session (
                digest     CHAR(64)    NOT NULL PRIMARY KEY,
                person_id  CHAR(26)    NOT NULL,
                began_at   BIGINT      NOT NULL,
                seen_at    BIGINT      NOT NULL,
                expires_at BIGINT      NOT NULL,
                ended_at   BIGINT,
                end_reason VARCHAR(40),
                peer       VARCHAR(60) NOT NULL,
                FOREIGN KEY (person_id) REFERENCES person (id)
            )
            """
        ),
        Migration(
            "agencies.008-index-session-by-person",
            "CREATE INDEX session_person ON session (person_id)"
        ),
    ]
}

/// Counts failed sign-ins in windows of a quarter of an hour.
struct SignInFailureStore {
    private let db: any Transaction

    init(_ db: any Transaction) { self.db = db }

    func count(of key: String, window: Int) throws -> Int {
        try db.rows("SELECT failures FROM sign_in_failure WHERE subject = \(key) AND span = \(window)")
            .first?.get("failures") ?? 0
    }

    /// Counts one failure under each of the keys, and forgets the windows that are over.
    func add(to keys: [String], window: Int) throws {
        // First: who waits here for another's keys holds none itself.
        try db.execute("DELETE FROM sign_in_failure WHERE span < \(window - 1)")
        for key in keys {
            try db.execute(
                """
                INSERT INTO sign_in_failure (subject, span, failures) VALUES (\(key), \(window), 1)
                \(db.dialect.orUpdate(key: "subject, span", "failures = failures + 1"))
                """
            )
        }
    }

    static let migrations = [
        Migration(
            "agencies.009-create-sign-in-failure",
            """
            CREATE TABLE sign_in_failure (
                subject  CHAR(64) NOT NULL,
                span     BIGINT   NOT NULL,
                failures INTEGER  NOT NULL,
                PRIMARY KEY (subject, span)
            )
            """
        )
    ]
}
