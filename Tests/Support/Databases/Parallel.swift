import Synchronization
import Threads

/// Runs work on that many threads of its own at once, waits for all, and throws the first error.
///
/// Threads rather than tasks, because the work blocks, and as many as asked for must be under way together.
public func inParallel(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
    let shared = ParallelWork(work)
    let threads = (0..<count).compactMap { index in SystemThread("test") { shared.run(index) } }
    precondition(threads.count == count, "threads can be started")
    for thread in threads { thread.join() }
    if let failure = shared.firstFailure.withLock({ $0 }) { throw failure }
}

private final class ParallelWork: Sendable {
    let work: @Sendable (Int) throws -> Void
    let firstFailure = Mutex<(any Error)?>(nil)

    init(_ work: @escaping @Sendable (Int) throws -> Void) { self.work = work }

    func run(_ index: Int) {
        do {
            try work(index)
        } catch {
            firstFailure.withLock { $0 = $0 ?? error }
        }
    }
}
