import Glibc
import Kernel

/// What the operator decided, read once at the start.
package struct Configuration: Sendable {
    /// The folder that holds everything: database, files, search index, previews. Its whole path, because children that
    /// look at files stand in folders of their own.
    package let data: String
    /// `mariadb://user:password@host:port/name`; nil for SQLite in the data folder.
    package var database: String?
    package var host = "127.0.0.1"
    package var port = 8080
    /// Whether people come over TLS (through a proxy), so that cookies are bound to it.
    package var isSecure = false
    /// Whether the proxy in front says who the client is.
    package var trustsProxy = false
    /// Threads that answer requests. Whoever signs in holds one until their turn has come, and an office signs in at one
    /// moment: more than the 250 people who use a small machine.
    package var workers = 320
    /// Where the assets are.
    package var share = "share"
    /// The program that reads strange files as a child; nil for this one.
    package var program: String?
    package var officeName = "สำนักงาน"
    package var officeEnglishName = "Office"
    /// Whether this is a sample office: the sign-in page tells who may sign in.
    package var isSample = false

    /// Whether an office has been made here. A database on a server is the operator's to make.
    package var hasOffice: Bool { database != nil || access(data + "/saraban.sqlite", F_OK) == 0 }

    /// `data` may be a path from the folder in which the program was started.
    package init(data: String) {
        guard !data.hasPrefix("/"), let here = getcwd(nil, 0) else {
            self.data = data
            return
        }
        defer { free(here) }
        self.data = String(cString: here) + "/" + data
    }
}
