import CSpawn
import Glibc
import Threads

/// One child process in a session of its own, with nothing on its input and none of our files.
struct ChildProcess {
    /// The absolute path of the program, then its arguments.
    let words: [String]
    let environment: [String]
    /// Where it starts.
    let folder: String

    func run(within seconds: Int, outputBytes: Int) throws(SandboxError) -> Sandbox.Outcome {
        var output = try Pipe.open(most: outputBytes)
        var errors = try Pipe.open(most: outputBytes)
        let child = try spawn(output: output, errors: errors)
        output.closeWriting()
        errors.closeWriting()
        let deadline = Self.now() + seconds * 1000
        let isLate = WorkerPool.stepAside {
            while !Self.hasEnded(child) {
                guard Self.now() < deadline else { return true }
                Self.wait(&output, &errors)
            }
            return false
        }
        // The group is killed before its leader is reaped: until then its number belongs to nobody else.
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        output.drain()
        errors.drain()
        return Sandbox.Outcome(
            ending: isLate ? .timedOut : Self.ending(status),
            output: output.bytes,
            errors: errors.bytes,
            isCut: output.isCut || errors.isCut
        )
    }

    private func spawn(output: borrowing Pipe, errors: borrowing Pipe) throws(SandboxError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        try check(posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init")
        defer { posix_spawn_file_actions_destroy(&actions) }
        var attributes = posix_spawnattr_t()
        try check(posix_spawnattr_init(&attributes), "posix_spawnattr_init")
        defer { posix_spawnattr_destroy(&attributes) }
        try set(&actions, &attributes, output.writing, errors.writing)
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var child: pid_t = 0
        try check(posix_spawn(&child, words[0], &actions, &attributes, arguments, variables), "posix_spawn")
        return child
    }

    /// Input from `/dev/null`, outputs into the pipes, nothing else open, its folder, a session and group of its
    /// own, and the signals as a fresh process has them.
    private func set(
        _ actions: inout posix_spawn_file_actions_t,
        _ attributes: inout posix_spawnattr_t,
        _ output: Int32,
        _ errors: Int32
    ) throws(SandboxError) {
        try check(posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0), "addopen")
        try check(posix_spawn_file_actions_adddup2(&actions, output, 1), "adddup2")
        try check(posix_spawn_file_actions_adddup2(&actions, errors, 2), "adddup2")
        try check(cspawn_change_folder(&actions, folder), "addchdir")
        try check(cspawn_close_from(&actions, 3), "addclosefrom")
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        try check(posix_spawnattr_setsigmask(&attributes, &none), "setsigmask")
        try check(posix_spawnattr_setsigdefault(&attributes, &all), "setsigdefault")
        let flags = cspawn_new_session() | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        try check(posix_spawnattr_setflags(&attributes, flags), "setflags")
    }

    private func check(_ code: Int32, _ call: String) throws(SandboxError) {
        guard code == 0 else { throw SandboxError(call: call, code: code) }
    }

    /// Whether the child has ended; it is left to be reaped.
    private static func hasEnded(_ child: pid_t) -> Bool {
        var info = siginfo_t()
        let answer = waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT)
        return answer == 0 && info.si_signo == SIGCHLD
    }

    /// Waits for output, but only so long that the child's end and its time are noticed soon.
    private static func wait(_ output: inout Pipe, _ errors: inout Pipe) {
        let milliseconds: Int32 = output.reading < 0 && errors.reading < 0 ? 1 : 20
        // A closed pipe is -1 here, which poll leaves out.
        var waited = [
            pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&waited, 2, milliseconds) > 0 else { return }
        if waited[0].revents != 0 { output.read() }
        if waited[1].revents != 0 { errors.read() }
    }

    private static func ending(_ status: Int32) -> Sandbox.Outcome.Ending {
        status & 0x7F == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed(signal: Int(status & 0x7F))
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}

/// The reading end of a child's output, with what came out of it so far.
struct Pipe: ~Copyable {
    private(set) var reading: Int32
    private(set) var writing: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isCut = false
    private let most: Int

    private init(reading: Int32, writing: Int32, most: Int) {
        self.reading = reading
        self.writing = writing
        self.most = most
    }

    /// A pipe whose ends are both closed in programs that others start.
    static func open(most: Int) throws(SandboxError) -> Pipe {
        var ends: [Int32] = [-1, -1]
        guard cspawn_pipe(&ends, O_CLOEXEC) == 0 else { throw SandboxError(call: "pipe2", code: errno) }
        let pipe = Pipe(reading: ends[0], writing: ends[1], most: most)
        // Only our end: a child that writes faster than we read must wait, not fail.
        guard fcntl(pipe.reading, F_SETFL, O_NONBLOCK) == 0 else {
            throw SandboxError(call: "fcntl", code: errno)
        }
        return pipe
    }

    deinit {
        if reading >= 0 { close(reading) }
        if writing >= 0 { close(writing) }
    }

    mutating func closeWriting() {
        close(writing)
        writing = -1
    }

    /// Takes what is there, once; closes the end when nothing can come any more.
    mutating func read() {
        guard let count = take(), count <= 0, count == 0 || errno != EAGAIN && errno != EINTR else { return }
        close(reading)
        reading = -1
    }

    /// Takes what is left after the child's end, without waiting for anybody who still holds the other end.
    mutating func drain() {
        while !isCut, let count = take(), count > 0 {}
    }

    private mutating func take() -> Int? {
        guard reading >= 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(reading, &buffer, buffer.count)
        guard count > 0 else { return count }
        let room = most - bytes.count
        if count > room { isCut = true }
        bytes += buffer[..<min(count, room)]
        return count
    }
}
