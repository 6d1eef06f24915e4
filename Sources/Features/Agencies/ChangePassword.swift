import Digests
import JSON
import Kernel
import Passwords
import SQL
import ThaiText

/// Changes one's own password (SYS-06) and ends one's other sessions.
struct ChangePassword {
    let database: any Database
    let clock: Clock
    let hasher: PasswordHasher
    let guesses: GuessGuard

    /// After five wrong attempts none is taken until the quarter of an hour is over.
    func callAsFunction(_ form: ChangePasswordForm, by actor: Actor, token: String) throws {
        let current = try database.read { try PersonStore($0).passwordHash(of: actor.id) }
        let limit = GuessGuard.Limit(key: SHA256.hash("change\n\(actor.id)").hex, most: 5)
        let isRight = try guesses.find(for: actor.id.rawValue, within: [limit]) {
            hasher.verify(form.current, against: current) ? true : nil
        }
        guard isRight == true else { throw Self.wrong }
        let hash = try hasher.hash(form.new)
        try database.write { db in
            // Not one that somebody else has set since.
            guard try PersonStore(db).hold(passwordHashOf: actor.id) == current else { throw Self.wrong }
            let now = clock.now()
            try PersonStore(db).setPassword(hash, of: actor.id)
            try SessionStore(db).endAll(
                of: actor.id,
                except: SHA256.hash(token).hex,
                at: now,
                because: "password"
            )
            try EventStore(db).record(Event("password.changed", at: now, by: actor))
        }
    }

    private static let wrong = UserError(complaints: [
        .init("current", "รหัสผ่านปัจจุบันไม่ถูกต้อง", "The current password is not right")
    ])
}

/// Sets the password of an account for its owner, who has lost it or shares it with somebody, and ends all its sessions.
package struct SetPassword {
    let database: any Database
    let clock: Clock
    let hasher: PasswordHasher

    package init(database: any Database, clock: Clock, hasher: PasswordHasher) {
        self.database = database
        self.clock = clock
        self.hasher = hasher
    }

    /// False when there is no such account.
    package func callAsFunction(_ password: String, of username: String) throws -> Bool {
        let hash = try hasher.hash(password)
        return try database.write { db in
            let now = clock.now()
            guard let person = try PersonStore(db).find(username: username.lowercased()) else { return false }
            try PersonStore(db).setPassword(hash, of: person.id)
            try SessionStore(db).endAll(of: person.id, at: now, because: "password")
            // The operator has no account.
            try EventStore(db).record(
                Event("password.set", at: now, actor: nil, detail: ["person": .string(person.id.rawValue)])
            )
            return true
        }
    }
}

/// What is typed to change one's password.
struct ChangePasswordForm {
    let current: String
    let new: String

    init(current: String, new: String, again: String) throws {
        var complaints: [UserError.Complaint] = []
        if current.isEmpty {
            complaints.append(.init("current", "กรุณากรอกรหัสผ่านปัจจุบัน", "Enter the current password"))
        }
        if let reason = PasswordRules.standard.refusal(of: new) {
            complaints.append(.init("new", reason.thai, reason.english))
        }
        if !new.isEmpty, new == current {
            complaints.append(
                .init(
                    "new",
                    "รหัสผ่านใหม่ต้องไม่ซ้ำกับรหัสผ่านปัจจุบัน",
                    "The new password is the current one: choose another"
                )
            )
        }
        if new != again {
            complaints.append(.init("again", "รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน", "The two new passwords differ"))
        }
        guard complaints.isEmpty else { throw UserError(complaints: complaints) }
        self.current = current
        self.new = new
    }
}

extension PasswordRules.Refusal {
    package var thai: String {
        switch self {
        case .tooShort(let least): "รหัสผ่านใหม่ต้องยาวอย่างน้อย \(ThaiDigits.thai(String(least))) ตัวอักษร"
        case .tooLong(let most): "รหัสผ่านใหม่ยาวเกิน \(ThaiDigits.thai(String(most))) ตัวอักษร"
        case .common: "รหัสผ่านนี้มีผู้ใช้กันมากและเดาง่าย กรุณาตั้งใหม่"
        }
    }

    package var english: String {
        switch self {
        case .tooShort(let least): "The new password needs at least \(least) characters"
        case .tooLong(let most): "The new password has more than \(most) characters"
        case .common: "Many people use this password and it is easy to guess: choose another"
        }
    }
}
