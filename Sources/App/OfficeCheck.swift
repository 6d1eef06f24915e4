import Glibc
import Kernel
import SQL

/// Looks whether what must be true of an office's data is.
package struct OfficeCheck {
    let database: any Database
    let data: String

    package init(database: any Database, data: String) {
        self.database = database
        self.data = data
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
    }

    private func checkLetters(_ report: inout Report) throws {
        let orphans: Int = try database.read {
            try $0.rows(
                """
                SELECT COUNT(*) AS orphans FROM register_entry e LEFT JOIN letter l ON l.id = e.letter_id WHERE l.id IS NULL
                """
            ).first?.get("orphans") ?? 0
        }
        if orphans > 0 { report.fault("\(orphans) lines have no letter") }
    }

    private func checkFiles(_ report: inout Report) throws {
        let files = try FileStore(folder: data + "/files")
        let rows = try database.read { try $0.rows("SELECT DISTINCT sha256, size FROM attachment") }
        for row in rows {
            let sha256: String = try row.get("sha256")
            var status = stat()
            guard stat(files.path(of: sha256), &status) == 0,
                Int(status.st_size) == (try row.get("size") as Int)
            else {
                report.fault("the file \(sha256) is missing or short")
                continue
            }
        }
        report.lines.append("\(rows.count) files")
    }
}
