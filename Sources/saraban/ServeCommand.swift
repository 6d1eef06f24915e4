import App
import CommandLine
import Glibc
import HTTP
import HTTPServer

/// `saraban serve`: serves one office until it is told to end.
enum ServeCommand {
    static let command = Command(
        "serve",
        "Serves the office over HTTP",
        options: [
            OfficeOptions.data,
            OfficeOptions.database,
            .value(
                "host",
                "ADDRESS",
                "the IPv4 address to listen on",
                kind: ValueKind("ที่อยู่ IPv4 เช่น 127.0.0.1", "an IPv4 address such as 127.0.0.1") {
                    text -> String? in
                    var address = in_addr()
                    return inet_pton(AF_INET, text, &address) == 1 ? text : nil
                },
                default: "127.0.0.1"
            ),
            .value(
                "port",
                "N",
                "the port to listen on; 0 lets the system choose",
                kind: .integer(in: 0...65535),
                default: "8080"
            ),
            .value(
                "workers",
                "N",
                "threads that answer requests",
                kind: .integer(in: 1...512),
                default: "320"
            ),
            .value("name", "TEXT", "the office's name on the sign-in page"),
            .flag("secure", "people come over TLS through a proxy: cookies are bound to it"),
            .flag("trust-proxy", "believe X-Forwarded-For"),
            OfficeOptions.share,
            OfficeOptions.config,
        ]
    )

    static func run(_ parsed: Parsed) throws {
        var configuration = OfficeOptions.configuration(parsed)
        configuration.host = parsed["host"] ?? configuration.host
        configuration.port = parsed.value("port") ?? configuration.port
        configuration.workers = parsed.value("workers") ?? configuration.workers
        configuration.isSecure = parsed.flag("secure")
        configuration.trustsProxy = parsed.flag("trust-proxy")
        if let name = parsed["name"] {
            (configuration.officeName, configuration.officeEnglishName) = (name, name)
        }

        // Blocked before any thread begins, so that only this one takes the signals that end the program.
        var signals = endSignals()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let isNew = !configuration.hasOffice
        let application = try Application(configuration)
        if isNew { OfficeOptions.tellNewOffice(configuration) }
        application.office.files.removeArrivals()
        let server = HTTPServer(settings(configuration, application), handler: application.site.respond)
        try server.start()
        Log.write("saraban \(Application.version) serves http://\(configuration.host):\(server.port)")
        var received: Int32 = 0
        sigwait(&signals, &received)
        Log.write("saraban ends: answering what is under way")
        server.stop()
        application.stop()
    }

    private static func settings(_ configuration: Configuration, _ application: Application)
        -> HTTPServer.Configuration
    {
        let arrivals = configuration.data + "/files/arriving"
        TemporaryFile.folder = arrivals
        var settings = HTTPServer.Configuration()
        settings.host = configuration.host
        settings.port = configuration.port
        settings.workers = configuration.workers
        settings.bodyFolder = arrivals
        settings.longestBody = application.site.longestBody
        settings.keepsLargeBody = application.site.keepsLargeBody
        settings.refusal = application.site.refusal
        settings.log = Log.write
        return settings
    }

    private static func endSignals() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        return signals
    }
}
