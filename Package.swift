// swift-tools-version:6.0
import PackageDescription

// The map of the code. Read from top to bottom: a target uses only what stands above it.
let package = Package(
    name: "Saraban",
    products: [.executable(name: "saraban", targets: ["saraban"])],
    targets: [
        // C libraries of the system, each wrapped by one Swift library.
        .cLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        .cLibrary("CMariaDB", pkgConfig: "libmariadb", apt: "libmariadb-dev"),
        .cLibrary("CMicrohttpd", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        .cLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        .cLibrary("CArgon2", pkgConfig: "libargon2", apt: "libargon2-dev"),
        .cLibrary("CICU", pkgConfig: "icu-i18n", apt: "libicu-dev"),
        .cLibrary("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        .cLibrary("CRsvg", pkgConfig: "librsvg-2.0", apt: "librsvg2-dev"),
        .cLibrary("CQRencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        .cLibrary("CPKCS11", pkgConfig: "p11-kit-1", apt: "libp11-kit-dev"),
        .cLibrary("CXlsxWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
        .cLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        // Functions of glibc that its Swift module does not show.
        .systemLibrary(name: "CSpawn", path: "Sources/C/CSpawn"),

        // Libraries: they know nothing of letters, agencies or Thai offices.
        .library("Threads"),
        .library("SQL", uses: ["Threads"]),
        .library("SQLite", uses: ["SQL", "Threads", "CSQLite"]),
        .library("MariaDB", uses: ["SQL", "Threads", "CMariaDB"]),
        .library("JSON"),
        .library("HTTP", uses: ["JSON"]),
        .library("HTTPServer", uses: ["HTTP", "Threads", "CMicrohttpd"]),
        .library("HTML"),
        .library("ThaiText", uses: ["CICU"]),
        .library("Passwords", uses: ["ThaiText", "Threads", "CArgon2"]),
        .library("Digests", uses: ["COpenSSL"]),
        .library("Sandbox", uses: ["Threads", "CSpawn"]),
        .library("DocumentPreview", uses: ["Sandbox", "Threads"]),
        .library("Spreadsheet", uses: ["ThaiText", "CXlsxWriter"]),
        .library("PDF", uses: ["CZlib"]),
        .library("Typesetting", uses: ["PDF", "JSON", "CPango", "CRsvg", "CQRencode"]),
        .library("CMS", uses: ["COpenSSL", "CPKCS11"]),
        .library("PDFSigning", uses: ["PDF", "CMS"]),
        .library("CommandLine"),

        // What every feature shares.
        .application("Kernel", uses: ["Threads", "SQL", "JSON", "ThaiText", "Digests"]),
        .application("Web", uses: ["Threads", "Kernel", "HTTP", "HTML", "JSON", "SQL", "Digests"]),

        // Features, each a folder that can be read alone.
        .feature("Agencies", uses: ["Passwords"]),
        .feature("Registers", uses: ["Agencies"]),
        .feature("Letters", uses: ["Agencies", "Registers", "DocumentPreview"]),
        .feature("Reports", uses: ["Agencies", "Registers", "Letters", "Typesetting", "Spreadsheet"]),

        // The one place that knows every feature, and the program itself.
        .application(
            "App",
            uses: [
                "Agencies", "Registers", "Letters", "Reports",
                "Kernel", "Web", "Threads", "SQL", "SQLite", "MariaDB", "HTTP", "HTTPServer",
                "Sandbox",
                "DocumentPreview", "Spreadsheet", "PDF", "Typesetting",
            ]
        ),
        .executableTarget(
            name: "saraban",
            dependencies: [
                "App", "CommandLine", "ThaiText", "JSON", "Sandbox", "PDF", "Typesetting", "CMS",
                "PDFSigning",
            ]
        ),

        // Tests, in the same order.
        .target(
            name: "TestSupport",
            dependencies: [
                "App", "Agencies", "Registers", "Letters", "Kernel", "Web", "Threads", "SQLite", "MariaDB",
                "HTTP", "JSON", "Passwords",
            ],
            path: "Tests/Support"
        ),
        .target(name: "TestPrograms", path: "Tests/Programs"),
        .target(
            name: "TestAuthority",
            dependencies: ["CMS", "TestPrograms"],
            path: "Tests/Authority",
            exclude: ["authority.py"]
        ),
        .tests("Threads"),
        .tests("SQL", uses: ["SQLite", "MariaDB", "TestSupport"]),
        .tests("JSON"),
        .tests("HTTP"),
        .tests("HTTPServer", uses: ["HTTP", "Threads", "TestPrograms"]),
        .tests("HTML"),
        .tests("ThaiText"),
        .tests("Passwords", uses: ["Threads", "TestPrograms"]),
        .tests("Digests"),
        .tests("Sandbox"),
        .tests("DocumentPreview", uses: ["Sandbox", "Threads"]),
        .tests("Spreadsheet", uses: ["ThaiText"]),
        .tests("PDF", uses: ["TestPrograms"]),
        .tests("Typesetting", uses: ["PDF", "JSON", "TestPrograms"], except: ["References", "Samples"]),
        .tests("CMS", uses: ["TestAuthority"]),
        .tests("PDFSigning", uses: ["PDF", "CMS", "Typesetting", "TestAuthority"]),
        .tests("CommandLine"),
        .tests("Kernel", uses: ["TestSupport"]),
        .tests("Web", uses: ["TestSupport"]),
        .tests("Agencies", uses: ["TestSupport"]),
        .tests("Registers", uses: ["TestSupport"]),
        .tests("Letters", uses: ["TestSupport"]),
        .tests("Reports", uses: ["TestSupport", "TestPrograms"]),
        .tests("App", uses: ["Sandbox", "TestSupport"]),
        .executableTarget(
            name: "document-bench",
            dependencies: ["JSON", "PDF", "Typesetting", "CMS", "PDFSigning"],
            path: "Tests/Bench/Documents"
        ),
        .executableTarget(
            name: "number-bench",
            dependencies: [
                "Agencies", "App", "Kernel", "Letters", "Passwords", "Registers", "SQL", "SQLite", "ThaiText",
                "Threads",
            ],
            path: "Tests/Bench/Numbers"
        ),
    ]
)

extension Target {
    static func cLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
        .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
    }

    static func library(_ name: String, uses: [Dependency] = []) -> Target {
        .target(
            name: name,
            dependencies: uses,
            path: "Sources/Libraries/\(name)",
            swiftSettings: strict + explicitImports
        )
    }

    static func application(_ name: String, uses: [Dependency]) -> Target {
        .target(name: name, dependencies: uses, path: "Sources/\(name)", swiftSettings: strict)
    }

    /// A feature sees the libraries, what all features share, and the features it names.
    static func feature(_ name: String, uses: [Dependency] = []) -> Target {
        .target(
            name: name,
            dependencies: ["Threads", "SQL", "HTTP", "HTML", "JSON", "ThaiText", "Kernel", "Web"] + uses,
            path: "Sources/Features/\(name)",
            swiftSettings: strict
        )
    }

    /// `except` names folders of files that tests read where they stand.
    static func tests(_ name: String, uses: [Dependency] = [], except folders: [String] = []) -> Target {
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.init(stringLiteral: name)] + uses,
            exclude: folders,
            swiftSettings: strict
        )
    }

    private static var strict: [SwiftSetting] {
        [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
    }

    /// Libraries also say which imports show in their interface.
    private static var explicitImports: [SwiftSetting] {
        [.enableUpcomingFeature("InternalImportsByDefault")]
    }
}
