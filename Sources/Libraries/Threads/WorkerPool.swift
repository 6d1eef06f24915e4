import Glibc

/// Threads that run closures in the order in which they came: as many at once as there are processors, and one more
/// for each that waits.
///
/// Many threads that compute at once take the processors and their caches from each other (ADR 2). So a thread sleeps
/// while enough others work, and the one that slept least is woken first. One that waits for something else than a
/// processor (`stepAside`) does not count, nor one whose work has lasted: it may wait without saying so, and what is
/// quick shall not stand behind it.
public final class WorkerPool: Sendable {
    /// One thread. What changes of it is touched only under the pool's lock.
    private final class Worker: @unchecked Sendable {
        let pool: WorkerPool
        let wake = ThreadSemaphore()
        /// The span in which its work began; nil while it has none.
        var began: Int?
        /// It has work and does not count.
        var isAside = false

        init(_ pool: WorkerPool) { self.pool = pool }
    }

    private struct State {
        /// What was taken is nil until the array is cut: work holds on to much.
        var queue: [(@Sendable () -> Void)?] = []
        var head = 0
        var workers: [Worker] = []
        /// Who sleeps, the last one last.
        var idle: [Worker] = []
        /// How many count: they have work, or were woken for it.
        var active = 0
        var isStopping = false
        /// Counts spans while somebody watches.
        var span = 0
        var isWatched = false

        var isEmpty: Bool { head == queue.count }

        mutating func takeFirst() -> (@Sendable () -> Void)? {
            let work = queue[head]
            queue[head] = nil
            head += 1
            if isEmpty {
                queue.removeAll(keepingCapacity: true)
                head = 0
            } else if head == 512 {
                queue.removeFirst(head)
                head = 0
            }
            return work
        }
    }

    private let state = Locked(State())
    private let threads = Locked<[SystemThread]>([])
    private let watch = ThreadSemaphore()
    private let longest: Int
    private let atOnce: Int
    private let span: Int

    /// `count` threads, of which `atOnce` work at once, as far as they neither wait nor last: by default as many as
    /// there are processors, and at least two. `longest` bounds how much may wait for one. Work that has lasted for one
    /// to two spans, in milliseconds, no longer counts.
    public init(threads count: Int, longest: Int, atOnce: Int? = nil, span: Int = 20) {
        self.longest = longest
        self.span = span
        self.atOnce = atOnce ?? max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        for _ in 0..<count {
            let worker = Worker(self)
            guard let thread = SystemThread("worker", { worker.pool.run(worker) }) else { break }
            state.withLock { state in
                state.workers.append(worker)
                // Until it asks for work.
                state.active += 1
            }
            threads.withLock { $0.append(thread) }
        }
        if let thread = SystemThread("worker watch", { self.watchForLastingWork() }) {
            threads.withLock { $0.append(thread) }
        }
    }

    /// How many threads it has: fewer than asked for where the system gave no more.
    public var count: Int { state.withLock { $0.workers.count } }

    /// False when too much waits already, or the pool is stopping.
    public func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, woken, needsWatch) = state.withLock { state in
            guard state.queue.count - state.head < longest, !state.isStopping else {
                return (false, Worker?.none, false)
            }
            state.queue.append(work)
            let woken = next(&state)
            guard woken == nil, !state.isWatched else { return (true, woken, false) }
            state.isWatched = true
            return (true, nil, true)
        }
        woken?.wake.signal()
        if needsWatch { watch.signal() }
        return isTaken
    }

    /// Lets the threads, all of them at once now, finish what waits, and returns when they have ended.
    public func stop() {
        let idle = state.withLock { state in
            state.isStopping = true
            state.active += state.idle.count
            defer { state.idle = [] }
            return state.idle
        }
        for worker in idle { worker.wake.signal() }
        watch.signal()
        let threads = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in threads { thread.join() }
        state.withLock { $0.workers = [] }
    }

    /// Runs what waits for something else than a processor, or takes long by its nature. Meanwhile another thread of
    /// the pool may work.
    ///
    /// On a thread of no pool it only runs it.
    public static func stepAside<Result, Failure>(_ wait: () throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        guard let worker = currentWorker else { return try wait() }
        let pool = worker.pool
        let (hasStepped, woken) = pool.state.withLock { pool.stepAside(worker, &$0) }
        woken?.wake.signal()
        defer {
            if hasStepped { pool.state.withLock { pool.stepBack(worker, &$0) } }
        }
        return try wait()
    }

    private func run(_ worker: Worker) {
        Self.currentWorker = worker
        while let work = take(worker) { work() }
        Self.currentWorker = nil
    }

    /// Waits for work; nil when the pool stops and none is left.
    private func take(_ worker: Worker) -> (@Sendable () -> Void)? {
        while true {
            let (work, sleeps) = state.withLock { state in
                worker.began = nil
                stepBack(worker, &state)
                if state.isEmpty || (state.active > atOnce && !state.isStopping) {
                    state.active -= 1
                    if !state.isStopping { state.idle.append(worker) }
                    return ((@Sendable () -> Void)?.none, !state.isStopping)
                }
                worker.began = state.span
                return (state.takeFirst(), false)
            }
            guard sleeps else { return work }
            worker.wake.block()
        }
    }

    /// Who shall be woken for what waits.
    private func next(_ state: inout State) -> Worker? {
        guard !state.isEmpty, state.active < atOnce, let worker = state.idle.popLast() else { return nil }
        state.active += 1
        return worker
    }

    private func stepAside(_ worker: Worker, _ state: inout State) -> (hasStepped: Bool, woken: Worker?) {
        guard !worker.isAside else { return (false, nil) }
        worker.isAside = true
        state.active -= 1
        return (true, next(&state))
    }

    private func stepBack(_ worker: Worker, _ state: inout State) {
        guard worker.isAside else { return }
        worker.isAside = false
        state.active += 1
    }

    /// Sleeps while nothing waits for a thread; `stop` wakes it early.
    private func watchForLastingWork() {
        while !state.withLock({ $0.isStopping }) {
            watch.wait()
            while setLastingAside() { _ = watch.wait(milliseconds: span) }
        }
    }

    /// Says whether something still waits.
    private func setLastingAside() -> Bool {
        let (woken, goesOn) = state.withLock { state in
            state.span += 1
            let lasting = state.workers.filter { $0.began.map { $0 < state.span - 1 } ?? false }
            let woken = lasting.compactMap { stepAside($0, &state).woken }
            state.isWatched = !state.isEmpty && !state.isStopping
            return (woken, state.isWatched)
        }
        for worker in woken { worker.wake.signal() }
        return goesOn
    }

    /// The worker whose thread this is.
    private static var currentWorker: Worker? {
        get { pthread_getspecific(key).map { Unmanaged<Worker>.fromOpaque($0).takeUnretainedValue() } }
        set { pthread_setspecific(key, newValue.map { Unmanaged.passUnretained($0).toOpaque() }) }
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        precondition(pthread_key_create(&key, nil) == 0, "a process has keys for threads")
        return key
    }()
}
