import Agencies
import App
import Glibc
import HTTP
import JSON
import Kernel
import Letters
import Passwords
import Registers
import Synchronization
import Web

/// The whole program on a database of its own, entered where people and programs enter it, in process.
public final class TestSite: Sendable {
    package let application: Application
    package let made: SampleOffice.Made
    package let clock: TestClock
    private let folder: String

    /// The sample office without letters, on SQLite or MariaDB.
    public init(on database: TestDatabase = .sqlite) throws {
        folder = try temporaryFolder()
        var configuration = Configuration(data: folder)
        configuration.share = Self.root + "/share"
        configuration.program = Self.root + "/.build/debug/saraban"
        if database == .mariadb { configuration.database = try MariaDBServer.shared.get().makeDatabase() }
        clock = TestClock()
        // Cheap on purpose: the tests sign in often.
        let hasher = PasswordHasher(memory: 64, passes: 1)
        application = try Application(configuration, clock: clock.clock, hasher: hasher)
        made = try SampleOffice(database: application.database, hasher: hasher).make(at: clock.now)
    }

    deinit {
        application.stop()
        removeFolder(folder)
    }

    public func respond(_ request: Request) -> Response { application.site.respond(to: request) }

    /// Opens a session as one of the sample's people.
    public func signIn(_ username: String) throws -> Client {
        let answer = respond(
            Request(
                .post,
                "/api/v1/sessions",
                body: .bytes(
                    JSONValue.object([
                        ("username", .string(username)), ("password", .string(SampleOffice.password)),
                    ]).encoded
                ),
                peer: "127.0.0.1"
            )
        )
        guard let token = try JSONValue(parsing: answer.bytes)["token"]?.string else {
            throw TestFailure("\(username) cannot sign in: \(answer.status) \(answer.text)")
        }
        return Client(site: self, token: token)
    }

    package func unit(_ key: String) throws -> Agencies.Unit.ID {
        try made.units[key].orFail("no unit \(key)")
    }
    package func register(_ key: String) throws -> Register.ID {
        try made.registers[key].orFail("no register \(key)")
    }
    package func person(_ key: String) throws -> Person.ID { try made.people[key].orFail("no person \(key)") }

    private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
}

/// Somebody who is signed in.
public struct Client: Sendable {
    public let site: TestSite
    public let token: String

    /// Asks the API; the body is JSON.
    public func call(
        _ method: Request.Method,
        _ path: String,
        _ body: JSONValue? = nil,
        query: Fields = Fields(),
        headers: Headers = Headers()
    ) -> Response {
        var headers = headers
        headers.append("authorization", "Bearer \(token)")
        return site.respond(
            Request(
                method,
                path,
                query: query,
                headers: headers,
                body: body.map { .bytes($0.encoded) } ?? .none
            )
        )
    }

    /// Attaches a file to a letter through the API; its key.
    public func attach(_ bytes: [UInt8], named name: String = "หนังสือ.pdf", to letter: String) throws -> String
    {
        let body = Multipart.file("file", name, bytes)
        let answer = site.respond(
            Request(
                .post,
                "/api/v1/letters/\(letter)/attachments",
                headers: ["authorization": "Bearer \(token)", "content-type": body.type],
                body: .bytes(body.bytes)
            )
        )
        guard answer.status == 201 else { throw TestFailure("not attached: \(answer.status) \(answer.text)") }
        return try (try answer.json["id"]?.string).orFail("no key: \(answer.text)")
    }

    /// Opens a page as a browser does.
    public func open(_ path: String, query: Fields = Fields(), language: String = "th") -> Response {
        site.respond(
            Request(
                .get,
                path,
                query: query,
                headers: ["cookie": "saraban-session=\(token); language=\(language)"]
            )
        )
    }

    /// Sends a form of the site with files in the field `file`, with its token against forgery.
    public func send(_ path: String, _ fields: Fields = Fields(), files: [(name: String, content: [UInt8])])
        -> Response
    {
        let token = (RequestForgery.field, RequestForgery.token(for: token))
        let body = Multipart.files("file", files, fields: fields.pairs.map { ($0.name, $0.value) } + [token])
        return site.respond(
            Request(
                .post,
                path,
                headers: ["cookie": "saraban-session=\(self.token)", "content-type": body.type],
                body: .bytes(body.bytes)
            )
        )
    }

    /// Sends a form of the site, with its token against forgery.
    public func send(_ path: String, _ fields: Fields, isGenuine: Bool = true) -> Response {
        var pairs = fields.pairs.map {
            "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
        }
        if isGenuine { pairs.append("forgery-token=\(RequestForgery.token(for: token))") }
        return site.respond(
            Request(
                .post,
                path,
                headers: [
                    "cookie": "saraban-session=\(token)", "content-type": "application/x-www-form-urlencoded",
                ],
                body: .bytes(Array(pairs.joined(separator: "&").utf8))
            )
        )
    }
}

extension Response {
    /// The bytes of an answer that stands in memory, or of the file that it names.
    public var bytes: [UInt8] {
        switch body {
        case .none: []
        case .bytes(let bytes): bytes
        case .parts(let parts): Array(parts.joined())
        case .file(let path, let offset, let count):
            Array(readFile(path).dropFirst(offset).prefix(count))
        }
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The answer as JSON.
    public var json: JSONValue {
        get throws { try JSONValue(parsing: bytes) }
    }
}

/// A clock that tests move.
public final class TestClock: Sendable {
    // 15 January 2569, 09.00 in Bangkok.
    private let millisecond = Mutex(1_768_442_400_000)

    package init() {}

    package var now: Instant { Instant(millisecond: millisecond.withLock { $0 }) }

    package var clock: Clock {
        Clock { [self] in now }
    }

    public func advance(seconds: Int) { millisecond.withLock { $0 += seconds * 1000 } }
}

public struct TestFailure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

extension Optional {
    public func orFail(_ message: String) throws -> Wrapped {
        guard let self else { throw TestFailure(message) }
        return self
    }
}
