import Glibc
import Letters
import Synchronization
import Threads

/// Lets the search index follow the events, on a thread of its own, four times a second.
///
/// Sendable: the thread shares only the search, which guards itself, and the flag.
final class SearchFollower: Sendable {
    private let search: LetterSearch
    private let log: @Sendable (String) -> Void
    private let stopped = Atomic(false)

    init(_ search: LetterSearch, log: @escaping @Sendable (String) -> Void) {
        self.search = search
        self.log = log
        if let thread = SystemThread("search", run) {
            thread.letGo()
        } else {
            log("search index: the system gives no thread to follow what happens")
        }
    }

    func stop() { stopped.store(true, ordering: .relaxed) }

    private func run() {
        leaveTheProcessorsToRequests()
        while !stopped.load(ordering: .relaxed) {
            do {
                try search.catchUp()
            } catch {
                log("search index: \(error)")
                usleep(2_000_000)
            }
            usleep(250_000)
        }
    }

    /// An index that is a moment late costs nobody anything; a clerk who waits for a number does.
    ///
    /// On Linux the niceness belongs to the thread (setpriority(2)).
    private func leaveTheProcessorsToRequests() {
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    }
}
