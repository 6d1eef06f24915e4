import App
import CommandLine
import Glibc
import MariaDB
import SQL

/// The options that say which office a command is about.
enum OfficeOptions {
    static let data = Option.value("data", "DIR", "the folder that holds the office's data", isRequired: true)
    static let database = Option.value(
        "database",
        "URL",
        "mariadb://user:password@host:port/name instead of SQLite in the data folder",
        kind: ValueKind(secret: objection(toAddress:))
    )
    static let share = Option.value(
        "share",
        "DIR",
        "the folder with styles and scripts",
        kind: ValueKind("โฟลเดอร์ที่มี css/saraban.css", "a folder with css/saraban.css in it") {
            access($0 + "/css/saraban.css", R_OK) == 0 ? $0 : nil
        },
        default: standardShare()
    )
    static let config = Option.value("config", "FILE", "a file of further settings, name = value")

    static func configuration(_ parsed: Parsed) -> Configuration {
        var configuration = Configuration(data: parsed["data"] ?? "")
        configuration.database = parsed["database"]
        if let share = parsed["share"] { configuration.share = share }
        if access(configuration.data + "/sample", F_OK) == 0 {
            configuration.isSample = true
            configuration.officeName = "จังหวัดตัวอย่าง"
            configuration.officeEnglishName = "Tua Yang Province (sample)"
        }
        return configuration
    }

    /// The office that a command works on. It has to be there: a slip in a path makes nothing.
    static func existingOffice(_ parsed: Parsed) throws -> Configuration {
        let configuration = configuration(parsed)
        guard configuration.hasOffice else {
            throw StartError(
                "ไม่มีสำนักงานใน \(configuration.data) ตั้งใหม่ได้ด้วย saraban user add",
                "there is no office in \(configuration.data); saraban user add makes one"
            )
        }
        return configuration
    }

    /// What is said where an office is made that nobody asked for by name.
    static func tellNewOffice(_ configuration: Configuration) {
        let (thai, english) = ("ตั้งสำนักงานใหม่ใน", "a new office is made in")
        Log.write("saraban: \(thai) \(configuration.data) / \(english) \(configuration.data)")
    }

    private static func objection(toAddress text: String) -> Words? {
        do {
            _ = try MariaDBAddress(text)
            return nil
        } catch {
            return Words(
                "ที่อยู่ของฐานข้อมูลต้องเป็น mariadb://user:password@host:port/name",
                (error as? SQLError)?.message ?? "\(error)"
            )
        }
    }

    /// Beside the program where it was built or installed, else where the package puts it.
    private static func standardShare() -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        var folder =
            count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            if access(folder + "/share/css/saraban.css", F_OK) == 0 { return folder + "/share" }
        }
        return "/usr/share/saraban"
    }
}
