import HTTP
import Kernel
import SQL
import Web

/// Pick lists for administrators.
///
///     GET  /settings/lists                                to the first list
///     GET  /settings/lists/:list?saved=&up=&down=         one list
///     POST /settings/lists/:list/words                    keep it as typed, with a word moved or taken out
struct PickListRoutes: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.page("/settings/lists") { _ in .seeOther("/settings/lists/\(PickList.Field.category.rawValue)") }
        site.page("/settings/lists/:list", show)
        site.form(
            "/settings/lists/:list/words",
            on: { "/settings/lists/\(try $0.pickList.rawValue)" },
            change
        )
    }

    func show(_ visit: Visit) throws -> Response { visit.answer(try screen(visit)) }

    func change(_ visit: Visit, _ form: SentForm) throws -> Response {
        let field = try visit.pickList
        let step = PickListStep(form)
        do {
            try office.editing(
                field,
                step.applied(to: form.fields.all("words")),
                at: Int(form.text("version")) ?? 0,
                by: visit.actor
            )
            return .seeOther("/settings/lists/\(field.rawValue)?\(step.trace)")
        } catch let refusal as UserError where refusal.code == .invalid || refusal.code == .conflict {
            return visit.answer(
                try screen(visit, typed: form.fields.all("words"), FilledForm(form, refused: refusal)),
                status: refusal.code.status
            )
        }
    }

    private func screen(_ visit: Visit, typed: [String]? = nil, _ form: FilledForm = FilledForm()) throws
        -> Screen
    {
        try visit.actor.requirePickLists()
        let field = try visit.pickList
        guard
            let list = try office.database.read({ try PickListStore($0).all() }).first(where: {
                $0.field == field
            })
        else { throw UserError.noSuchPickList }
        return PickListPage(visit: visit, list: list, typed: typed, form: form).screen
    }
}

/// What the button that was pressed does with the words as they stand in the form, besides keeping them.
enum PickListStep: Equatable {
    case save
    /// These tell the place of the word, from 0.
    case up(Int)
    case down(Int)
    case remove(Int)

    init(_ form: SentForm) {
        func place(_ button: String) -> Int? { Int(form.text(button)).map { $0 - 1 } }
        self =
            place("up").map(Self.up) ?? place("down").map(Self.down) ?? place("remove").map(Self.remove)
            ?? .save
    }

    /// The words after the step; as they were where there is no such place.
    func applied(to words: [String]) -> [String] {
        var words = words
        switch self {
        case .save: break
        case .up(let place): if (1..<words.count).contains(place) { words.swapAt(place, place - 1) }
        case .down(let place): if (0..<words.count - 1).contains(place) { words.swapAt(place, place + 1) }
        case .remove(let place): if words.indices.contains(place) { words.remove(at: place) }
        }
        return words
    }

    /// How the page after it is told, from which the step may go on at the keyboard: the place where the word came to.
    var trace: String {
        switch self {
        case .save, .remove: "saved=1"
        case .up(let place): "up=\(place)"
        case .down(let place): "down=\(place + 2)"
        }
    }
}
