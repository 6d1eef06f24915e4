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

    /// Throws a refusal when the person may not, the file is empty or of a kind that is not taken, or the letter is
    /// secret: secret files need keys of their own and stay on paper until there are some.
    @discardableResult
    package func callAsFunction(_ arrived: Arrived, to letter: Letter.ID, by actor: Actor) throws
        -> Attachment
    {
        let desk = try database.read { try LetterOnDesk(letter, for: actor, $0) }
        try actor.require(.attach, desk.standing(for: actor))
        let kind = try check(arrived, for: desk.letter.particulars)
        let kept = try files.keep(fileAt: arrived.path)
        let now = clock.now()
        let attachment = Attachment(
            id: .new(at: now),
            letter: letter,
            unit: desk.letter.owner,
            person: actor.id,
            addedAt: now,
            name: name(of: arrived, kind),
            mediaType: kind.mediaType,
            size: kept.size,
            sha256: kept.sha256
        )
        try database.write { db in
            try AttachmentStore(db).insert(attachment)
            try EventStore(db).record(
                Event("attachment.added", at: now, by: actor, letter: letter, detail: .string(kept.sha256))
            )
        }
        return attachment
    }

    /// Refuses what would be refused, before a number is taken; says what the file is.
    @discardableResult
    package func check(_ arrived: Arrived, for about: Letter.Particulars) throws -> FileKind {
        try refuseSecret(about)
        return try kind(of: arrived)
    }

    private func refuseSecret(_ about: Letter.Particulars) throws {
        guard about.secrecy != .none else { return }
        throw UserError(
            .conflict,
            "หนังสือชั้นลับยังแนบไฟล์ในระบบไม่ได้ เพราะต้องเข้ารหัสด้วยกุญแจเฉพาะฉบับ ให้เก็บตัวเรื่องเป็นเอกสาร",
            "Files of secret letters are not taken yet, because each needs a key of its own: keep the letter on paper"
        )
    }

    private func kind(of arrived: Arrived) throws -> FileKind {
        guard arrived.size > 0 else {
            throw UserError(complaints: [.init("file", "ไฟล์ว่างเปล่า", "The file is empty")])
        }
        guard arrived.size <= Attachment.largest else {
            throw UserError(.tooLarge, "ไฟล์ใหญ่เกิน ๑๐๐ เมกะไบต์", "The file is larger than 100 MB")
        }
        guard let kind = try FileKind(ofFileAt: arrived.path, name: arrived.name) else {
            throw UserError(complaints: [
                .init(
                    "file",
                    "ไม่รับไฟล์ชนิดนี้ รับเฉพาะ PDF ภาพสแกน Word Excel และ PowerPoint",
                    "This kind of file is not taken: send a PDF, a scanned picture, Word, Excel or PowerPoint"
                )
            ])
        }
        return kind
    }

    /// The name without folders and control characters, at most 200 characters.
    private func name(of arrived: Arrived, _ kind: FileKind) -> String {
        let last = arrived.name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let clean = PlainText.cleaned(last)
        return clean.isEmpty ? "file" : String(String.UnicodeScalarView(clean.unicodeScalars.suffix(200)))
    }
}
