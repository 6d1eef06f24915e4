import App
import Glibc
import HTTP
import JSON
import Kernel
import Letters
import SQL
import Sandbox
import TestSupport
import Testing

/// `saraban check` tells what does not agree.
struct OfficeCheckTests {
    @Test(arguments: TestDatabase.both)
    func `an office in order is sound, and each disagreement is a fault`(_ database: TestDatabase) throws {
        let site = try office(database)
        #expect(try faults(site).isEmpty)

        for (change, told) in [
            ("UPDATE number_sequence SET last_number = 2", ["last number 2, but 1 lines up to 1"]),
            ("DELETE FROM number_sequence", ["1 lines of 2569, but no sequence"]),
            (
                "UPDATE register_entry SET letter_id = 'none'",
                ["1 lines of 2569, but no sequence", "1 lines have no letter", "1 letters have no line"]
            ),
        ] as [(SQL, [String])] {
            try site.application.database.write { try $0.execute(change) }
            let faults = try faults(site)
            #expect(faults.count == told.count)
            #expect(zip(faults, told).allSatisfy { $0.contains($1) }, "\(faults)")
        }
    }

    @Test func `a file that holds other bytes is told, but not when only sizes are compared`() throws {
        let site = try office(.sqlite)
        let sha256: String = try site.application.database.read {
            try $0.rows("SELECT sha256 FROM attachment")[0].get("sha256")
        }
        let path = site.application.office.files.path(of: sha256)
        var bytes = readFile(path)
        bytes[bytes.count / 2] ^= 1
        try writeFile(path, bytes)

        #expect(try faults(site) == ["FAULT the file \(sha256) holds other bytes"])
        #expect(try faults(site, isQuick: true).isEmpty)

        unlink(path)
        for isQuick in [false, true] {
            #expect(try faults(site, isQuick: isQuick) == ["FAULT the file \(sha256) is missing or short"])
        }
    }

    @Test func `a file that no letter names is told, and is no fault`() throws {
        let site = try office(.sqlite)
        let files = site.application.office.files
        let arrived = files.arrivalFolder + "/undone"
        try writeFile(arrived, Array("of a sending that was undone".utf8))
        let kept = try files.keep(fileAt: arrived)
        unlink(arrived)

        let report = try report(site)
        #expect(report.isSound)
        #expect(report.lines.contains("1 files"))
        #expect(
            report.lines.filter { $0.hasPrefix("no letter") } == [
                "no letter names the file \(files.path(of: kept.sha256))"
            ]
        )
    }

    @Test func `a machine without user namespaces is told, and one with them is not`() throws {
        let site = try office(.sqlite)
        for (isolation, count) in [(Sandbox.Isolation.limitsOnly, 1), (.namespaces, 0)] {
            let report = try report(site, isolation: isolation)
            #expect(report.isSound)
            #expect(report.lines.count { $0.contains("no user namespaces") } == count)
        }
    }

    /// An office with one letter and its file.
    private func office(_ database: TestDatabase) throws -> TestSite {
        let site = try TestSite(on: database)
        let klang = try site.signIn("klang")
        let letter = klang.call(
            .post,
            "/api/v1/registers/\(try site.register("province.in"))/letters",
            ["subject": "ขอเชิญประชุม", "from": "กรมตัวอย่าง"]
        )
        let key = try (try letter.json["id"]?.string).orFail("not registered: \(letter.text)")
        _ = try klang.attach(Array("%PDF-1.7\n%%EOF\n".utf8), to: key)
        return site
    }

    private func faults(_ site: TestSite, isQuick: Bool = false) throws -> [String] {
        try report(site, isQuick: isQuick).lines.filter { $0.hasPrefix("FAULT") }
    }

    private func report(
        _ site: TestSite,
        isQuick: Bool = false,
        isolation: Sandbox.Isolation = .namespaces
    ) throws -> OfficeCheck.Report {
        try OfficeCheck(
            database: site.application.database,
            data: site.application.configuration.data,
            isQuick: isQuick,
            isolation: isolation
        ).run()
    }
}
