import Testing

@testable import Threads

struct WorkerPoolTests {
    /// Longer than any test: nothing is set aside for lasting.
    private static let never = 3_600_000

    @Test func `work runs in its order, and what waits is done before the pool stops`() {
        let pool = WorkerPool(threads: 1, longest: 1000)
        let (gate, order) = (ThreadSemaphore(), Locked<[Int]>([]))
        #expect(pool.submit { gate.wait() })
        for number in 0..<600 { #expect(pool.submit { order.withLock { $0.append(number) } }) }
        gate.signal()
        pool.stop()
        #expect(order.withLock { $0 } == Array(0..<600))
        #expect(!pool.submit {})
    }

    @Test func `more than the longest queue is refused`() {
        let pool = WorkerPool(threads: 1, longest: 2)
        let (begun, gate) = (ThreadSemaphore(), ThreadSemaphore())
        #expect(
            pool.submit {
                begun.signal(); gate.wait()
            }
        )
        begun.wait()
        #expect(pool.submit {})
        #expect(pool.submit {})
        #expect(!pool.submit {})
        gate.signal()
        pool.stop()
    }

    @Test func `no more work at once than was said`() {
        let pool = WorkerPool(threads: 16, longest: 1000, atOnce: 3, span: Self.never)
        let (counts, done) = (Locked((now: 0, most: 0)), ThreadSemaphore())
        for _ in 0..<500 {
            let isTaken = pool.submit {
                counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                for _ in 0..<100 { counts.withLock { _ in } }
                counts.withLock { $0.now -= 1 }
                done.signal()
            }
            #expect(isTaken)
        }
        for _ in 0..<500 { done.wait() }
        #expect(counts.withLock { $0.most } <= 3)
        pool.stop()
    }

    @Test func `who steps aside lets another work, and goes on beside it`() {
        let pool = WorkerPool(threads: 8, longest: 100, atOnce: 1, span: Self.never)
        let (gate, done) = (ThreadSemaphore(), Locked(0))
        // Each but the last waits for the one after it.
        let links = (0..<5).map { _ in ThreadSemaphore() }
        for number in 0..<5 {
            _ = pool.submit {
                if number < 4 { WorkerPool.stepAside { links[number].wait() } }
                if number > 0 { links[number - 1].signal() }
                let count = done.withLock { count in
                    count += 1
                    return count
                }
                if count == 5 { gate.signal() }
            }
        }
        #expect(gate.wait(milliseconds: 30_000))
        for link in links { link.signal() }
        pool.stop()
    }

    @Test func `work that lasts does not hold up the others`() {
        let pool = WorkerPool(threads: 4, longest: 100, atOnce: 2, span: 1)
        let (gate, isDone) = (ThreadSemaphore(), ThreadSemaphore())
        for _ in 0..<2 { _ = pool.submit { gate.block() } }
        _ = pool.submit { isDone.signal() }
        #expect(isDone.wait(milliseconds: 30_000))
        gate.signal()
        gate.signal()
        pool.stop()
    }

    /// Answers of some hundred kilobytes hung on requests that were long answered while others waited.
    @Test func `what work held is let go when it is done, though more work waits`() {
        final class Held: Sendable {}
        let pool = WorkerPool(threads: 1, longest: 100)
        let (begun, gate) = (ThreadSemaphore(), ThreadSemaphore())
        var held: Held? = Held()
        weak let watched = held
        _ = pool.submit { [held] in withExtendedLifetime(held) {} }
        _ = pool.submit {
            begun.signal(); gate.wait()
        }
        _ = pool.submit {}
        held = nil
        begun.wait()
        #expect(watched == nil)
        gate.signal()
        pool.stop()
    }

    @Test func `on any other thread stepping aside only runs the work`() throws {
        #expect(WorkerPool.stepAside { 7 } == 7)
        #expect(throws: CancellationError.self) { try WorkerPool.stepAside { throw CancellationError() } }
    }
}
