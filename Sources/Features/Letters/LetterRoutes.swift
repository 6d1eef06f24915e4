import Agencies
import Digests
import HTML
import HTTP
import Kernel
import Registers
import SQL
import ThaiText
import Web

/// Letters for people.
///
///     GET  /?after=                             home: what waits
///     GET  /receive                             to the form of one's own incoming register
///     GET  /registers/:register/letters/new     the form
///     POST /registers/:register/letters         register a letter, with its files
///     GET  /letters/:letter/registered          the number, large, and the receipt
///     GET  /letters/:letter                     one letter
///     POST /letters/:letter/endorsements        write a minute
///     POST /letters/:letter/attachments         attach files
///     GET  /search                              search
struct LetterRoutes: Sendable {
    let office: LetterOffice

    func add(to site: inout Site) {
        site.page("/", home)
        site.page("/receive", receive)
        site.page("/registers/:register/letters/new", new)
        site.form(
            "/registers/:register/letters",
            on: { "/registers/\(try $0.id("register") as Register.ID)/letters/new" },
            largestBody: AttachFile.largestForm,
            register
        )
        site.page("/letters/:letter/registered", registered)
        site.page("/letters/:letter", show)
        site.form("/letters/:letter/endorsements", on: Self.page(of:), endorse)
        site.form(
            "/letters/:letter/attachments",
            on: Self.page(of:),
            largestBody: AttachFile.largestForm,
            attach
        )
        site.page("/search", search)
    }

    /// The page of the letter that an address names.
    static func page(of visit: Visit) throws -> String { "/letters/\(try visit.id("letter") as Letter.ID)" }

    func home(_ visit: Visit) throws -> Response {
        let after = Delivery.ID(visit.request.query["after"])
        let waiting = try office.tray(of: visit.actor, .waiting, .oldestFirst, beyond: after, limit: 50)
        let inHand =
            try after == nil ? office.tray(of: visit.actor, .all(.received), .oldestFirst, limit: 10) : nil
        let registers = try office.database.read { try RegisterStore($0).all() }
        return visit.answer(
            homePage(
                visit,
                waiting: waiting,
                inHand: inHand,
                isFirst: after == nil,
                registers: registers,
                today: office.today(),
                at: office.clock.now()
            )
        )
    }

    /// The incoming register in which this person registers letters.
    func receive(_ visit: Visit) throws -> Response {
        let registers = try office.database.read { try RegisterStore($0).all() }.filter {
            $0.kind == .incoming && visit.actor.may(.take, $0)
        }
        let own =
            registers.first { $0.owner == visit.actor.unit }
            ?? registers.first { $0.owner == visit.actor.agency }
        guard let register = own ?? registers.first else { return .seeOther("/tray") }
        return .seeOther("/registers/\(register.id)/letters/new")
    }

    func new(_ visit: Visit) throws -> Response { visit.answer(try formScreen(visit)) }

    func register(_ visit: Visit, _ form: SentForm) throws -> Response {
        do {
            let checked = try RegisterLetterForm({ form.fields[$0] }, today: office.today())
            let act = RegisterLetter(database: office.database, clock: office.clock)
            let id: Register.ID = try visit.id("register")
            let key = IdempotencyKey(visit, form)
            if form.text("anyway").isEmpty, try key.flatMap({ try act.given(under: $0, in: id) }) == nil {
                let duplicates = try office.duplicates(of: checked.particulars, for: visit.actor)
                if !duplicates.isEmpty {
                    return visit.answer(
                        try formScreen(visit, FilledForm(form, refused: nil), duplicates),
                        status: 409
                    )
                }
            }
            let given = try withReceivers(of: form, checked, by: visit.actor) {
                try withFiles(of: form, checked, by: visit.actor) {
                    try act(checked, in: id, by: visit.actor, once: key)
                }
            }
            return form.text("next").isEmpty
                ? .seeOther("/letters/\(given.letter)/registered")
                : .seeOther("/registers/\(given.register.id)/letters/new?done=\(given.letter)")
        } catch let refusal as UserError where refusal.leavesForm {
            let shown = refusal == .keyOfAnotherRequest ? .changedAfterSaving : refusal
            return visit.answer(
                try formScreen(visit, FilledForm(form, refused: shown), isNew: shown == .changedAfterSaving),
                status: shown.code.status
            )
        }
    }

    /// Files are looked at before the number is taken, so that a file that is not taken burns none.
    private func withFiles(
        of form: SentForm,
        _ checked: RegisterLetterForm,
        by actor: Actor,
        _ register: () throws -> RegisterLetter.Registered
    ) throws -> RegisterLetter.Registered {
        let arrived = form.files.map(AttachFile.Arrived.init)
        try office.attaching.check(arrived, for: checked.particulars)
        let given = try register()
        // The other of two clicks may have done it in the meantime.
        try office.attaching(arrived, to: given.letter, by: actor, again: true)
        return given
    }

    /// Receivers, too, are looked at before the number is taken.
    private func withReceivers(
        of form: SentForm,
        _ checked: RegisterLetterForm,
        by actor: Actor,
        _ register: () throws -> RegisterLetter.Registered
    ) throws -> RegisterLetter.Registered {
        let request = try DeliverLetter.Request(form)
        guard !request.isEmpty else { return try register() }
        try office.sending.check(request, for: checked.particulars, by: actor)
        let given = try register()
        try office.sending(given.letter, request, by: actor, again: true)
        return given
    }

    private func formScreen(
        _ visit: Visit,
        _ form: FilledForm = FilledForm(),
        _ duplicates: [LetterSummary] = [],
        isNew: Bool = false
    ) throws -> Screen {
        let id: Register.ID = try visit.id("register")
        let now = office.clock.now()
        let isFresh = form.refusal == nil && form["once"].isEmpty
        let (register, receivers, pickLists, last) = try office.database.read { db in
            let register = try RegisterStore(db).find(id, for: visit.actor)
            try visit.actor.require(.take, register)
            let slice = RegisterSlice(
                register,
                year: register.year(at: now),
                for: visit.actor,
                today: office.today()
            )
            let page = try RegisterEntryStore(db).page(of: slice, before: nil, limit: 1)
            let receivers = try Receivers.ordered(
                for: visit.actor,
                visit.t,
                db,
                directory: office.directory
            )
            return (register, receivers, try PickListStore(db).all(), page.lines.first?.number)
        }
        return registerLetterPage(
            visit,
            register,
            receivers: receivers,
            pickLists: pickLists,
            form: isFresh && register.kind.givesLetterNumber ? datedToday(visit.t) : form,
            duplicates: duplicates,
            done: try saved(visit, in: id),
            // A form that was refused stays the same form: whatever of it was saved is not saved again.
            token: isNew || form["once"].isEmpty ? Random.token() : form["once"],
            lastNumber: last
        )
    }

    /// The empty form of a letter of the office's own, which is dated as its number is given (clause 43.2).
    private func datedToday(_ t: Language) -> FilledForm {
        FilledForm(["letterDate": t.typedDay(office.today())], refused: nil)
    }

    /// What the letter before was given by "save and next", where the address tells one that the person may see.
    private func saved(_ visit: Visit, in register: Register.ID) throws -> ShownNumber? {
        guard let letter = Letter.ID(visit.request.query["done"]) else { return nil }
        do {
            return try office.glance(at: letter, for: visit.actor).numbers.last { $0.register.id == register }
        } catch is UserError {
            return nil
        }
    }

    func registered(_ visit: Visit) throws -> Response {
        let letter: Letter.ID = try visit.id("letter")
        // Who asks for the head alone has not opened it.
        let view =
            visit.request.method == .head
            ? try office.glance(at: letter, for: visit.actor) : try office.view(of: letter, for: visit.actor)
        guard let shown = view.number else { throw UserError.noSuchLetter }
        return visit.answer(registeredPage(visit, view, shown, office.receiptStamp(on: view, shown)))
    }

    func show(_ visit: Visit) throws -> Response {
        visit.answer(try office.letterScreen(visit, try visit.id("letter")))
    }

    func endorse(_ visit: Visit, _ form: SentForm) throws -> Response {
        let letter: Letter.ID = try visit.id("letter")
        return try office.orAgain(visit, letter, form, next: "/letters/\(letter)#last-minute") {
            try EndorseLetter(database: office.database, clock: office.clock)(
                letter,
                PlainText.cleanedLines(form.text("text")),
                by: visit.actor,
                once: IdempotencyKey(visit, form)
            )
        }
    }

    func attach(_ visit: Visit, _ form: SentForm) throws -> Response {
        let letter: Letter.ID = try visit.id("letter")
        return try office.orAgain(visit, letter, form) {
            // The same file again, as by a reload, is no other file.
            try office.attaching(
                form.files.map(AttachFile.Arrived.init),
                to: letter,
                by: visit.actor,
                again: true
            )
        }
    }

    func search(_ visit: Visit) throws -> Response {
        let typed = FilledForm(visit.request.query, refused: nil)
        do {
            let form = try SearchForm(visit.request.query)
            guard !form.query.isEmpty else {
                return visit.answer(SearchScreen(visit: visit, form: typed, results: nil, next: nil).screen)
            }
            let page = try office.search(form.query, for: visit.actor, limit: form.limit, before: form.after)
            return visit.answer(
                SearchScreen(visit: visit, form: typed, results: page.letters, next: page.next).screen
            )
        } catch let refusal as UserError where refusal.code == .invalid {
            let form = FilledForm(visit.request.query, refused: refusal)
            return visit.answer(
                SearchScreen(visit: visit, form: form, results: nil, next: nil).screen,
                status: 422
            )
        }
    }
}

extension IdempotencyKey {
    /// The same form sent twice (a double click, a reload, an answer that was lost) is one act; nil for a form that does
    /// not say which one it is.
    init?(_ visit: Visit, _ form: SentForm) {
        let once = form.text("once")
        guard !once.isEmpty else { return nil }
        let typed = form.fields.pairs.filter {
            !["once", "next", "anyway", RequestForgery.field].contains($0.name)
        }
        self.init(
            id: SHA256.hash("\(visit.actor.id)\n\(visit.request.path)\n\(once.prefix(100))").hex,
            fingerprint: SHA256.hash(typed.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")).hex
        )
    }
}

extension AttachFile.Arrived {
    init(_ file: SentForm.UploadedFile) {
        self.init(name: file.name, path: file.content.path, size: file.content.size)
    }
}

extension UserError {
    /// Whether what was typed can be shown again, to be corrected.
    fileprivate var leavesForm: Bool { [.invalid, .conflict, .tooLarge].contains(code) }

    fileprivate static let changedAfterSaving = UserError(
        .conflict,
        "แบบฟอร์มนี้บันทึกไปแล้ว ที่แก้ไขภายหลังยังไม่ได้บันทึก ถ้าเป็นหนังสืออีกฉบับ กรุณากดบันทึกอีกครั้ง",
        "This form was saved already, and what was changed since is not. If it is another letter, save once more"
    )
}

extension LetterOffice {
    /// The page of a letter, with the form that was refused where one was.
    func letterScreen(_ visit: Visit, _ letter: Letter.ID, form: FilledForm = FilledForm()) throws -> Screen {
        // Who asks for the head alone has not opened it.
        let view =
            visit.request.method == .head
            ? try glance(at: letter, for: visit.actor) : try view(of: letter, for: visit.actor)
        let receivers =
            view.may(.deliver)
            ? try database.read { try Receivers.ordered(for: visit.actor, visit.t, $0, directory: directory) }
            : nil
        return letterPage(visit, view, receivers: receivers, at: clock.now(), form: form)
    }

    /// Does an act of a form on the letter's page and goes back there, or to `next`; a refusal shows the page with what
    /// was typed.
    func orAgain(
        _ visit: Visit,
        _ letter: Letter.ID,
        _ form: SentForm,
        next: String? = nil,
        _ act: () throws -> Void
    ) throws -> Response {
        do {
            try act()
            return .seeOther(next ?? "/letters/\(letter)")
        } catch let refusal as UserError where refusal.leavesForm {
            // The letter may just have been taken back: then the refusal alone says so.
            guard let screen = try screenAgain(visit, letter, FilledForm(form, refused: refusal)) else {
                throw refusal
            }
            return visit.answer(screen, status: refusal.code.status)
        }
    }

    /// Nil for a letter that the person may see no more.
    private func screenAgain(_ visit: Visit, _ letter: Letter.ID, _ form: FilledForm) throws -> Screen? {
        do {
            return try letterScreen(visit, letter, form: form)
        } catch let refusal as UserError where refusal.code == .notFound {
            return nil
        }
    }
}
