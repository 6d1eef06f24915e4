import Glibc

/// Threads that run closures in the order in which they came.
///
/// Sendable by hand: everything that changes is touched only while `lock` is held. At most one sleeping thread is
/// woken at a time; it wakes the next when it leaves work behind, which halves the context switches under load.
final class WorkerPool: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let signal = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var queue: [@Sendable () -> Void] = []
    private var head = 0
    private var idle = 0
    private var isWaking = false
    private var isStopping = false
    private var threads: [pthread_t] = []
    private let longest: Int

    /// `longest` bounds how much may wait.
    init(threads count: Int, longest: Int) {
        self.longest = longest
        pthread_mutex_init(lock, nil)
        pthread_cond_init(signal, nil)
        for _ in 0..<count {
            var thread = pthread_t()
            let me = Unmanaged.passRetained(self)
            let code = pthread_create(
                &thread,
                nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<WorkerPool>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                },
                me.toOpaque()
            )
            if code == 0 { threads.append(thread) } else { me.release() }
        }
    }

    deinit {
        pthread_cond_destroy(signal)
        pthread_mutex_destroy(lock)
        signal.deallocate()
        lock.deallocate()
    }

    /// False when too much waits already, or the pool is stopping.
    func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        pthread_mutex_lock(lock)
        guard queue.count - head < longest, !isStopping else {
            pthread_mutex_unlock(lock)
            return false
        }
        queue.append(work)
        let wakes = needsWaking()
        pthread_mutex_unlock(lock)
        if wakes { pthread_cond_signal(signal) }
        return true
    }

    /// Lets the threads finish what waits, and returns when they have ended.
    func stop() {
        pthread_mutex_lock(lock)
        isStopping = true
        pthread_mutex_unlock(lock)
        pthread_cond_broadcast(signal)
        for thread in threads { pthread_join(thread, nil) }
        threads = []
    }

    private func needsWaking() -> Bool {
        guard idle > 0, !isWaking else { return false }
        isWaking = true
        return true
    }

    private func run() {
        while let (work, wakes) = take() {
            if wakes { pthread_cond_signal(signal) }
            work()
        }
    }

    private func take() -> (work: @Sendable () -> Void, wakes: Bool)? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while head == queue.count {
            if isStopping { return nil }
            idle += 1
            pthread_cond_wait(signal, lock)
            idle -= 1
            isWaking = false
        }
        let work = queue[head]
        head += 1
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 4096 {
            queue.removeFirst(head)
            head = 0
        }
        return (work, head < queue.count && needsWaking())
    }
}
