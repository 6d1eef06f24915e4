import Glibc
import Testing

@testable import Sandbox

struct SandboxTests {
    let folder = try? TemporaryFolder()
    var work: String { folder?.path ?? "" }

    static let kinds: [Sandbox.Isolation] =
        Sandbox.isolation == .namespaces ? [.namespaces, .limitsOnly] : [.limitsOnly]

    @Test(arguments: kinds) func `both outputs and the status come back`(kind: Sandbox.Isolation) throws {
        let outcome = try shell("echo out; echo err >&2; exit 7", kind)

        #expect(outcome.ending == .exited(7))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "out\n")
        #expect(String(decoding: outcome.errors, as: UTF8.self) == "err\n")
        #expect(!outcome.isCut)
    }

    @Test(arguments: kinds) func `the environment is ours alone`(kind: Sandbox.Isolation) throws {
        setenv("SARABAN_SECRET", "of the server", 1)

        let outcome = try run(Sandbox.Job("/usr/bin/env", work: work, environment: ["A": "b"]), kind)

        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
        let expected = ["A=b", "HOME=\(work)", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "TMPDIR=\(work)"]
        #expect(lines.filter { !$0.hasPrefix("PWD=") }.sorted() == expected)
    }

    @Test(arguments: kinds) func `a program that takes too long is killed with all that it started`(
        kind: Sandbox.Isolation
    ) throws {
        let outcome = try shell(
            "(sleep 300; touch late) & echo $! > child; sleep 300",
            kind,
            Sandbox.Limits(wallSeconds: 1)
        )

        #expect(outcome.ending == .timedOut)
        if kind == .limitsOnly {
            let child = try #require(pid_t(text(work + "/child").filter(\.isNumber)))
            #expect(isGone(child))
        }
    }

    @Test(arguments: kinds) func `a hurried sandbox ends every job early`(kind: Sandbox.Isolation) throws {
        let hurried = Sandbox(isolation: kind, mostSeconds: 1)
        for words in ["sleep 300", "while :; do :; done"] {
            let limits = Sandbox.Limits(processorSeconds: 100, wallSeconds: 100)
            let job = Sandbox.Job("/bin/sh", ["-c", words], work: work, limits: limits)
            #expect(try hurried.run(job).wasCutShort)
        }
    }

    @Test(arguments: kinds) func `a child that is left behind does not hold the job up`(
        kind: Sandbox.Isolation
    ) throws {
        let outcome = try shell("sleep 300 & echo done", kind, Sandbox.Limits(wallSeconds: 60))

        #expect(outcome.ending == .exited(0))
        #expect(outcome.output == Array("done\n".utf8))
    }

    @Test(arguments: kinds) func `endless output is cut and ended`(kind: Sandbox.Isolation) throws {
        let limits = Sandbox.Limits(processorSeconds: 1, wallSeconds: 20, outputBytes: 100_000)
        let outcome = try run(Sandbox.Job("/usr/bin/yes", work: work, limits: limits), kind)

        #expect(outcome.output.count == 100_000)
        #expect(outcome.isCut)
        #expect(!outcome.succeeded)
    }

    @Test(arguments: kinds) func `what uses up its processor time was cut short, what fails was not`(
        kind: Sandbox.Isolation
    ) throws {
        let limits = Sandbox.Limits(processorSeconds: 1, wallSeconds: 20)
        #expect(try shell("while :; do :; done", kind, limits).wasCutShort)
        #expect(try shell("kill -9 $$", kind, limits).wasCutShort)
        #expect(try !shell("exit 7", kind, limits).wasCutShort)
        #expect(try !shell("kill -11 $$", kind, limits).wasCutShort)
    }

    @Test(arguments: kinds) func `a large file cannot be written`(kind: Sandbox.Isolation) throws {
        let outcome = try shell(
            "head -c 3000000 /dev/zero > big",
            kind,
            Sandbox.Limits(fileBytes: 1_000_000)
        )

        #expect(!outcome.succeeded)
        #expect(size(work + "/big") == 1_000_000)
    }

    @Test(arguments: kinds) func `memory is bounded`(kind: Sandbox.Isolation) throws {
        let limits = Sandbox.Limits(addressSpace: 200 << 20)
        let outcome = try shell("head -c 400000000 /dev/zero | tail -c 300000000 | wc -c", kind, limits)

        #expect(outcome.output != Array("300000000\n".utf8))
    }

    @Test(arguments: kinds) func `no file of ours is open and nothing comes in`(kind: Sandbox.Isolation)
        throws
    {
        let leak = open("/dev/null", O_RDONLY)
        defer { close(leak) }

        let outcome = try shell("ls /proc/self/fd | wc -l; cat", kind)

        // Its input, two outputs and the folder that ls reads.
        #expect(outcome.output == Array("4\n".utf8))
    }

    @Test(.enabled(if: Sandbox.isolation == .namespaces))
    func `namespaces hide files, processes and the network`() throws {
        let hidden = try TemporaryFolder()
        try hidden.write("secret", named: "file")
        let given = try TemporaryFolder()
        try given.write("given", named: "file")
        let script = """
            cat \(hidden.path)/file; cat \(given.path)/file; echo x > \(given.path)/file && echo wrote
            test -e /etc/passwd && echo passwd; test -e /proc/\(getpid())/exe && echo process
            ls /sys/class/net 2>/dev/null; tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '
            """
        let job = Sandbox.Job("/usr/bin/sh", ["-c", script], readable: [given.path], work: work)

        let outcome = try run(job, .namespaces)

        #expect(String(decoding: outcome.output, as: UTF8.self) == "givenlo\n")
        #expect(text(given.path + "/file") == "given")
    }

    @Test(arguments: kinds) func `what it writes in its work folder stays`(kind: Sandbox.Isolation) throws {
        #expect(try shell("echo made > file", kind).succeeded)
        #expect(text(work + "/file") == "made\n")
    }

    @Test(arguments: kinds) func `a program that is not there is an outcome`(kind: Sandbox.Isolation) throws {
        let outcome = try run(Sandbox.Job("/usr/bin/no-such-program", work: work), kind)
        #expect(!outcome.succeeded)
    }

    @Test(arguments: kinds) func `many jobs at once each get their own answer`(kind: Sandbox.Isolation)
        async throws
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let outcome = try shell("echo \(number)", kind)
                    #expect(outcome.output == Array("\(number)\n".utf8))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: kinds) func `our own program starts with all that it needs`(kind: Sandbox.Isolation)
        throws
    {
        let job = try #require(Sandbox.Job.itself(["--no-such-option"], work: work))

        let outcome = try run(job, kind)

        // Whatever the test runner makes of its arguments: it is the runner that answers, not the loader or the shell.
        let errors = String(decoding: outcome.errors, as: UTF8.self)
        #expect(!errors.contains("loading shared libraries"))
        #expect(outcome.ending != .exited(127) && outcome.ending != .exited(126))
        #expect(!errors.contains("prlimit:") && !errors.contains("bwrap:"))
    }

    private func shell(
        _ script: String,
        _ kind: Sandbox.Isolation,
        _ limits: Sandbox.Limits = Sandbox.Limits()
    ) throws -> Sandbox.Outcome {
        try run(Sandbox.Job("/usr/bin/sh", ["-c", script], work: work, limits: limits), kind)
    }

    private func run(_ job: Sandbox.Job, _ kind: Sandbox.Isolation) throws -> Sandbox.Outcome {
        try Sandbox(isolation: kind).run(job)
    }

    /// Whether a process has ended; one that was just killed is given a moment to be reaped by its new parent.
    private func isGone(_ process: pid_t) -> Bool {
        for _ in 0..<500 {
            if kill(process, 0) == -1 { return true }
            let state = text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ").first
            if state == "Z" || state == nil { return true }
            usleep(10_000)
        }
        return false
    }
}

/// A folder of one test, removed with its content when the test is over.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/saraban-sandbox-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        for name in ["file", "child", "late", "big"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    func write(_ text: String, named name: String) throws {
        let file = try #require(fopen("\(path)/\(name)", "w"))
        fputs(text, file)
        fclose(file)
    }
}

private func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
}

private func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : -1
}
