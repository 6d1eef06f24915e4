import Agencies
import JSON
import Kernel
import SQL
import ThaiText

/// Changes what a pick list offers (INC-11): words are added, reworded, moved and taken out.
package struct EditPickList: Sendable {
    let database: any Database
    let clock: Clock

    /// Puts `words` in the place of those that the list held at `version`, each cleaned, empty ones left out.
    ///
    /// Throws a refusal for everybody but administrators; for more than 100 words, a word of more than 100 characters or
    /// one that stands there twice; and where the list was changed since. Where it holds these words already, nothing is
    /// done.
    @discardableResult
    package func callAsFunction(
        _ field: PickList.Field,
        _ words: [String],
        at version: Int,
        by actor: Actor
    ) throws -> PickList {
        try actor.requirePickLists()
        let words = try Self.checked(words)
        return try database.write { db in
            let store = PickListStore(db)
            guard let list = try store.hold(field) else { throw UserError.noSuchPickList }
            if list.words == words { return list }
            guard list.version == version else { throw UserError.changedSince(list) }
            let changed = PickList(field: field, words: words, version: list.version + 1)
            try store.update(changed)
            try EventStore(db).record(
                Event(
                    "pick-list.changed",
                    at: clock.now(),
                    by: actor,
                    detail: [
                        "list": .string(field.rawValue), "version": .integer(changed.version),
                        "words": .array(words.map(JSONValue.string)),
                    ]
                )
            )
            return changed
        }
    }

    /// The complaints name the words by their places as they were sent, from 1: `words-3`.
    private static func checked(_ sent: [String]) throws -> [String] {
        let places = sent.enumerated().map {
            (field: "words-\($0.offset + 1)", word: PlainText.cleaned($0.element))
        }
        .filter { !$0.word.isEmpty }
        var complaints: [UserError.Complaint] = []
        var seen: Set<String> = []
        for (field, word) in places {
            if word.length > PickList.longest {
                complaints.append(
                    .init(field, "คำนี้ยาวเกิน ๑๐๐ ตัวอักษร", "This is longer than 100 characters")
                )
            } else if !seen.insert(word.lowercased()).inserted {
                complaints.append(
                    .init(field, "มี “\(word)” ในรายการแล้ว", "“\(word)” is in the list already")
                )
            }
        }
        if places.count > PickList.most {
            complaints.append(
                .init(
                    places[PickList.most].field,
                    "รายการหนึ่งมีได้ไม่เกิน ๑๐๐ คำ",
                    "A list takes 100 entries at most"
                )
            )
        }
        guard complaints.isEmpty else { throw UserError(complaints: complaints) }
        return places.map(\.word)
    }
}

extension Actor {
    /// Refuses everybody whose right level does not edit pick lists.
    func requirePickLists() throws {
        guard may(.editPickLists) else {
            throw UserError(
                .forbidden,
                "เฉพาะผู้ดูแลระบบแก้ไขรายการให้เลือกได้ กรุณาแจ้งผู้ดูแลระบบ",
                "Only administrators edit pick lists: please tell yours"
            )
        }
    }
}

extension UserError {
    static let noSuchPickList = UserError(.notFound, "ไม่มีรายการให้เลือกนี้", "There is no such pick list")

    fileprivate static func changedSince(_ list: PickList) -> UserError {
        let words = list.words.isEmpty ? "–" : list.words.joined(separator: ", ")
        return UserError(
            .conflict,
            "มีผู้แก้รายการนี้ไปก่อนแล้ว ขณะนี้มี: \(words) กรุณาปรับสิ่งที่พิมพ์ไว้ แล้วบันทึกอีกครั้งเพื่อใช้แทน",
            "Somebody changed this list before you; it now holds: \(words). Adjust yours and save again to replace it"
        )
    }
}
