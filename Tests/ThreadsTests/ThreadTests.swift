import Glibc
import Testing

@testable import Threads

struct ThreadTests {
    @Test func `a thread runs its work under its name and is joined`() throws {
        let (name, isItself) = (Locked(""), Locked(false))
        let (known, made) = (Locked<SystemThread?>(nil), ThreadSemaphore())
        let thread = try #require(
            SystemThread("counter") {
                made.wait()
                let isCurrent = known.withLock { $0?.isCurrent == true }
                isItself.withLock { $0 = isCurrent }
                guard let file = fopen("/proc/thread-self/comm", "r") else { return }
                defer { fclose(file) }
                var line = [CChar](repeating: 0, count: 32)
                fgets(&line, 32, file)
                name.withLock { $0 = line.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } }
            }
        )
        known.withLock { $0 = thread }
        made.signal()
        thread.join()
        #expect(name.withLock { $0 } == "counter\n")
        #expect(isItself.withLock { $0 })
        #expect(!thread.isCurrent)
    }

    @Test func `a locked value is changed by one at a time`() throws {
        let sum = Locked(0)
        let threads = (0..<8).compactMap { _ in
            SystemThread("adder") { for _ in 0..<10_000 { sum.withLock { $0 += 1 } } }
        }
        for thread in threads { thread.join() }
        #expect(sum.withLock { $0 } == 80_000)
    }

    @Test func `each signal lets one wait return, and a wait may end with its time`() {
        let semaphore = ThreadSemaphore(1)
        semaphore.wait()
        #expect(!semaphore.wait(milliseconds: 1))
        semaphore.signal()
        #expect(semaphore.wait(milliseconds: 60_000))
    }
}
