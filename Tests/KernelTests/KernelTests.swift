import Synchronization
import TestSupport
import Testing

@testable import Kernel

struct IdentifierTests {
    private enum Tag {}

    @Test func `keys made by many threads differ, and those of one sort as they were made`() throws {
        let all = Mutex<Set<String>>([])
        try inParallel(8) { _ in
            let keys = (0..<1000).map { _ in
                Identifier<Tag>.new(at: Instant(millisecond: 1_768_442_400_000)).rawValue
            }
            guard keys == keys.sorted() else { throw TestFailure("not in order") }
            all.withLock { $0.formUnion(keys) }
        }
        #expect(all.withLock { $0.count } == 8000)
    }

    @Test func `keys of a new run follow those of the last, wherever the clock stands`() {
        let now = Instant(millisecond: 1_768_442_400_000)
        for seconds in [-3600, 0, 3600, 543 * 365 * 86_400] {
            var before = KeyMaker()
            let newest = before.next(now.adding(seconds: seconds))
            var maker = KeyMaker()
            maker.follow(newest)
            let keys = [newest] + (0..<100).map { _ in maker.next(now) }
            #expect(keys == keys.sorted() && Set(keys).count == 101, "\(seconds)")
        }
    }

    @Test(arguments: [
        "", "4000000000000000000000000", "40000000000000000000000000", "zzzzzzzzzzzzzzzzzzzzzzzzzz",
    ])
    func `damage is not followed`(_ text: String) {
        var maker = KeyMaker()
        maker.follow(text)
        #expect(maker.next(Instant(millisecond: 1_768_442_400_000)).hasPrefix("01kez"))
    }

    @Test(arguments: [
        "", "short", "01m7yaz2j72a65wwtmmz2m18p", "01m7yaz2j72a65wwtmmz2m18pmm", "01M7YAZ2J72A65WWTMMZ2M18PM",
        "../../../../../../etc/pass", "01m7yaz2j72a65wwtmmz2m18p'",
    ])
    func `what is no key is refused at the door`(_ text: String) {
        #expect(Identifier<Tag>(text) == nil)
    }
}

struct FileStoreTests {
    @Test func `a file is kept byte for byte under its digest, and the same bytes once`() throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        let store = try FileStore(folder: folder + "/files")
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let first = store.arrivalFolder + "/first"
        let second = store.arrivalFolder + "/second"
        try writeFile(first, bytes)
        try writeFile(second, bytes)

        let kept = try store.keep(fileAt: first)
        let again = try store.keep(fileAt: second)

        #expect(kept == again)
        #expect(kept.size == 300_000)
        #expect(kept.sha256.utf8.count == 64)
        #expect(readFile(store.path(of: kept.sha256)) == bytes)
    }

    @Test func `a file that is not there is told, and nothing is kept`() throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        let store = try FileStore(folder: folder)
        #expect(throws: FileStoreError.self) { try store.keep(fileAt: folder + "/nothing") }
    }

    @Test func `a folder keeps the first mark that it was given`() throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        #expect(try FileStore(folder: folder).mark() == nil)
        #expect(try FileStore(folder: folder).mark(orSet: "first") == "first")
        #expect(try FileStore(folder: folder).mark(orSet: "second") == "first")
        #expect(try FileStore(folder: folder).mark() == "first")
    }
}
