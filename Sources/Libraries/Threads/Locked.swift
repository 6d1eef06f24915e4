public import Glibc

/// A value that threads change one at a time.
///
/// Swift's own `Mutex` hands itself over to the longest waiting thread on Linux, so that under load each turn
/// costs two switches of threads; sixteen readers of SQLite then did a fifth of the work of one.
public final class Locked<Value>: @unchecked Sendable {
    // Unchecked: `value` is touched under the mutex only.
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline var value: Value

    public init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        precondition(pthread_mutex_init(mutex, nil) == 0, "a mutex can be made")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs work that has the value for itself; it must not wait, nor ask for the same value again.
    @inlinable
    public func withLock<Result>(_ work: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try work(&value)
    }
}
