import Glibc
import Synchronization

/// Runs work on that many threads of its own at once, waits for all, and throws the first error.
///
/// Threads rather than tasks, because the work blocks, and as many as asked for must be under way together.
public func inParallel(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
    let shared = ParallelWork(work)
    var threads: [pthread_t] = []
    for index in 0..<count {
        var thread = pthread_t()
        let share = Unmanaged.passRetained(ParallelShare(work: shared, index: index))
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<ParallelShare>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            share.toOpaque()
        )
        precondition(code == 0, "a thread can be started")
        threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
    if let failure = shared.firstFailure.withLock({ $0 }) { throw failure }
}

private final class ParallelWork: Sendable {
    let work: @Sendable (Int) throws -> Void
    let firstFailure = Mutex<(any Error)?>(nil)

    init(_ work: @escaping @Sendable (Int) throws -> Void) { self.work = work }
}

private final class ParallelShare: Sendable {
    let work: ParallelWork
    let index: Int

    init(work: ParallelWork, index: Int) {
        self.work = work
        self.index = index
    }

    func run() {
        do {
            try work.work(index)
        } catch {
            work.firstFailure.withLock { $0 = $0 ?? error }
        }
    }
}
