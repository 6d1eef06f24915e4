import Glibc
import Threads

/// Cuts connections that do not deliver the head of a request in time, however slowly they drip, and those whose
/// client left within a body.
///
/// The engine's own time-out starts again with every byte. Here each connection has one moment by which its next
/// head must be complete. And where a body's last bytes and the end of the connection arrive together, the engine
/// misses the end until its time-out. A thread looks at both four times in the span of a head, at least each 250 ms.
final class ConnectionWatch: Sendable {
    private struct State {
        var moments: [Int32: Int] = [:]
        /// Connections within a body, and whether their end was seen the last time.
        var bodies: [Int32: Bool] = [:]
        var isRunning = false
        var isStopped = false
    }

    private let state = Locked(State())
    private let first: Int
    private let next: Int

    /// False when the system gave it no thread.
    var isRunning: Bool { state.withLock { $0.isRunning } }

    /// `first` seconds from connecting to the first head, `next` from one answer to the next head.
    init(first: Double, next: Double) {
        self.first = Int(first * 1000)
        self.next = Int(next * 1000)
        guard let thread = SystemThread("connections", run) else { return }
        thread.letGo()
        state.withLock { $0.isRunning = true }
    }

    /// A connection has come, or has sent its answer and may ask again.
    func expectHead(on socket: Int32, isFirst: Bool) {
        state.withLock { $0.moments[socket] = now() + (isFirst ? first : next) }
    }

    /// The head is complete and a body follows.
    func expectBody(on socket: Int32) { state.withLock { $0.bodies[socket] = false } }

    /// The body is complete.
    func forgetBody(_ socket: Int32) { state.withLock { _ = $0.bodies.removeValue(forKey: socket) } }

    /// The head is complete, or the connection is about to be closed.
    func forget(_ socket: Int32) {
        state.withLock { state in
            state.moments.removeValue(forKey: socket)
            if !state.bodies.isEmpty { state.bodies.removeValue(forKey: socket) }
        }
    }

    func stop() { state.withLock { $0.isStopped = true } }

    private func run() {
        let pause = UInt32(max(10, min(first, 1000) / 4) * 1000)
        while sweep() { usleep(pause) }
    }

    /// The shutdown happens under the lock: a socket leaves the table before the engine closes it, so the number
    /// cannot mean another connection.
    private func sweep() -> Bool {
        state.withLock { state in
            let moment = now()
            for (socket, deadline) in state.moments where deadline <= moment {
                shutdown(socket, Int32(SHUT_RDWR))
                state.moments.removeValue(forKey: socket)
            }
            // Seen twice: the engine may just now be working on the last bytes of a body that is complete.
            for (socket, wasEnded) in state.bodies where hasEnded(socket) {
                if wasEnded { shutdown(socket, Int32(SHUT_RDWR)) }
                state.bodies[socket] = wasEnded ? nil : true
            }
            return !state.isStopped
        }
    }

    /// Whether the client has closed its side and everything it sent was read.
    private func hasEnded(_ socket: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 0
    }

    private func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
