import Agencies
import DocumentPreview
import JSON
import Kernel
import SQL
import ThaiText

/// Adds a file to a letter (DRF-12). The file stands on disk before the row that names it.
package struct AttachFile: Sendable {
    let database: any Database
    let clock: Clock
    let files: FileStore

    package init(database: any Database, clock: Clock, files: FileStore) {
        self.database = database
        self.clock = clock
        self.files = files
    }

    /// The longest form with files that is taken, in bytes: several files, each at most of `Attachment.largest`.
    static let largestForm = 4 * Attachment.largest
    /// The longest body with one file, with what stands around it.
    static let largestSingle = Attachment.largest + (1 << 20)

    /// A file that has arrived: its name as it was sent, and where it lies, in the file store's arrival folder.
    package struct Arrived: Sendable {
        package let name: String
        package let path: String
        package let size: Int

        package init(name: String, path: String, size: Int) {
            self.name = name
            self.path = path
            self.size = size
        }
    }

    /// Adds all of the files or none; `again`, only those whose content the letter does not have yet.
    ///
    /// Throws a refusal that names each file that is empty or of a kind that is not taken. Refuses also when the
    /// person may not, or the letter is secret: secret files need keys of their own and stay on paper until there
    /// are some.
    @discardableResult
    package func callAsFunction(
        _ arrived: [Arrived],
        to letter: Letter.ID,
        by actor: Actor,
        again: Bool = false
    ) throws -> [Attachment] {
        let desk = try database.read { try LetterOnDesk(letter, for: actor, $0) }
        try actor.require(.attach, desk.standing(for: actor))
        let kinds = try check(arrived, for: desk.letter.particulars)
        let kept = try arrived.map { try files.keep(fileAt: $0.path) }
        return try database.write { db in
            let desk = try LetterOnDesk(actingOn: letter, for: actor, db)
            try actor.require(.attach, desk.standing(for: actor))
            let now = clock.now()
            let store = AttachmentStore(db)
            let there = again ? Set(try store.attachments(of: letter).map(\.sha256)) : []
            let fresh = arrived.indices.filter { !there.contains(kept[$0].sha256) }.map { place in
                Attachment(
                    id: .new(at: now),
                    letter: letter,
                    unit: desk.letter.owner,
                    person: actor.id,
                    addedAt: now,
                    name: arrived[place].plainName,
                    mediaType: kinds[place].mediaType,
                    size: kept[place].size,
                    sha256: kept[place].sha256
                )
            }
            for attachment in fresh {
                try store.insert(attachment)
                let detail = JSONValue.string(attachment.sha256)
                try EventStore(db).record(
                    Event("attachment.added", at: now, by: actor, letter: letter, detail: detail)
                )
            }
            return fresh
        }
    }

    /// Refuses what would be refused, before a number is taken; says what each file is.
    @discardableResult
    package func check(_ arrived: [Arrived], for about: Letter.Particulars) throws -> [FileKind] {
        guard !arrived.isEmpty else { return [] }
        try refuseSecret(about)
        var complaints: [UserError.Complaint] = []
        var kinds: [FileKind] = []
        for file in arrived {
            if let kind = try kind(of: file, &complaints) { kinds.append(kind) }
        }
        guard complaints.isEmpty else { throw UserError(complaints: complaints) }
        return kinds
    }

    private func refuseSecret(_ about: Letter.Particulars) throws {
        guard about.secrecy != .none else { return }
        throw UserError(
            .conflict,
            "หนังสือชั้นลับยังแนบไฟล์ในระบบไม่ได้ เพราะต้องเข้ารหัสด้วยกุญแจเฉพาะฉบับ ให้เก็บตัวเรื่องเป็นเอกสาร",
            "Files of secret letters are not taken yet, because each needs a key of its own: keep the letter on paper",
            complaints: [
                .init("file", "กรุณานำไฟล์ออก แล้วบันทึกอีกครั้ง", "Take the files away and save once more")
            ]
        )
    }

    private func kind(of file: Arrived, _ complaints: inout [UserError.Complaint]) throws -> FileKind? {
        func complain(_ thai: String, _ english: String) {
            complaints.append(
                .init("file", "“\(file.plainName)” \(thai)", "“\(file.plainName)” \(english)")
            )
        }
        guard file.size <= Attachment.largest else {
            throw UserError(
                .tooLarge,
                "“\(file.plainName)” ใหญ่เกิน ๑๐๐ เมกะไบต์",
                "“\(file.plainName)” is larger than 100 MB",
                complaints: [.init("file", "กรุณาเลือกไฟล์ที่เล็กลง", "Choose a smaller file")]
            )
        }
        if file.size == 0 {
            complain("เป็นไฟล์ว่างเปล่า", "is empty")
            return nil
        }
        guard let kind = try FileKind(ofFileAt: file.path, name: file.name) else {
            complain(
                "เป็นไฟล์ชนิดที่ไม่รับ รับเฉพาะ PDF ภาพสแกน Word Excel และ PowerPoint",
                "is of a kind that is not taken: send a PDF, a scanned picture, Word, Excel or PowerPoint"
            )
            return nil
        }
        return kind
    }
}

extension AttachFile.Arrived {
    /// The name without folders and control characters, at most 200 characters.
    fileprivate var plainName: String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let clean = PlainText.cleaned(last)
        return clean.isEmpty ? "file" : String(String.UnicodeScalarView(clean.unicodeScalars.suffix(200)))
    }
}
