import Glibc
import Kernel
import SQL
import Sandbox

/// Looks whether what must be true of an office's data is.
package struct OfficeCheck {
    let database: any Database
    let data: String
    /// Whether files are compared by their size only, without being read.
    let isQuick: Bool
    let isolation: Sandbox.Isolation

    package init(
        database: any Database,
        data: String,
        isQuick: Bool = false,
        isolation: Sandbox.Isolation = Sandbox.isolation
    ) {
        self.database = database
        self.data = data
        self.isQuick = isQuick
        self.isolation = isolation
    }

    package struct Report {
        package var lines: [String] = []
        package var isSound = true

        mutating func fault(_ line: String) {
            lines.append("FAULT " + line)
            isSound = false
        }
    }

    package func run() throws -> Report {
        var report = Report()
        try checkNumbers(&report)
        try checkLetters(&report)
        try checkFiles(&report)
        if isolation == .limitsOnly {
            report.lines.append(
                "this machine has no user namespaces: Office files have no preview, and pages are drawn under limits only"
            )
        }
        return report
    }

    /// Of every register and year the numbers are 1…n, each once (domain §11.3, 1).
    private func checkNumbers(_ report: inout Report) throws {
        let rows = try database.read {
            try $0.rows(
                """
                SELECT s.register_id, s.year, s.last_number, COUNT(e.number) AS lines_kept, MIN(e.number) AS lowest,
                    MAX(e.number) AS highest
                FROM number_sequence s
                LEFT JOIN register_entry e ON e.register_id = s.register_id AND e.year = s.year
                GROUP BY s.register_id, s.year, s.last_number
                """
            )
        }
        var total = 0
        for row in rows {
            let last: Int = try row.get("last_number")
            let kept: Int = try row.get("lines_kept")
            let highest: Int? = try row.get("highest")
            let lowest: Int? = try row.get("lowest")
            total += kept
            guard kept == last, highest == last, lowest == 1 else {
                let register: String = try row.get("register_id")
                report.fault(
                    "register \(register): last number \(last), but \(kept) lines up to \(highest ?? 0)"
                )
                continue
            }
        }
        report.lines.append("\(rows.count) sequences, \(total) numbers")
        try checkSequences(&report)
    }

    /// Every line has its number from a sequence.
    private func checkSequences(_ report: inout Report) throws {
        let rows = try database.read {
            try $0.rows(
                """
                SELECT e.register_id, e.year, COUNT(*) AS lines_kept
                FROM register_entry e
                LEFT JOIN number_sequence s ON s.register_id = e.register_id AND s.year = e.year
                WHERE s.register_id IS NULL GROUP BY e.register_id, e.year
                """
            )
        }
        for row in rows {
            let (register, year): (String, Int) = (try row.get("register_id"), try row.get("year"))
            report.fault(
                "register \(register): \(try row.get("lines_kept") as Int) lines of \(year), but no sequence"
            )
        }
    }

    /// Every line has its letter, and every letter its line.
    private func checkLetters(_ report: inout Report) throws {
        let lines = try count(
            "SELECT COUNT(*) AS found FROM register_entry e LEFT JOIN letter l ON l.id = e.letter_id WHERE l.id IS NULL"
        )
        if lines > 0 { report.fault("\(lines) lines have no letter") }
        let letters = try count(
            """
            SELECT COUNT(*) AS found FROM letter l LEFT JOIN register_entry e ON e.letter_id = l.id
            WHERE e.letter_id IS NULL
            """
        )
        if letters > 0 { report.fault("\(letters) letters have no line") }
    }

    private func count(_ query: SQL) throws -> Int {
        try database.read { try $0.rows(query).first?.get("found") ?? 0 }
    }

    private func checkFiles(_ report: inout Report) throws {
        let files = try FileStore(folder: data + "/files")
        let rows = try database.read { try $0.rows("SELECT DISTINCT sha256, size FROM attachment") }
        var named: Set<String> = []
        for row in rows {
            let sha256: String = try row.get("sha256")
            named.insert(sha256)
            var status = stat()
            guard stat(files.path(of: sha256), &status) == 0,
                Int(status.st_size) == (try row.get("size") as Int)
            else {
                report.fault("the file \(sha256) is missing or short")
                continue
            }
            if !isQuick { checkBytes(sha256, files, &report) }
        }
        report.lines.append("\(rows.count) files")
        tellUnnamed(files, named, &report)
    }

    /// Files stand on disk before the row that names them: when that row's transaction is undone, they stay.
    private func tellUnnamed(_ files: FileStore, _ named: Set<String>, _ report: inout Report) {
        files.forEach { sha256 in
            if !named.contains(sha256) {
                report.lines.append("no letter names the file \(files.path(of: sha256))")
            }
        }
    }

    private func checkBytes(_ sha256: String, _ files: FileStore, _ report: inout Report) {
        do {
            if try !files.isWhole(sha256) { report.fault("the file \(sha256) holds other bytes") }
        } catch {
            report.fault("the file \(sha256): \(error)")
        }
    }
}
