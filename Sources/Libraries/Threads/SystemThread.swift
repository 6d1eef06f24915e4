import Glibc

/// A thread of the system that runs one closure and ends. Whoever starts one joins it, or lets it go.
public struct SystemThread: Sendable {
    private final class Work: Sendable {
        let name: String
        let work: @Sendable () -> Void

        init(_ name: String, _ work: @escaping @Sendable () -> Void) {
            self.name = name
            self.work = work
        }

        func run() {
            // A thread without its name works as well.
            if let file = fopen("/proc/thread-self/comm", "w") {
                fputs(name, file)
                fclose(file)
            }
            work()
        }
    }

    private let handle: pthread_t

    /// Starts it; nil when the system has no more threads to give.
    ///
    /// `name` is what `top -H` and `ps -L` show, 15 bytes at most.
    public init?(_ name: String, _ work: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let work = Unmanaged.passRetained(Work(name, work))
        let code = pthread_create(
            &handle,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            work.toOpaque()
        )
        guard code == 0 else {
            work.release()
            return nil
        }
        self.handle = handle
    }

    /// Whether this is the thread that asks.
    public var isCurrent: Bool { pthread_equal(pthread_self(), handle) != 0 }

    /// Waits until it has ended. Once only, and not after `letGo`.
    public func join() { pthread_join(handle, nil) }

    /// Nobody will join it.
    public func letGo() { pthread_detach(handle) }
}
