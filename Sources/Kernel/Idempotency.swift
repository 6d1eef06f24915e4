import SQL

/// Remembers what was answered to a request that carried a key, so that asking again does nothing again.
///
/// The answer is written in the transaction of the act. A key belongs to one person and one address.
package struct IdempotencyStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    /// The result that was kept for a key.
    ///
    /// Throws `UserError.keyOfAnotherRequest` when the key was used for a request of other content (`fingerprint`).
    package func result(for key: IdempotencyKey) throws -> String? {
        let rows = try db.rows("SELECT fingerprint, result FROM idempotency WHERE id = \(key.id)")
        guard let row = rows.first else { return nil }
        guard try row.get("fingerprint") == key.fingerprint else { throw UserError.keyOfAnotherRequest }
        return try row.get("result")
    }

    package func keep(_ result: String, for key: IdempotencyKey, at instant: Instant) throws {
        try db.execute(
            """
            INSERT INTO idempotency (id, fingerprint, result, kept_at)
            VALUES (\(key.id), \(key.fingerprint), \(result), \(instant))
            """
        )
    }

    package static let migrations = [
        Migration(
            "kernel.003-create-idempotency",
            """
            CREATE TABLE idempotency (
                id          CHAR(64)     NOT NULL PRIMARY KEY,
                fingerprint CHAR(64)     NOT NULL,
                result      VARCHAR(200) NOT NULL,
                kept_at     BIGINT       NOT NULL
            )
            """
        )
    ]
}

/// Names one request of one person: the same key means the same request.
package struct IdempotencyKey: Equatable, Sendable {
    /// SHA-256 of person, address and the key that was sent.
    package let id: String
    /// SHA-256 of what was asked.
    package let fingerprint: String

    package init(id: String, fingerprint: String) {
        self.id = id
        self.fingerprint = fingerprint
    }
}

extension UserError {
    package static let keyOfAnotherRequest = UserError(
        .invalid,
        "กุญแจกันส่งซ้ำนี้ใช้กับคำขออื่นไปแล้ว",
        "This Idempotency-Key was used for another request"
    )
}
