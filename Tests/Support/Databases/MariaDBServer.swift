import Glibc
import MariaDB
import SQL
import Synchronization

/// A MariaDB server of the tests' own, in a temporary folder, reached through its socket, or over the loopback network too.
///
/// A watchdog ends it and removes its folder when the test process ends, however that ends.
public final class MariaDBServer: Sendable {
    /// The one that all tests share, each with a database of its own.
    public static let shared = Swift.Result { try MariaDBServer() }

    private static let password = "p@ss:w/rd?#%"
    private static let encodedPassword = "p%40ss%3Aw%2Frd%3F%23%25"

    /// Where else the server can be reached: at 127.0.0.1 and 127.0.0.2, with a certificate for the first or with none.
    public enum Network: Sendable {
        case none
        case plain(port: UInt16)
        case tls(port: UInt16)

        var port: UInt16 {
            switch self {
            case .none: 0
            case .plain(let port), .tls(let port): port
            }
        }

        /// The server's options, without spaces in any of them.
        func options(in folder: String) -> String {
            switch self {
            case .none: "--skip-networking"
            case .plain: "--bind-address=127.0.0.1 --port=\(port)"
            case .tls:
                "--bind-address=127.0.0.1,127.0.0.2 --port=\(port) --ssl-cert=\(folder)/tls/server.pem --ssl-key=\(folder)/tls/server.key"
            }
        }
    }

    private let folder: String
    private let network: Network
    private let databaseCount = Atomic<Int>(0)

    /// Makes an empty server and starts it.
    public init(network: Network = .none) throws {
        self.network = network
        guard access("/usr/sbin/mariadbd", X_OK) == 0 else {
            throw ServerFailure(
                "MariaDB is not installed, so nothing can be tested on it: apt-get install mariadb-server"
            )
        }
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/mariadb-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ServerFailure("no temporary folder for MariaDB in \(parent)")
        }
        folder = template.withUnsafeBytes { String(decoding: $0.dropLast(), as: UTF8.self) }
        chmod(folder, 0o755)
        try Self.runShell(Self.installation, [folder])
        try start()
    }

    /// The address of a new, empty database.
    public func makeDatabase() throws -> String {
        address(of: try makeEmpty())
    }

    /// The address of a new, empty database over the network.
    public func makeDatabase(at host: String, trusting authorities: String? = nil) throws -> String {
        "mariadb://saraban:\(Self.encodedPassword)@\(host):\(network.port)/\(try makeEmpty())"
            + (authorities.map { "?tls=\($0)" } ?? "")
    }

    private func makeEmpty() throws -> String {
        let name = "test_\(databaseCount.add(1, ordering: .relaxed).newValue)"
        let admin = try MariaDBDatabase(url: address(of: "admin"), connections: 1)
        // Names cannot be parameters; this one is ours.
        try admin.write { try $0.execute(SQL(stringLiteral: "CREATE DATABASE \(name)")) }
        return name
    }

    /// The authority that issued the server's certificate (PEM).
    public var authority: String { "\(folder)/authority.pem" }

    /// Ends the server as a power cut would, and returns when it is gone.
    public func kill() throws {
        guard let id = try processID() else { throw ServerFailure("MariaDB has written no process number") }
        Glibc.kill(id, SIGKILL)
        try wait("MariaDB does not end") { !isListening }
    }

    /// Starts the server and returns when it answers.
    public func start() throws {
        try spawnWatchdog()
        try wait("MariaDB does not start, see \(folder)/log") { isListening }
    }

    private func address(of database: String) -> String {
        "mariadb://saraban:\(Self.encodedPassword)@localhost/\(database)?socket=\(folder)/socket"
    }

    private static let installation = """
        set -eu
        # A folder for temporary tables too: a server that starts removes what it finds in the one that all share.
        mkdir "$1/tmp"
        own=; [ "$(id -u)" != 0 ] || { own=--user=mysql; chown mysql "$1" "$1/tmp"; }
        # --force: also where the machine's own name and localhost lead nowhere, as in a bare container.
        mariadb-install-db --no-defaults $own --force --datadir="$1/data" --auth-root-authentication-method=normal \
            --skip-test-db --tmpdir="$1/tmp" --innodb-log-file-size=16M > "$1/install.log" 2>&1
        cat > "$1/init.sql" <<END
        CREATE DATABASE IF NOT EXISTS admin;
        CREATE USER IF NOT EXISTS saraban@localhost IDENTIFIED BY '\(password)';
        GRANT ALL ON *.* TO saraban@localhost;
        CREATE USER IF NOT EXISTS saraban@'127.%' IDENTIFIED BY '\(password)';
        GRANT ALL ON *.* TO saraban@'127.%';
        END
        mkdir "$1/tls" && cd "$1/tls"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout authority.key -out ../authority.pem \
            -days 2 -subj /CN=Authority 2> openssl.log
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr \
            -subj /CN=Server 2>> openssl.log
        echo subjectAltName=IP:127.0.0.1 > names
        openssl x509 -req -in server.csr -CA ../authority.pem -CAkey authority.key -CAcreateserial -days 2 \
            -extfile names -out server.pem 2>> openssl.log
        [ "$(id -u)" != 0 ] || chown mysql server.key
        """

    /// Standard input is a pipe whose other end only the test process has, so it ends with that process.
    private static let watchdog = """
        trap '' INT TERM HUP
        own=; [ "$(id -u)" != 0 ] || own=--user=mysql
        /usr/sbin/mariadbd --no-defaults $own --datadir="$1/data" --socket="$1/socket" --pid-file="$1/pid" --tmpdir="$1/tmp" \
            $2 --init-file="$1/init.sql" --max-connections=2000 --skip-log-bin \
            --innodb-log-file-size=16M --innodb-buffer-pool-size=64M --skip-name-resolve \
            < /dev/null >> "$1/log" 2>&1 &
        cat > /dev/null
        kill -9 $! 2> /dev/null
        wait
        rm -rf "$1"
        """

    private func processID() throws -> pid_t? {
        guard let file = fopen("\(folder)/pid", "r") else { return nil }
        defer { fclose(file) }
        var digits = [CChar](repeating: 0, count: 32)
        guard fgets(&digits, 32, file) != nil else { return nil }
        return pid_t(atoi(digits))
    }

    private var isListening: Bool {
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "\(folder)/socket".utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private func wait(_ complaint: String, until isTrue: () -> Bool) throws {
        for _ in 0..<3000 {
            if isTrue() { return }
            usleep(20_000)
        }
        throw ServerFailure(complaint)
    }

    private func spawnWatchdog() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw ServerFailure("no pipe for MariaDB's watchdog")
        }
        // The writing end stays open, unused, as long as this process lives.
        _ = try Self.spawnShell(Self.watchdog, [folder, network.options(in: folder)], input: ends[0])
        close(ends[0])
    }

    private static func runShell(_ script: String, _ arguments: [String]) throws {
        let id = try spawnShell(script, arguments, input: nil)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            throw ServerFailure("MariaDB cannot be set up, see \(arguments[0])/install.log")
        }
    }

    private static func spawnShell(_ script: String, _ arguments: [String], input: Int32?) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
        var words = (["/bin/sh", "-c", script, "mariadb-test"] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var id = pid_t()
        guard posix_spawn(&id, "/bin/sh", &actions, nil, &words, environ) == 0 else {
            throw ServerFailure("no shell can be started")
        }
        return id
    }
}

/// A port of the loopback network at which nobody listens now.
public func freePort() throws -> UInt16 {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
        }
    }
    guard isBound else { throw ServerFailure("no port is free") }
    return UInt16(bigEndian: address.sin_port)
}

/// Why tests cannot have their MariaDB server.
struct ServerFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
