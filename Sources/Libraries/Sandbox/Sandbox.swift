import Glibc

/// Runs programs on files that strangers made, so that a hostile file costs one job and never the server.
///
/// A child sees `/usr`, the fonts, the files it is given and one work folder that it may write; it has no network,
/// no other process in sight, none of our environment and none of our open files. Where the machine has no user
/// namespaces, only the limits, the time and the cleared environment remain: see `isolation`.
public struct Sandbox: Sendable {
    /// What keeps a child away from the rest of the machine.
    public enum Isolation: String, Sendable {
        /// Bubblewrap: namespaces of its own for files, processes and network.
        case namespaces
        /// Only limits, a time and an empty environment: the child reads what the server may read.
        case limitsOnly
    }

    /// What this machine can do, tried once in the life of the process.
    public static let isolation: Isolation = detect()

    /// What keeps this sandbox's children away.
    public let isolation: Isolation
    private let mostSeconds: Int?

    /// A sandbox of the strongest kind that the machine has, or of a weaker one on demand.
    ///
    /// With `mostSeconds` no job works longer than that, nor lasts more than twice as long, whatever its own limits are.
    public init(isolation: Isolation = Sandbox.isolation, mostSeconds: Int? = nil) {
        self.isolation = isolation
        self.mostSeconds = mostSeconds
    }

    /// Runs one program to its end and gives what it printed.
    ///
    /// A program that fails, is killed or takes too long is an outcome; an error is thrown only when nothing could
    /// be started. The calling thread waits. It must outlive the child: its end would end the child too.
    public func run(_ job: Job) throws(SandboxError) -> Outcome {
        var job = job
        if let mostSeconds {
            job.limits.processorSeconds = min(job.limits.processorSeconds, mostSeconds)
            job.limits.wallSeconds = min(job.limits.wallSeconds, 2 * mostSeconds)
        }
        let limited = [Self.limiter] + job.limits.options + ["--", job.program] + job.arguments
        let words = isolation == .namespaces ? Bubblewrap.words(for: job) + limited : limited
        return try ChildProcess(words: words, environment: job.fullEnvironment, folder: job.work).run(
            within: job.limits.wallSeconds,
            outputBytes: job.limits.outputBytes
        )
    }

    private static let limiter = "/usr/bin/prlimit"

    private static func detect() -> Isolation {
        let probe = Job("/usr/bin/true", work: "/tmp", limits: Limits(wallSeconds: 10))
        // A machine without bubblewrap is an answer, not an error.
        let outcome = try? Sandbox(isolation: .namespaces).run(probe)
        return outcome?.ending == .exited(0) ? .namespaces : .limitsOnly
    }
}

/// Why nothing could be started.
public struct SandboxError: Error, Equatable, Sendable {
    /// The call that failed.
    public let call: String
    /// Its `errno`.
    public let code: Int32
}

extension Sandbox {
    /// One program, what it is given and how much it may use.
    public struct Job: Sendable {
        /// The absolute path of the program.
        public var program: String
        public var arguments: [String]
        /// Files and folders that it may read, by absolute path; they keep their paths inside.
        public var readable: [String]
        /// The one folder that it may write: its current folder and its home, by absolute path.
        public var work: String
        /// Variables beside PATH, HOME, TMPDIR and LANG, which are always set.
        public var environment: [String: String]
        public var limits: Limits

        public init(
            _ program: String,
            _ arguments: [String] = [],
            readable: [String] = [],
            work: String,
            environment: [String: String] = [:],
            limits: Limits = Limits()
        ) {
            self.program = program
            self.arguments = arguments
            self.readable = readable
            self.work = work
            self.environment = environment
            self.limits = limits
        }

        var fullEnvironment: [String] {
            let always = ["PATH": "/usr/bin:/bin", "HOME": work, "TMPDIR": work, "LANG": "C.UTF-8"]
            return always.merging(environment) { _, own in own }.map { "\($0.key)=\($0.value)" }.sorted()
        }
    }

    /// How much one program may use.
    public struct Limits: Sendable {
        /// Bytes of address space of each process.
        public var addressSpace: Int
        /// Seconds of processor time of each process.
        public var processorSeconds: Int
        /// Bytes of the largest file that it may write.
        public var fileBytes: Int
        public var openFiles: Int
        /// Seconds until the program and all that it started are killed.
        public var wallSeconds: Int
        /// Bytes kept of each of its two outputs; what comes after them is dropped.
        public var outputBytes: Int

        public init(
            addressSpace: Int = 1 << 30,
            processorSeconds: Int = 20,
            fileBytes: Int = 100 << 20,
            openFiles: Int = 128,
            wallSeconds: Int = 30,
            outputBytes: Int = 1 << 20
        ) {
            self.addressSpace = addressSpace
            self.processorSeconds = processorSeconds
            self.fileBytes = fileBytes
            self.openFiles = openFiles
            self.wallSeconds = wallSeconds
            self.outputBytes = outputBytes
        }

        var options: [String] {
            [
                "--as=\(addressSpace)", "--cpu=\(processorSeconds):\(processorSeconds + 5)",
                "--fsize=\(fileBytes)",
                "--nofile=\(openFiles)",
                "--core=0",
            ]
        }
    }

    /// How a program ended, and what it printed.
    public struct Outcome: Equatable, Sendable {
        public enum Ending: Equatable, Sendable {
            /// By itself, with this status.
            case exited(Int)
            /// By this signal. Inside namespaces the signal of the program shows as status 128 + signal instead.
            case killed(signal: Int)
            /// By us, because its time was over.
            case timedOut
        }

        public let ending: Ending
        public let output: [UInt8]
        public let errors: [UInt8]
        /// Whether one of the two outputs was longer than what is kept.
        public let isCut: Bool

        /// Whether it was ended for want of time or memory: by us, by its limit of processor time, or by the system. It may
        /// do better another time.
        public var wasCutShort: Bool {
            switch ending {
            case .timedOut: true
            case .killed(let signal): [SIGKILL, SIGXCPU].contains(Int32(signal))
            case .exited(let status): [SIGKILL, SIGXCPU].contains(Int32(status) - 128)
            }
        }

        /// Whether it ended by itself with status 0.
        public var succeeded: Bool { ending == .exited(0) }
    }
}
