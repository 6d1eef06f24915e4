import HTTP
import Kernel
import Letters
import SQL
import Spreadsheet
import ThaiText
import Typesetting

/// Gives sample letters the files that came with them: the letter as PDF and, where it names one, its enclosure.
struct SampleFiles {
    let database: any Database
    let files: FileStore
    let press: LetterPress

    /// Attaches them as the clerk who registered the letter would; says how many there were.
    func attach(to registered: Letter.ID, _ letter: SampleLetter, at moment: Instant, by actor: Actor) throws
        -> Int
    {
        let attach = AttachFile(database: database, clock: Clock { moment }, files: files)
        func add(_ name: String, _ write: (TemporaryFile.Writer) throws -> TemporaryFile) throws {
            let file = try write(TemporaryFile.Writer(folder: files.arrivalFolder))
            let size = try file.bytes().count
            try attach([.init(name: name, path: file.path, size: size)], to: registered, by: actor)
        }
        func typeset(_ form: LetterForm) -> (TemporaryFile.Writer) throws -> TemporaryFile {
            { writer in
                try writer.write(press.pdf(form, created: letter.created))
                return try writer.finish()
            }
        }

        let number = ThaiDigits.thai(String(letter.letterNumber.map { $0 == "/" ? "-" : $0 }))
        try add("\(number).pdf", typeset(letter.form))
        guard let enclosure = letter.matter.enclosure else { return 1 }
        if let rows = enclosure.rows {
            try add("\(enclosure.title).xlsx") { try sheet(enclosure.sheet(of: letter), rows, $0.finish()) }
        } else {
            try add("\(enclosure.title).pdf", typeset(SampleEnclosure.project(of: letter)))
        }
        return 2
    }

    private func sheet(_ sheet: Sheet, _ rows: [[Cell]], _ place: TemporaryFile) throws -> TemporaryFile {
        let writer = try SpreadsheetWriter(path: place.path, sheet: sheet)
        for row in rows { try writer.append(row) }
        try writer.finish()
        return place
    }
}
