import Agencies
import Kernel
import Letters
import Registers
import SQL
import Typesetting

/// A year of letters for the sample office, made by the same acts that people use, at the moments of that year.
///
/// The same seed makes the same letters.
package struct SampleLetters: Sendable {
    let database: any Database
    let made: SampleOffice.Made
    let directory: OfficeDirectory
    let files: FileStore

    package init(
        database: any Database,
        made: SampleOffice.Made,
        directory: OfficeDirectory,
        files: FileStore
    ) {
        self.database = database
        self.made = made
        self.directory = directory
        self.files = files
    }

    /// What was made.
    package struct Report: Sendable {
        package let letters: Int
        package let files: Int
        /// Why no letter carries a file, where none could be typeset.
        package let obstacle: TypesettingError?
    }

    /// How many of the newest letters carry files.
    private static let newest = 60

    /// Registers `count` letters in the year before `end`, in office hours, and lets most of them circulate.
    ///
    /// The newest carry files, and so does every letter that still lies on a desk, unless the typeface is not there.
    @discardableResult
    package func make(_ count: Int, until end: Instant) throws -> Report {
        let year = try SampleYear(database, made, directory, until: OfficeMoment(end))
        try year.run(count)
        guard count > 0 else { return Report(letters: 0, files: 0, obstacle: nil) }
        do {
            let files = try SampleFiles(database: database, files: files, press: LetterPress())
            return Report(letters: count, files: try attach(files, year), obstacle: nil)
        } catch let error as TypesettingError {
            return Report(letters: count, files: 0, obstacle: error)
        }
    }

    private func attach(_ files: SampleFiles, _ year: SampleYear) throws -> Int {
        guard let klang = year.actors["klang"] else { return 0 }
        var count = 0
        for (index, letter) in year.letters.enumerated()
        where letter.isOnDesk || index >= year.letters.count - Self.newest {
            let moment = min(letter.registered + 90, year.end + -1)
            count += try files.attach(to: letter.id, letter.words, at: moment.instant, by: klang)
        }
        return count
    }
}
