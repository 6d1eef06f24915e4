import Glibc

/// Lets threads wait for each other: every `signal` lets one `wait` return.
public final class ThreadSemaphore: @unchecked Sendable {
    // Unchecked: the C functions are made for many threads, and the pointer never changes.
    private let handle: UnsafeMutablePointer<sem_t>

    /// A semaphore that lets `count` waits return at once.
    public init(_ count: Int = 0) {
        handle = .allocate(capacity: 1)
        // It fails only for counts beyond the range of a C int.
        precondition(sem_init(handle, 0, UInt32(count)) == 0, "a semaphore counts up to 2,147,483,647")
    }

    deinit {
        sem_destroy(handle)
        handle.deallocate()
    }

    /// Lets one wait return.
    public func signal() {
        sem_post(handle)
    }

    /// Blocks until it is signalled. A worker of a pool steps aside for it.
    public func wait() {
        if sem_trywait(handle) != 0 { WorkerPool.stepAside(block) }
    }

    /// `wait` without stepping aside.
    func block() {
        // A signal handler may interrupt the wait; nothing else can.
        while sem_wait(handle) != 0 {}
    }

    /// Blocks until it is signalled or the time has passed, and says which: true when signalled.
    public func wait(milliseconds: Int) -> Bool {
        if sem_trywait(handle) == 0 { return true }
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        let nanoseconds = deadline.tv_nsec + milliseconds % 1000 * 1_000_000
        deadline.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        return WorkerPool.stepAside {
            while sem_timedwait(handle, &deadline) != 0 {
                guard errno == EINTR else { return false }
            }
            return true
        }
    }
}
