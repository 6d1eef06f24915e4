import Glibc

/// Lets threads of a driver wait for each other: every `signal` lets one `wait` return.
public final class Semaphore: @unchecked Sendable {
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

    /// Blocks until it is signalled.
    public func wait() {
        // A signal handler may interrupt the wait; nothing else can.
        while sem_wait(handle) != 0 {}
    }

    /// Blocks until it is signalled or the time has passed, and says which: true when signalled.
    public func wait(seconds: Int) -> Bool {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += seconds
        while sem_timedwait(handle, &deadline) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
