import Digests
import Glibc
import HTML
import HTTP

/// The files that pages need: styles, scripts, fonts and icons, read once and served from memory.
///
/// Each has an address with its digest in it, so that browsers keep it for good and a new release is seen at once.
package struct Assets: Sendable {
    private let addresses: [String: String]
    private let contents: [String: (type: String, bytes: [UInt8])]
    /// What the head of every page loads.
    let links: HTML

    /// Reads our own files from `share` and the others from where Debian's packages put them.
    ///
    /// Throws a sentence that names the package when one of its files is missing.
    package init(share: String) throws {
        var addresses: [String: String] = [:]
        var contents: [String: (type: String, bytes: [UInt8])] = [:]
        func add(_ name: String, _ bytes: [UInt8]) {
            let file = Self.digested(name, bytes)
            addresses[name] = "/assets/\(file)"
            contents[file] = (Self.type(of: name), bytes)
        }
        for source in Self.packaged { add(source.name, try source.read()) }
        let sheet = try AssetSource(name: "saraban.css", path: share + "/css/saraban.css", package: "saraban")
            .read()
        for name in Self.icons(in: sheet) {
            let path = "/usr/share/bootstrap-icons/svg/\(name)"
            add("icons/\(name)", try AssetSource(name: name, path: path, package: "bootstrap-icons").read())
        }
        add("saraban.css", Self.resolved(sheet, addresses))
        for name in Self.scripts {
            let script = try AssetSource(name: name, path: share + "/js/\(name)", package: "saraban").read()
            add(name, Self.resolved(script, addresses))
        }
        self.addresses = addresses
        self.contents = contents
        links = Self.links { addresses[$0] ?? Self.missing }
    }

    private static func links(_ address: (String) -> String) -> HTML {
        """
        <link rel="icon" type="image/svg+xml" href="\(address("icons/inbox.svg"))">
        <script src="\(address("early.js"))"></script>
        <link rel="stylesheet" href="\(address("bootstrap.min.css"))">
        <link rel="stylesheet" href="\(address("saraban.css"))">
        <script type="module" src="\(address("saraban.js"))"></script>
        """
    }

    private static let missing = "/assets/missing"

    /// The address of an asset; a name that was never read is a fault of ours and leads nowhere.
    package func address(_ name: String) -> String { addresses[name] ?? Self.missing }

    /// The bytes at an address, to be kept for a year.
    package func answer(to request: Request) throws -> Response {
        guard let name = request.parameters["name"], let found = contents[name] else {
            return .text("not found\n", status: 404)
        }
        let headers: Headers = [
            "content-type": found.type, "cache-control": "public, max-age=31536000, immutable",
            "etag": "\"\(name)\"",
        ]
        if request.headers["if-none-match"]?.contains("\"\(name)\"") == true {
            return Response(status: 304, headers: headers)
        }
        return Response(status: 200, headers: headers, body: .bytes(found.bytes))
    }

    /// Our own scripts, each after those it imports.
    private static let scripts = [
        "early.js", "keys.js", "dates.js", "choices.js", "letterhead.js", "suggest.js", "files.js", "undo.js",
        "viewer.js",
        "poll.js", "palette.js", "tray.js", "menu.js", "saraban.js",
    ]

    private static let packaged =
        [
            AssetSource(
                name: "bootstrap.min.css",
                path: "/usr/share/javascript/bootstrap5/css/bootstrap.min.css",
                package: "libjs-bootstrap5"
            )
        ]
        + ["pdf.js", "pdf.worker.js"].map {
            AssetSource(name: $0, path: "/usr/share/javascript/pdf/build/\($0)", package: "libjs-pdf")
        }
        + ["Loma.ttf", "Loma-Bold.ttf"].map {
            AssetSource(
                name: "fonts/\($0)",
                path: "/usr/share/fonts/truetype/tlwg/\($0)",
                package: "fonts-tlwg-loma-ttf"
            )
        }
        + ["Garuda.ttf", "Garuda-Bold.ttf"].map {
            AssetSource(
                name: "fonts/\($0)",
                path: "/usr/share/fonts/truetype/tlwg/\($0)",
                package: "fonts-tlwg-garuda-ttf"
            )
        }
        + ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"].map {
            AssetSource(
                name: "fonts/\($0)",
                path: "/usr/share/fonts/truetype/noto/\($0)",
                package: "fonts-noto-core"
            )
        }

    /// The names of the icons that a style sheet uses.
    private static func icons(in sheet: [UInt8]) -> Set<String> {
        let text = String(decoding: sheet, as: UTF8.self)
        return Set(
            text.split(separator: "\"vendor/icons/").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        )
    }

    /// Our names in a text, each between quotes, replaced by the addresses under which they are served.
    private static func resolved(_ bytes: [UInt8], _ addresses: [String: String]) -> [UInt8] {
        // By bytes: with `replacing` this was most of the program's start.
        let parts = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false).map { part in
            for prefix in ["vendor/", "./"] where part.starts(with: prefix.utf8) {
                let name = String(decoding: part.dropFirst(prefix.utf8.count), as: UTF8.self)
                if let address = addresses[name] { return Array(address.utf8) }
            }
            return Array(part)
        }
        return Array(parts.joined(separator: [UInt8(ascii: "\"")]))
    }

    private static func digested(_ name: String, _ bytes: [UInt8]) -> String {
        let base = name.split(separator: "/").last ?? ""
        let dot = base.lastIndex(of: ".") ?? base.endIndex
        return "\(base[..<dot])-\(SHA256.hash(bytes).hex.prefix(12))\(base[dot...])"
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "ttf": "font/ttf"
        default: "application/octet-stream"
        }
    }
}

/// One file that an asset is read from, and the Debian package that brings it.
private struct AssetSource {
    let name: String
    let path: String
    let package: String

    func read() throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MissingAsset(path: path, package: package) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw MissingAsset(path: path, package: package) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

/// A file that pages need is not on this machine.
package struct MissingAsset: Error, CustomStringConvertible {
    let path: String
    let package: String

    package var description: String { "\(path) is missing: install the package \(package)" }
}
