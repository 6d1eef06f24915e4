import Agencies
import Kernel
import Registers
import SQL

/// The hops of the letters.
package struct DeliveryStore {
    private let db: any Transaction

    package init(_ db: any Transaction) { self.db = db }

    func insert(_ delivery: Delivery) throws {
        try db.execute(
            """
            INSERT INTO delivery (id, letter_id, from_unit_id, to_unit_id, to_person_id, note, sent_at, sent_by)
            VALUES (\(delivery.id), \(delivery.letter), \(delivery.fromUnit), \(delivery.toUnit),
                \(delivery.toPerson), \(delivery.note), \(delivery.sent.at), \(delivery.sent.by))
            """
        )
    }

    package func find(_ id: Delivery.ID) throws -> Delivery? {
        try db.rows("SELECT \(Delivery.columns) FROM delivery d WHERE d.id = \(id)").first.map(
            Delivery.init(row:)
        )
    }

    /// The letter of a hop that a person wants to step. A receiver is told that it was taken back, though the letter
    /// concerns them no longer.
    func letter(of id: Delivery.ID, for actor: Actor) throws -> Letter.ID {
        guard let delivery = try find(id) else { throw UserError.noSuchLetter }
        let isReceiver =
            delivery.toPerson == nil ? actor.keepsDesk(of: delivery.toUnit) : delivery.isByName(to: actor)
        if delivery.state == .recalled, isReceiver, !actor.keepsDesk(of: delivery.fromUnit) {
            throw DeliveryStep.receive.refusal(in: .recalled)
        }
        return delivery.letter
    }

    /// The whole route of a letter, in the order of sending.
    package func route(of letter: Letter.ID) throws -> [Delivery] {
        try db.rows("SELECT \(Delivery.columns) FROM delivery d WHERE d.letter_id = \(letter) ORDER BY d.id")
            .map(Delivery.init(row:))
    }

    /// What lies in a pile of a person's, in the order of sending from beyond a key; letters above the person's clearance
    /// are left out.
    package func deliveries(
        in pile: TrayPile,
        of actor: Actor,
        _ order: TrayOrder,
        beyond key: Delivery.ID?,
        limit: Int
    ) throws -> [Delivery] {
        let isOldestFirst = order == .oldestFirst
        let beyond: SQL = key.map { isOldestFirst ? " AND d.id > \($0)" : " AND d.id < \($0)" } ?? ""
        let way: SQL = isOldestFirst ? "ASC" : "DESC"
        let found = try Self.places(of: pile, actor).flatMap { place in
            try db.rows(
                """
                SELECT \(Delivery.columns) FROM delivery d
                WHERE \(place)\(beyond) ORDER BY d.id \(way) LIMIT \(limit)
                """
            ).map(Delivery.init(row:))
        }
        let sorted = found.sorted { ($0.id.rawValue < $1.id.rawValue) == isOldestFirst }
        return Array(sorted.prefix(limit))
    }

    /// How many deliveries lie in a pile of a person's.
    package func count(in pile: TrayPile, of actor: Actor) throws -> Int {
        try db.kept(CountKey(pile: pile, actor: actor)) {
            try Self.places(of: pile, actor).reduce(0) { sum, place in
                let rows = try db.rows("SELECT COUNT(*) AS lying FROM delivery d WHERE \(place)")
                return try sum + (rows.first?.get("lying") ?? 0)
            }
        }
    }

    private struct CountKey: Hashable {
        let pile: TrayPile
        let actor: Actor
    }

    /// Records that the receiver looked; false when somebody did before.
    func open(_ id: Delivery.ID, _ step: Delivery.Step) throws -> Bool {
        try db.execute(
            """
            UPDATE delivery SET opened_at = \(step.at), opened_by = \(step.by)
            WHERE id = \(id) AND opened_at IS NULL AND received_at IS NULL AND end_kind IS NULL
            """
        ) == 1
    }

    /// Records the reception; false when it is not to be received any more.
    func receive(_ id: Delivery.ID, _ step: Delivery.Step, as number: Delivery.Number?) throws -> Bool {
        try db.execute(
            """
            UPDATE delivery SET received_at = \(step.at), received_by = \(step.by), register_id = \(number?.register),
                year = \(number?.year), number = \(number?.number)
            WHERE id = \(id) AND received_at IS NULL AND end_kind IS NULL
            """
        ) == 1
    }

    /// Records a return or a recall, which only fit before the reception; false when it is too late.
    func endUnreceived(_ id: Delivery.ID, _ end: Delivery.End) throws -> Bool {
        try self.end(id, end, where: "received_at IS NULL")
    }

    /// Records that the matter is closed, which only fits after the reception; false when it does not.
    func close(_ id: Delivery.ID, _ end: Delivery.End) throws -> Bool {
        try self.end(id, end, where: "received_at IS NOT NULL")
    }

    /// Records that the sender took note of a return; false when somebody did before.
    func acknowledge(_ id: Delivery.ID, _ step: Delivery.Step) throws -> Bool {
        try db.execute(
            """
            UPDATE delivery SET acknowledged_at = \(step.at), acknowledged_by = \(step.by)
            WHERE id = \(id) AND end_kind = 'returned' AND acknowledged_at IS NULL
            """
        ) == 1
    }

    private func end(_ id: Delivery.ID, _ end: Delivery.End, where condition: SQL) throws -> Bool {
        try db.execute(
            """
            UPDATE delivery SET end_kind = \(end.kind), ended_at = \(end.step.at), ended_by = \(end.step.by),
                end_words = \(end.words)
            WHERE id = \(id) AND end_kind IS NULL AND \(condition)
            """
        ) == 1
    }

    /// Where a pile lies, each place a condition that an index answers. No delivery lies in two.
    private static func places(of pile: TrayPile, _ actor: Actor) -> [SQL] {
        let places: [SQL] =
            switch pile {
            // What was taken back concerns whom it was sent to only where it did so before.
            case .all(.recalled):
                desks(of: actor).map { "\($0)\(condition(.recalled)) AND \(concerns(actor))" }
            case .all(let state): desks(of: actor).map { "\($0)\(condition(state))" }
            case .returned: returns(to: actor)
            case .waiting:
                desks(of: actor).map { "\($0) AND d.end_kind IS NULL AND d.received_at IS NULL" }
                    + returns(to: actor)
            }
        guard actor.clearance != .topSecret else { return places }
        return places.map { place in
            """
            \(place) AND EXISTS \
            (SELECT 1 FROM letter l WHERE l.id = d.letter_id AND l.secrecy <= \(actor.clearance))
            """
        }
    }

    /// The desks of a person, each a condition that an index answers: the units' (what is not for somebody by name)
    /// and the person's own. No delivery lies on two.
    ///
    /// What a desk passed down to another that the same person keeps lies with those who work there.
    private static func desks(of actor: Actor) -> [SQL] {
        let units: SQL = """
            d.to_unit_id IN \(list: actor.desk) AND d.to_person_id IS NULL \
            AND (d.to_unit_id IN \(list: actor.ownDesks) OR d.from_unit_id NOT IN \(list: actor.desk))
            """
        return (actor.desk.isEmpty ? [] : [units]) + ["d.to_person_id IN \(list: actor.people)"]
    }

    /// What came back: to the units' desks, and what the person sent by name from a unit without being its registrar.
    ///
    /// What somebody of the unit got by name and sent on concerns its desk no more when it comes back.
    private static func returns(to actor: Actor) -> [SQL] {
        let back: SQL = "AND d.end_kind = 'returned' AND d.acknowledged_at IS NULL AND \(concerns(actor))"
        var desks: [SQL] = []
        if !actor.desk.isEmpty { desks.append("d.from_unit_id IN \(list: actor.desk) \(back)") }
        if !actor.keepsDesk(of: actor.unit) {
            desks.append("d.from_unit_id = \(actor.unit) \(back) AND d.sent_by = \(actor.id)")
        }
        return desks
    }

    private static func concerns(_ actor: Actor) -> SQL {
        """
        EXISTS (SELECT 1 FROM letter_concern c \
        WHERE c.letter_id = d.letter_id AND c.party_id IN \(list: actor.parties))
        """
    }

    private static func condition(_ state: Delivery.State?) -> SQL {
        switch state {
        case nil: " AND d.end_kind IS NULL"
        case .new: " AND d.opened_at IS NULL AND d.received_at IS NULL AND d.end_kind IS NULL"
        case .opened: " AND d.opened_at IS NOT NULL AND d.received_at IS NULL AND d.end_kind IS NULL"
        case .received: " AND d.received_at IS NOT NULL AND d.end_kind IS NULL"
        case .returned: " AND d.end_kind = 'returned'"
        case .recalled: " AND d.end_kind = 'recalled'"
        case .closed: " AND d.end_kind = 'closed'"
        }
    }

    package static let migrations = [
        Migration(
            "letters.004-create-delivery",
            """
            CREATE TABLE delivery (
                id           CHAR(26)      NOT NULL PRIMARY KEY,
                letter_id    CHAR(26)      NOT NULL,
                from_unit_id CHAR(26)      NOT NULL,
                to_unit_id   CHAR(26)      NOT NULL,
                to_person_id CHAR(26),
                note         VARCHAR(1000) NOT NULL,
                sent_at      BIGINT        NOT NULL,
                sent_by      CHAR(26)      NOT NULL,
                opened_at    BIGINT,
                opened_by    CHAR(26),
                received_at  BIGINT,
                received_by  CHAR(26),
                register_id  CHAR(26),
                year         INTEGER,
                number       INTEGER,
                end_kind     VARCHAR(10),
                ended_at     BIGINT,
                ended_by     CHAR(26),
                end_words    VARCHAR(1000),
                FOREIGN KEY (letter_id) REFERENCES letter (id)
            )
            """
        ),
        Migration(
            "letters.005-index-delivery-by-letter",
            "CREATE INDEX delivery_letter ON delivery (letter_id)"
        ),
        Migration(
            "letters.006-index-delivery-by-unit",
            "CREATE INDEX delivery_unit ON delivery (to_unit_id, to_person_id, end_kind, received_at, id, from_unit_id)"
        ),
        Migration(
            "letters.007-index-delivery-by-person",
            "CREATE INDEX delivery_person ON delivery (to_person_id, end_kind, received_at, id)"
        ),
        Migration(
            "letters.012-add-delivery-acknowledged-at",
            "ALTER TABLE delivery ADD COLUMN acknowledged_at BIGINT"
        ),
        Migration(
            "letters.013-add-delivery-acknowledged-by",
            "ALTER TABLE delivery ADD COLUMN acknowledged_by CHAR(26)"
        ),
        Migration(
            "letters.014-index-delivery-by-sender",
            "CREATE INDEX delivery_sender ON delivery (from_unit_id, end_kind, acknowledged_at, id)"
        ),
    ]
}

extension Delivery {
    fileprivate static let columns: SQL = """
        d.id, d.letter_id, d.from_unit_id, d.to_unit_id, d.to_person_id, d.note, d.sent_at, d.sent_by, d.opened_at, \
        d.opened_by, d.received_at, d.received_by, d.register_id, d.year, d.number, d.end_kind, d.ended_at, \
        d.ended_by, d.end_words, d.acknowledged_at, d.acknowledged_by
        """

    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            letter: try row.get("letter_id"),
            fromUnit: try row.get("from_unit_id"),
            toUnit: try row.get("to_unit_id"),
            toPerson: try row.get("to_person_id"),
            note: try row.get("note"),
            sent: Step(by: try row.get("sent_by"), at: try row.get("sent_at")),
            opened: try Step(row: row, at: "opened_at", by: "opened_by"),
            received: try Step(row: row, at: "received_at", by: "received_by"),
            number: try Number(row: row),
            ended: try End(row: row),
            acknowledged: try Step(row: row, at: "acknowledged_at", by: "acknowledged_by")
        )
    }
}

extension Delivery.Step {
    fileprivate init?(row: Row, at: String, by: String) throws {
        guard let instant: Instant = try row.get(at) else { return nil }
        self.init(by: try row.get(by), at: instant)
    }
}

extension Delivery.Number {
    fileprivate init?(row: Row) throws {
        guard let number: Int = try row.get("number") else { return nil }
        self.init(register: try row.get("register_id"), year: try row.get("year"), number: number)
    }
}

extension Delivery.End {
    fileprivate init?(row: Row) throws {
        guard let kind: Kind = try row.get("end_kind"),
            let step = try Delivery.Step(row: row, at: "ended_at", by: "ended_by")
        else { return nil }
        self.init(kind: kind, step: step, words: try row.get("end_words"))
    }
}
